import assert from 'node:assert/strict';
import { available, newBucket, take, waitMs } from '#core/notifications/bucket.ts';
import type { Outcome } from '#core/notifications/contract.ts';
import { notificationLetter } from '#core/notifications/letter.ts';
import type { Row } from '#core/notifications/outbox.ts';
import { type Pace, plan } from '#core/notifications/plan.ts';
import { schedule } from '#core/notifications/schedule.ts';
import { settle } from '#core/notifications/settle.ts';
import { limitsSchema } from '#env/limits.ts';

const limits = limitsSchema.parse({});
const now = new Date('2026-03-02T10:00:00Z');
const at = { now, limits, random: 1 };

function row(parts: Partial<Row> = {}): Row {
  return {
    _id: 'o:e:p:teams',
    organization: 'o',
    lane: 'teams:t',
    channel: 'teams',
    kind: 'card',
    recipient: 'p',
    state: 'claimed',
    notBefore: now,
    attempts: [{ worker: 'w', startedAt: now }],
    createdAt: now,
    ...parts,
  };
}

describe('what becomes of a row after a try', () => {
  const outcome = (kind: string, more: object = {}) => ({ kind, code: 'x', reason: 'why', ...more }) as Outcome;

  it('waits as long as Retry-After says and rests the whole lane', () => {
    const settled = settle(row(), outcome('retry', { throttled: true, afterMs: 7_000 }), at);
    assert.equal(settled.state, 'queued');
    assert.equal(settled.notBefore?.getTime(), now.getTime() + 7_000);
    assert.equal(settled.lanePausedUntil?.getTime(), now.getTime() + 7_000);
  });

  it('never gives up for being throttled until a day after the first try', () => {
    const attempts = Array.from({ length: 200 }, () => ({ worker: 'w', startedAt: now }));
    assert.equal(settle(row({ attempts }), outcome('retry', { throttled: true }), at).state, 'queued');
    const dayAgo = new Date(now.getTime() - limits.OUTBOX_MAX_AGE_MS - 1);
    const old = row({ createdAt: dayAgo, attempts: [{ worker: 'w', startedAt: dayAgo }] });
    assert.deepEqual(settle(old, outcome('retry', { throttled: true }), at), {
      state: 'failed',
      reason: 'Given up: why',
      fallback: 'Teams could not be reached',
    });
  });

  it('does not count what a row waited before its first try, nor the tries before it was queued again', () => {
    const dayAgo = new Date(now.getTime() - limits.OUTBOX_MAX_AGE_MS - 1);
    const paused = row({ createdAt: dayAgo });
    assert.equal(settle(paused, outcome('retry'), at).state, 'queued');
    const attempts = Array.from({ length: 10 }, () => ({ worker: 'w', startedAt: dayAgo }));
    assert.equal(settle(row({ attempts }), outcome('retry'), at).state, 'queued');
  });

  it('doubles the wait with each attempt up to its limit', () => {
    const waits = [1, 2, 3, 30].map(length => {
      const attempts = Array.from({ length: Math.min(length, 9) }, () => ({ worker: 'w', startedAt: now }));
      return (settle(row({ attempts }), outcome('unclear'), at).notBefore?.getTime() ?? 0) - now.getTime();
    });
    assert.deepEqual(waits, [1_000, 2_000, 4_000, 256_000]);
  });

  it('sends a card again when unclear, and a mail never', () => {
    assert.equal(settle(row(), outcome('unclear'), at).state, 'queued');
    assert.deepEqual(settle(row({ channel: 'mail' }), outcome('unclear'), at), {
      state: 'unknown',
      reason: 'May have been sent: why',
    });
  });

  it('falls back to mail where Teams is closed for good, but not for a replacement', () => {
    assert.deepEqual(settle(row(), outcome('blocked'), at), {
      state: 'failed',
      reason: 'why',
      fallback: 'you have blocked the app in Teams',
      teamsState: 'blocked',
    });
    assert.equal(settle(row(), outcome('not-installed'), at).teamsState, 'removed');
    assert.equal(
      settle(row(), outcome('tenant-disabled'), at).laneDisabledUntil?.getTime(),
      now.getTime() + limits.LANE_REST_MS,
    );
    assert.equal(settle(row({ kind: 'update' }), outcome('failed'), at).fallback, undefined);
  });

  it('rests the lane and says so when our own registration is at fault', () => {
    const settled = settle(row(), outcome('misconfigured'), at);
    assert.equal(settled.state, 'queued');
    assert.equal(settled.lanePausedUntil?.getTime(), settled.notBefore?.getTime());
  });
});

