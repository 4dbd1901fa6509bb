import assert from 'node:assert/strict';
import type { Home } from '#api/home/contract.ts';
import { type Answer, ApiFault } from '../tab/api.ts';
import { eventNames } from '../tab/event-stream.ts';
import { createFeed } from '../tab/feed.ts';
import { differences } from '../tab/home/differences.ts';
import { placeEvent } from '../tab/home/place-event.ts';
import { snoozeTimes } from '../tab/home/snooze-times.ts';
import type { Say } from '../tab/words.ts';
import { ago, emptyHome, eventOf, homeOf } from './tab-page-samples.ts';

const say: Say = (key, values) => [key, ...Object.values(values ?? {})].join(' ');

describe('what Home shows', () => {
  const home = homeOf();
  const first = home.needsYou[0] ?? eventOf({ name: 'Nobody', job: '', hours: 0 });
  const reviewed = (byMe: boolean) => ({ ...first, reviewed: { byName: 'Lee Park', byMe, at: ago(0) } });

  it('takes a reviewed event out of what is open, and puts it back where it was', () => {
    const without = placeEvent(home, reviewed(true));
    assert.equal(without.needsYouTotal, home.needsYouTotal - 1);
    assert.ok(without.latest.find(event => event.notification === first.notification)?.reviewed);
    assert.deepEqual(placeEvent(without, first), home);
  });

  it('tells of new events, and counts them when they are many', () => {
    const fresh = ['Noor', 'Omar', 'Pia'].map(name => eventOf({ name, job: 'Lead', hours: 0 }));
    const withFresh = (count: number): Home => ({ ...home, latest: [...fresh.slice(0, count), ...home.latest] });
    assert.deepEqual(differences(home, withFresh(1), say), ['said.new event.matched Noor Lead']);
    assert.deepEqual(differences(home, withFresh(3), say), ['said.news 3']);
    assert.equal(differences(emptyHome, home, say).length, 1);
  });

  it('tells when somebody else has reviewed, when a snooze ends and when sending failed; nothing else', () => {
    const heard = (after: Home, before = home) => differences(before, after, say).map(text => text.split(' ')[0]);
    assert.deepEqual(heard(placeEvent(home, reviewed(false))), ['said.reviewed']);
    assert.deepEqual(heard(placeEvent(home, reviewed(true))), []);
    const snoozed = placeEvent(home, { ...first, snoozedUntil: ago(-1) });
    assert.deepEqual(heard(home, snoozed), ['said.back']);
    const failed = placeEvent(home, { ...first, delivery: { state: 'failed', channel: 'teams' } });
    assert.deepEqual(heard(failed), ['said.failed']);
    assert.deepEqual(heard(home), []);
  });

  it('does not call an older event new that moves up into the list', () => {
    const older = eventOf({ name: 'Old', job: 'Lead', hours: 900 });
    assert.deepEqual(differences(home, { ...home, latest: [...home.latest, older] }, say), []);
  });
});

describe('how long an event may rest', () => {
  const at = (now: string, timeZone: string) =>
    Object.fromEntries(snoozeTimes(new Date(now), timeZone).map(({ choice, until }) => [choice, until.toISOString()]));

  it('ends at nine on the clock of the person', () => {
    const times = at('2026-06-10T20:00:00Z', 'Europe/Amsterdam');
    assert.equal(times.hour, '2026-06-10T21:00:00.000Z');
    assert.equal(times['four-hours'], '2026-06-11T00:00:00.000Z');
    assert.equal(times.tomorrow, '2026-06-11T07:00:00.000Z');
    assert.equal(times.monday, '2026-06-15T07:00:00.000Z');
  });

  it('knows that the clock changes in between, and which day it is elsewhere', () => {
    assert.equal(at('2026-10-24T12:00:00Z', 'Europe/Amsterdam').tomorrow, '2026-10-25T08:00:00.000Z');
    assert.equal(at('2026-06-10T20:00:00Z', 'Pacific/Auckland').tomorrow, '2026-06-11T21:00:00.000Z');
  });

  it('offers no next Monday on a Sunday, and a whole week on a Monday', () => {
    assert.equal(at('2026-06-14T12:00:00Z', 'Europe/Amsterdam').monday, undefined);
    assert.equal(at('2026-06-15T12:00:00Z', 'Europe/Amsterdam').monday, '2026-06-22T07:00:00.000Z');
  });
});

const all = async (names: AsyncIterable<string>): Promise<string[]> => {
  const list: string[] = [];
  for await (const name of names) list.push(name);
  return list;
};

describe('what a page knows of the server', () => {
  const later = <T>() => Promise.withResolvers<T>();
  const answer = (data: string): Answer<string> => ({ data, etag: data });

  it('shows a change at once, and lifts it off when it is refused, whatever was loaded meanwhile', async () => {
    const loads = ['first', 'second'];
    const feed = createFeed<string>({ load: async () => answer(loads.shift() ?? 'second') });
    await feed.refresh();
    const commit = later<(data: string) => string>();
    const change = feed.change(
      data => `${data}+`,
      () => commit.promise,
    );
    const seen = new Set([feed.get().data]);
    feed.subscribe(() => seen.add(feed.get().data));
    await feed.refresh();
    commit.reject(new ApiFault({ kind: 'failed' }));
    await assert.rejects(change);
    await feed.refresh();
    assert.deepEqual([...seen], ['first+', 'first', 'second']);
  });

  it('takes no answer that was read before a change was written', async () => {
    const slow = later<Answer<string>>();
    const loads = [Promise.resolve(answer('open')), slow.promise, Promise.resolve(answer('reviewed, and more'))];
    const feed = createFeed<string>({ load: () => loads.shift() ?? Promise.resolve('unchanged') });
    await feed.refresh();
    const seen: (string | undefined)[] = [];
    feed.subscribe(() => seen.push(feed.get().data));
    const reading = feed.refresh();
    await feed.change(
      () => 'reviewed',
      async () => () => 'reviewed',
    );
    slow.resolve(answer('open'));
    await reading;
    assert.equal(feed.get().data, 'reviewed, and more');
    assert.equal(seen.includes('open') && seen.lastIndexOf('open') > seen.indexOf('reviewed'), false);
  });

  it('keeps what it has when a load fails, and forgets the fault when one succeeds', async () => {
    let fails = false;
    const feed = createFeed<string>({
      load: async () => {
        if (fails) throw new ApiFault({ kind: 'offline' });
        return answer('here');
      },
    });
    await feed.refresh();
    fails = true;
    await feed.refresh();
    assert.deepEqual([feed.get().data, feed.get().fault?.kind], ['here', 'offline']);
    fails = false;
    await feed.refresh();
    assert.equal(feed.get().fault, undefined);
  });

  it('reads the names of server-sent events in whatever pieces they come', async () => {
    const text = ': hello\n\nevent: changed\ndata:\n\nevent: cha';
    const pieces = [...text, 'nged\r\ndata: x\r\n\r\n', ': bye\n\n'];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    const names = await all(eventNames(body, 1000));
    assert.deepEqual(names, ['changed', 'changed']);
  });

  it('ends a stream on which nothing is heard', async () => {
    const silent = new ReadableStream<Uint8Array>();
    assert.deepEqual(await all(eventNames(silent, 20)), []);
  });
});
