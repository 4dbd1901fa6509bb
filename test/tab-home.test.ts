import assert from 'node:assert/strict';
import { type Home, type HomeEvent, home, homeEvent } from '#api/home/contract.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import type { EventData } from '#core/notifications/contract.ts';
import { Events, Notifications } from '#core/notifications/model.ts';
import { Outbox, type Row } from '#core/notifications/outbox.ts';
import type { EventType, Person } from '#core/people/model.ts';
import { setPreferences } from '#core/people/preferences.ts';
import { problem } from './api-client.ts';
import { anEvent, install, makeCompany, type TestCompany } from './company.ts';
import { link, openTabWorld, type TabWorld } from './tab-world.ts';

describe('a recruiter’s home', () => {
  let world: TabWorld;
  let company: TestCompany;
  let ada: Person;
  let eva: Person;

  before(async () => {
    company = await makeCompany();
    world = await openTabWorld();
  });
  after(() => world.close());
  beforeEach(async () => {
    company = await makeCompany('ada:admin', 'eva:boss', 'mo:member');
    ada = await install(company, 'ada');
    eva = await link(company, 'eva');
  });

  async function read(person = ada): Promise<Home> {
    const response = await world.as(person, '/api/home');
    assert.equal(response.status, 200);
    return home.strict().parse(await response.json());
  }
  const send = async (type: EventType = 'candidate.matched', data: Partial<EventData> = {}, who = [ada, eva]) => {
    const recruiters = who.map(({ email }) => email);
    const now = new Date();
    await acceptEvents({ ...company.ctx, now }, [anEvent({ type, data: { recruiters, ...data } })]);
  };
  const change = (filter: Partial<Row>, update: Partial<Row>) =>
    Outbox.updateOne({ organization: company.ctx.organization, state: 'queued', ...filter }, { $set: update });
  const act = async (person: Person, event: HomeEvent, verb: string, body?: unknown): Promise<Response> =>
    world.as(person, `/api/home/notifications/${encodeURIComponent(event.notification)}/${verb}`, {
      method: 'POST',
      ...(body === undefined
        ? {}
        : {
            headers: { 'content-type': 'application/json' },
            body: typeof body === 'string' ? body : JSON.stringify(body),
          }),
    });
  const acted = async (response: Response): Promise<HomeEvent> => {
    assert.equal(response.status, 200);
    return homeEvent.strict().parse(await response.json());
  };
  const first = async (person = ada): Promise<HomeEvent> => {
    const [event] = (await read(person)).latest;
    assert.ok(event);
    return event;
  };

  it('is empty before the first event, and says how far the setup is', async () => {
    const { needsYou, needsYouTotal, latest, week, integrations } = await read();
    assert.deepEqual({ needsYou, needsYouTotal, latest }, { needsYou: [], needsYouTotal: 0, latest: [] });
    const { since, ...numbers } = week;
    assert.deepEqual(new Set(Object.values(numbers)), new Set([0]));
    assert.ok(Math.abs(Date.now() - 7 * 86_400_000 - Date.parse(since)) < 10_000);
    assert.deepEqual(
      integrations.map(({ id, state }) => `${id} ${state}`),
      [
        'teams-app working',
        'teams-chat not-set-up',
        'outlook not-set-up',
        'sso not-set-up',
        'scim not-set-up',
        'oauth-login not-set-up',
      ],
    );
    assert.equal(integrations[0]?.detail, 'One recruiter has the bot.');
    assert.ok(Date.parse(integrations[0]?.at ?? '') > Date.now() - 60_000);
  });

  it('says that the Teams app is not set up before a bot install was seen', async () => {
    const other = await makeCompany('bo:admin');
    const { integrations } = await read(await link(other, 'bo'));
    assert.deepEqual(integrations[0], { id: 'teams-app', state: 'not-set-up' });
  });

  it('shows all of an event that concerns the person', async () => {
    const data = {
      candidate: {
        id: 'c-9',
        fullName: 'Sam Roth',
        headline: 'SRE',
        location: 'Riga',
        profileUrl: 'https://a.example/',
      },
      job: { id: 'j-9', title: 'Engineer', url: 'https://b.example/' },
      employee: { email: company.people.get('mo')?.email ?? '' },
      note: 'Worked with her',
      reason: 'Fits',
      score: 81,
    };
    await send('candidate.referred', data);
    const { needsYou, latest, week } = await read();
    assert.deepEqual(needsYou, latest);
    const { notification, time, delivery, ...event } = latest[0] ?? (await first());
    assert.deepEqual(event, { ...data, type: 'candidate.referred', employee: 'mo Test' });
    assert.equal(delivery.state, 'waiting');
    assert.ok(notification.startsWith(company.ctx.organization));
    assert.ok(Date.parse(time) > 0);
    assert.equal(week.events, 1);
    assert.equal(week.referred, 1);
  });

  it('shows the newest 20 and the newest 50 open, how many need the person, and nothing of others', async () => {
    for (let number = 0; number < 3; number += 1) {
      const events = Array.from({ length: 18 }, (_, place) =>
        anEvent({
          data: {
            candidate: { id: `c-${number}-${place}`, fullName: `Candidate ${number}` },
            recruiters: [ada.email],
          },
        }),
      );
      await acceptEvents({ ...company.ctx, now: new Date() }, events);
    }
    await send('action.required', { candidate: { id: 'c-x', fullName: 'For Eva' } }, [eva]);
    const seen = await read();
    const names = (events: HomeEvent[]) => [...new Set(events.map(({ candidate }) => candidate.fullName))];
    assert.equal(seen.latest.length, 20);
    assert.deepEqual(names(seen.latest), ['Candidate 2', 'Candidate 1']);
    assert.equal(seen.needsYou.length, 50);
    assert.deepEqual(names(seen.needsYou), ['Candidate 2', 'Candidate 1', 'Candidate 0']);
    assert.equal(seen.needsYouTotal, 54);
    assert.deepEqual([seen.week.events, seen.week.matched, seen.week.actions], [54, 54, 0]);
    const evas = await read(eva);
    assert.deepEqual([evas.needsYouTotal, evas.week.actions, evas.latest[0]?.candidate.fullName], [1, 1, 'For Eva']);
  });

  it('leaves events out of the week that came before it', async () => {
    await send();
    const { organization } = company.ctx;
    const past = new Date(Date.now() - 8 * 86_400_000);
    await Notifications.updateMany({ organization, event: { $gt: '' } }, { $set: { createdAt: past } });
    const { week, needsYouTotal } = await read();
    assert.deepEqual([week.events, needsYouTotal], [0, 1]);
  });

  it('says of each notification what became of it', async () => {
    const at = new Date();
    const state = async (): Promise<HomeEvent['delivery']> => (await first()).delivery;
    await send('candidate.matched', {}, [ada]);
    assert.equal((await state()).state, 'waiting');
    await change(
      { recipient: ada._id },
      { notBefore: new Date(Date.now() + 60_000), waiting: 'Teams asks to slow down' },
    );
    assert.equal((await state()).why, 'Teams asks to slow down.');
    await change({ recipient: ada._id }, { state: 'sent', endedAt: at });
    assert.deepEqual(await state(), { state: 'sent', channel: 'teams', at: at.toISOString() });
    assert.equal((await read()).week.sent, 1);

    await send('candidate.matched', {}, [ada]);
    await change({ recipient: ada._id }, { state: 'unknown', endedAt: at, reason: 'May have been sent: no answer' });
    assert.deepEqual(await state(), {
      state: 'unknown',
      channel: 'teams',
      at: at.toISOString(),
      why: 'May have been sent: no answer.',
    });
    assert.equal((await read()).week.failed, 1);

    await setPreferences(company.ctx, { person: ada._id, preferences: { matched: 'off' } });
    await send('candidate.matched', {}, [ada]);
    assert.deepEqual(
      [(await state()).state, (await state()).why],
      ['not-sent', 'You have switched off notifications of this kind.'],
    );
  });

  it('is answered with 304 when nothing has changed, whatever time has passed', async () => {
    await send();
    const tag = (await world.as(ada, '/api/home')).headers.get('etag') ?? '';
    assert.match(tag, /^W\/"[\w-]{22}"$/);
    const same = await world.as(ada, '/api/home', { headers: { 'if-none-match': `"x", ${tag}` } });
    assert.equal(same.status, 304);
    assert.equal(same.headers.get('etag'), tag);
    assert.equal(await same.text(), '');
    await acted(await act(ada, await first(), 'review'));
    assert.equal((await world.as(ada, '/api/home', { headers: { 'if-none-match': tag } })).status, 200);
  });

  it('marks as reviewed for every recruiter, and takes it back', async () => {
    await send();
    const event = await acted(await act(ada, await first(), 'review'));
    assert.deepEqual([event.reviewed?.byName, event.reviewed?.byMe], ['ada Test', true]);
    const evas = await read(eva);
    assert.deepEqual([evas.needsYouTotal, evas.latest[0]?.reviewed?.byMe, evas.week.reviewed], [0, false, 1]);
    assert.equal((await acted(await act(eva, await first(eva), 'undo-review'))).reviewed, undefined);
    assert.equal((await read()).needsYouTotal, 1);
  });

  it('snoozes for one person, and ends it', async () => {
    await send();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const event = await acted(await act(ada, await first(), 'snooze', { until }));
    assert.equal(event.snoozedUntil, until);
    assert.equal(event.delivery.state, 'waiting');
    assert.deepEqual([(await read()).needsYouTotal, (await read(eva)).needsYouTotal], [0, 1]);
    assert.equal((await acted(await act(ada, event, 'undo-snooze'))).snoozedUntil, undefined);
    assert.equal((await read()).needsYouTotal, 1);
  });

  it('refuses a snooze that is no time, is over, or is not JSON', async () => {
    await send();
    const event = await first();
    const { errors } = await problem(await act(ada, event, 'snooze', { until: 'tomorrow' }), 400, 'invalid');
    assert.equal(errors?.[0]?.field, 'until');
    for (const body of [{}, { until: '2020-01-01T00:00:00Z' }, { until: new Date().toISOString(), more: 1 }, '{', ''])
      await problem(await act(ada, event, 'snooze', body), 400, 'invalid');
    await problem(await act(ada, event, 'snooze'), 415, 'unsupported-media-type');
  });

  it('is for recruiters alone', async () => {
    const mo = await install(company, 'mo');
    await send();
    await problem(await world.as(mo, '/api/home'), 403, 'forbidden');
    await problem(await world.as(mo, '/api/home/changes'), 403, 'forbidden');
    await problem(await act(mo, await first(), 'review'), 403, 'forbidden');
    for (const path of ['/api/home', '/api/home/changes'])
      await problem(await world.as(undefined, path), 401, 'unauthorized');
  });

  it('has nothing for another organization, nor for a colleague, and says the same of what does not exist', async () => {
    await send('candidate.matched', {}, [ada]);
    const event = await first();
    const other = await makeCompany('bea:admin');
    const bea = await install(other, 'bea');
    const missing = { ...event, notification: `${event.notification}x` };
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const stored = await Events.findOne({
      organization: company.ctx.organization,
      receivedAt: { $gt: new Date(0) },
    }).lean();
    for (const verb of ['review', 'undo-review', 'snooze', 'undo-snooze'])
      for (const [person, which] of [
        [bea, event],
        [eva, event],
        [ada, missing],
      ] as const) {
        const body = verb === 'snooze' ? { until } : undefined;
        await problem(await act(person, which, verb, body), 404, 'not-found');
      }
    assert.equal((await read(bea)).latest.length, 0);
    const left = await Events.findOne({
      organization: company.ctx.organization,
      receivedAt: { $gt: new Date(0) },
    }).lean();
    assert.deepEqual(left, stored);
  });
});