describe('what of the due rows goes out now', () => {
  const budget = (paces = new Map<string, Pace>(), room = 25) => ({ now: now.getTime(), room, paces, limits });
  const cards = (count: number, recipient = 'p', more: Partial<Row> = {}) =>
    Array.from({ length: count }, (_, place) => row({ _id: `${recipient}-${place}`, recipient, ...more }));

  it('sends one shipment to a person at a time and says that more is due', () => {
    const planned = plan([...cards(3), ...cards(1, 'q')], budget());
    assert.deepEqual(
      planned.shipments.map(rows => rows.map(({ _id }) => _id)),
      [['p-0'], ['q-0']],
    );
    assert.equal(planned.more, true);
  });

  it('leaves a person alone whose last send is still under way', () => {
    const paces = new Map<string, Pace>();
    plan(cards(1), budget(paces));
    assert.deepEqual(plan(cards(1), budget(paces)), { shipments: [], postponed: [], more: true });
  });

  it('gathers eleven into one and leaves ten apart', () => {
    assert.equal(plan(cards(11), budget()).shipments[0]?.length, 11);
    assert.equal(plan(cards(10), budget()).shipments[0]?.length, 1);
  });

  it('postpones cards to a person who had ten in the last minute, and not the replacements', () => {
    const sentAt = Array.from({ length: 10 }, (_, place) => now.getTime() - 50_000 + place * 1_000);
    const pace: Pace = { bucket: newBucket(1, 3, now.getTime()), sentAt, busy: false };
    const planned = plan([...cards(2), row({ _id: 'u', kind: 'update' })], budget(new Map([['p', pace]])));
    assert.deepEqual(
      planned.shipments.map(rows => rows.map(({ _id }) => _id)),
      [['u']],
    );
    assert.equal(planned.postponed[0]?.until, now.getTime() + 10_000);
  });

  it('puts all that was to be gathered into one', () => {
    assert.equal(plan(cards(4, 'p', { gather: true }), budget()).shipments[0]?.length, 4);
  });

  it('plans no more than there is room for', () => {
    const planned = plan(
      ['a', 'b', 'c'].flatMap(name => cards(1, name)),
      budget(new Map(), 2),
    );
    assert.deepEqual([planned.shipments.length, planned.more], [2, true]);
  });
});

describe('a token bucket', () => {
  it('refills steadily and never above its size', () => {
    const bucket = newBucket(2, 3, 0);
    take(bucket, 3, 0);
    assert.equal(available(bucket, 0), 0);
    assert.equal(waitMs(bucket, 0), 500);
    assert.equal(available(bucket, 1_000), 2);
    assert.equal(available(bucket, 60_000), 3);
  });
});

describe('when a person wants to hear of an event', () => {
  const person = (pace: 'at-once' | 'gathered' | 'digest' | 'off', timeZone = 'Europe/Amsterdam') => ({
    preferences: { matched: pace },
    timeZone,
  });

  it('is at once unless the person has chosen otherwise', () => {
    assert.deepEqual(schedule({}, 'candidate.matched', now), { send: true, notBefore: now });
    assert.deepEqual(schedule(person('gathered'), 'candidate.referred', now), { send: true, notBefore: now });
  });

  it('is the next full hour when gathered and the next nine o’clock at the person’s place in the digest', () => {
    const gathered = schedule(person('gathered'), 'candidate.matched', now);
    assert.equal(gathered.send && gathered.notBefore.toISOString(), '2026-03-02T11:00:00.000Z');
    const digest = schedule(person('digest'), 'candidate.matched', now);
    assert.equal(digest.send && digest.notBefore.toISOString(), '2026-03-03T08:00:00.000Z');
    const india = schedule(person('digest', 'Asia/Kolkata'), 'candidate.matched', now);
    assert.equal(india.send && india.notBefore.toISOString(), '2026-03-03T03:30:00.000Z');
  });

  it('is never when switched off, but for what needs an action', () => {
    assert.equal(schedule(person('off'), 'candidate.matched', now).send, false);
    assert.equal(schedule(person('off'), 'action.required', now).send, true);
  });
});

describe('the mail in place of a card', () => {
  const recipient = {
    id: 'p',
    displayName: 'Ada L',
    givenName: 'Ada',
    email: 'a@b.example',
    locale: 'en-GB',
    timeZone: 'UTC',
  };
  const product = { name: 'Wintro', teamsLink: 'https://teams.example/app' };
  const data = {
    candidate: { id: 'c', fullName: 'Sam <b>Roth</b>' },
    job: { id: 'j', title: 'Engineer\nBcc: x@y.example', url: 'https://jobs.example/1' },
    note: 'Knows "us" & more',
  };
  const item = { notification: 'n', type: 'candidate.referred' as const, time: now, data };

  it('says who and what on one line, why it came, and has one button', () => {
    const letter = notificationLetter({ items: [item], recipient, why: 'you have blocked the app in Teams', product });
    assert.equal(letter.subject, 'Sam <b>Roth</b> was referred for Engineer Bcc: x@y.example');
    assert.match(letter.text, /because you have blocked the app in Teams/);
    assert.equal(letter.html?.match(/<a /g)?.length, 1);
    assert.match(letter.html ?? '', /href="https:\/\/jobs\.example\/1"/);
  });

  it('escapes what others have written', () => {
    const { html } = notificationLetter({ items: [item], recipient, why: undefined, product });
    assert.doesNotMatch(html ?? '', /<b>Roth/);
    assert.match(html ?? '', /Knows &#34;us&#34; &#38; more/);
  });

  it('counts what it does not show', () => {
    const letter = notificationLetter({
      items: Array.from({ length: 14 }, () => item),
      recipient,
      why: undefined,
      product,
    });
    assert.equal(letter.subject, '14 candidates need your eye');
    assert.match(letter.text, /And 4 more\./);
  });
});
