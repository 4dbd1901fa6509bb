import assert from 'node:assert/strict';
import { type Delivery, type DeliveryRow, deliveryOf, type LaneRest } from '#core/notifications/delivery.ts';
import { waitingForPause } from '#core/notifications/row.ts';

const now = new Date('2026-03-02T10:00:00Z');
const earlier = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-03-02T12:00:00Z');
const id = 'org_x:event:per_y';

function row(parts: Partial<DeliveryRow>): DeliveryRow {
  const channel = parts.channel ?? 'teams';
  const lane = channel === 'teams' ? 'teams:t' : 'mail:org_x';
  return { _id: `${id}:${channel}`, lane, channel, state: 'queued', notBefore: earlier, notification: id, ...parts };
}

type About = { snoozedUntil?: Date; card?: boolean; lanes?: Map<string, LaneRest> };

function read(rows: DeliveryRow[], { snoozedUntil, card, lanes = new Map() }: About = {}): Delivery {
  const shown = card ? { card: { activityId: 'a', conversationId: 'c', sentAt: earlier } } : {};
  return deliveryOf({ _id: id, ...shown, ...(snoozedUntil ? { snoozedUntil } : {}) }, rows, { now, lanes });
}

const paused = (pauseReason: string) => new Map([['teams:t', { pausedUntil: later, pauseReason }]]);
const sent = row({ state: 'sent', endedAt: earlier });
const again = (parts: Partial<DeliveryRow>) =>
  row({ ...parts, _id: `${id}:${parts.channel ?? 'teams'}:again-${later.getTime()}` });

const cases: [string, Delivery, Delivery][] = [
  ['sent', read([sent]), { state: 'sent', channel: 'teams', at: earlier }],
  [
    'sent by mail at once, where Teams is no way to the person',
    read([row({ channel: 'mail', state: 'sent', endedAt: earlier })]),
    { state: 'sent', channel: 'mail', at: earlier },
  ],
  ['waiting for its turn', read([row({})]), { state: 'waiting', channel: 'teams', why: 'Its turn comes in a moment.' }],
  ['being sent', read([row({ state: 'claimed' })]), { state: 'waiting', channel: 'teams', why: 'It is being sent.' }],
  [
    'waiting for the end of a pause, in words for the person',
    read([row({ notBefore: later, waiting: waitingForPause })]),
    { state: 'waiting', channel: 'teams', until: later, why: 'You have paused notifications.' },
  ],
  [
    'waiting since Teams asks for less',
    read([row({ notBefore: later, waiting: 'Teams asks to slow down' })]),
    { state: 'waiting', channel: 'teams', until: later, why: 'Teams asks to slow down.' },
  ],
  [
    'waiting in a lane that rests, though it is due itself',
    read([row({})], { lanes: paused('Teams does not accept our bot registration') }),
    { state: 'waiting', channel: 'teams', until: later, why: 'Teams does not accept our bot registration.' },
  ],
  [
    'failed, and why',
    read([row({ state: 'failed', endedAt: earlier, reason: 'the card is too large for Teams' })]),
    { state: 'failed', channel: 'teams', at: earlier, why: 'The card is too large for Teams.' },
  ],
  [
    'failed in Teams, then sent by mail',
    read([
      row({ channel: 'mail', state: 'sent', endedAt: now }),
      row({ state: 'failed', endedAt: earlier, reason: 'the person has blocked or removed the bot' }),
    ]),
    {
      state: 'failed',
      channel: 'teams',
      at: earlier,
      why: 'You have blocked or removed the bot.',
      instead: { channel: 'mail', state: 'sent' },
    },
  ],
  [
    'not tried in Teams, and waiting as mail',
    read([
      row({ state: 'cancelled', endedAt: earlier, reason: 'Went by mail: you have blocked the app in Teams.' }),
      row({ channel: 'mail' }),
    ]),
    {
      state: 'not-sent',
      channel: 'teams',
      at: earlier,
      why: 'Went by mail: you have blocked the app in Teams.',
      instead: { channel: 'mail', state: 'waiting' },
    },
  ],
  [
    'may have been sent',
    read([row({ channel: 'mail', state: 'unknown', endedAt: earlier, reason: 'May have been sent: no answer' })]),
    { state: 'unknown', channel: 'mail', at: earlier, why: 'May have been sent: no answer.' },
  ],
  [
    'not sent, by choice',
    read([
      row({ state: 'cancelled', endedAt: earlier, reason: 'The person has switched off notifications of this kind.' }),
    ]),
    { state: 'not-sent', channel: 'teams', at: earlier, why: 'You have switched off notifications of this kind.' },
  ],
  [
    'as it was before, while a snooze goes on',
    read([sent, again({ notBefore: later, waiting: 'The person has snoozed it.' })], { snoozedUntil: later }),
    { state: 'sent', channel: 'teams', at: earlier },
  ],
  [
    'as it was before, when a snooze was ended',
    read([sent, again({ state: 'cancelled', endedAt: now, reason: 'The snooze was ended.' })]),
    { state: 'sent', channel: 'teams', at: earlier },
  ],
  [
    'as it was after the snooze',
    read([sent, again({ state: 'failed', endedAt: now, reason: 'Teams answered 400' })]),
    { state: 'failed', channel: 'teams', at: now, why: 'Teams answered 400.' },
  ],
  [
    'as its mail after the snooze',
    read([
      sent,
      again({ state: 'cancelled', endedAt: now, reason: 'Went by mail: x.' }),
      again({ channel: 'mail', state: 'sent', endedAt: now }),
    ]),
    {
      state: 'not-sent',
      channel: 'teams',
      at: now,
      why: 'Went by mail: x.',
      instead: { channel: 'mail', state: 'sent' },
    },
  ],
  [
    'sent, by its card, when the log is gone',
    read([], { card: true }),
    { state: 'sent', channel: 'teams', at: earlier },
  ],
  [
    'unknown, when the log is gone',
    read([]),
    { state: 'unknown', channel: 'mail', why: 'It is so long ago that the log no longer says.' },
  ],
];

describe('what became of a notification', () => {
  for (const [what, seen, expected] of cases) it(what, () => assert.deepEqual(seen, expected));
});
