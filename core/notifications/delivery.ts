import type { Notification } from './model.ts';
import type { Lane, Row } from './outbox.ts';

type DeliveryState = 'waiting' | 'sent' | 'failed' | 'unknown' | 'not-sent';

/** What became of one notification. `until` is what it waits for, `instead` where it then went another way. */
export type Delivery = {
  state: DeliveryState;
  channel: Row['channel'];
  at?: Date;
  until?: Date;
  why?: string;
  instead?: { channel: Row['channel']; state: DeliveryState };
};

export type DeliveryRow = Pick<
  Row,
  '_id' | 'lane' | 'channel' | 'state' | 'notBefore' | 'waiting' | 'reason' | 'endedAt' | 'notification'
>;

export type LaneRest = Pick<Lane, 'pausedUntil' | 'pauseReason'>;

type Circumstances = { now: Date; lanes: Map<string, LaneRest> };

const states = {
  queued: 'waiting',
  claimed: 'waiting',
  sent: 'sent',
  failed: 'failed',
  unknown: 'unknown',
  cancelled: 'not-sent',
} as const satisfies Record<Row['state'], DeliveryState>;

/**
 * Reads from a notification's rows what became of it: from the last time it was told, which for a snooze is the time
 * before until the snooze has ended.
 */
export function deliveryOf(
  notification: Pick<Notification, '_id' | 'card' | 'snoozedUntil'>,
  rows: DeliveryRow[],
  at: Circumstances,
): Delivery {
  const { first, rounds } = byRound(notification._id, rows);
  const told = rounds.filter(round => wasTold(round, notification.snoozedUntil, at.now)).at(-1);
  const round = told ?? first;
  const [tried, instead] = [round.find(row => row.channel === 'teams'), round.find(row => row.channel === 'mail')];
  const main = tried ?? instead;
  if (!main) return forgotten(notification);
  return {
    ...describe(main, at),
    ...(tried && instead ? { instead: { channel: 'mail', state: states[instead.state] } } : {}),
  };
}

/** The rows of each telling: `…:teams` and `…:mail` of the first, `…:teams:again-<ms>` after a snooze, oldest first. */
function byRound(id: string, rows: DeliveryRow[]): { first: DeliveryRow[]; rounds: DeliveryRow[][] } {
  const again = new Map<number, DeliveryRow[]>();
  const first: DeliveryRow[] = [];
  for (const row of rows) {
    const [, until] = /:again-(\d+)$/.exec(row._id.slice(id.length)) ?? [];
    if (until === undefined) first.push(row);
    else again.set(Number(until), [...(again.get(Number(until)) ?? []), row]);
  }
  const rounds = [...again].sort(([one], [other]) => one - other).map(([, round]) => round);
  return { first, rounds };
}

/** Whether it was told anew after the snooze, or should have been: not when the snooze goes on, or ended early. */
function wasTold(round: DeliveryRow[], snoozedUntil: Date | undefined, now: Date): boolean {
  if (round.every(({ state }) => state === 'cancelled')) return false;
  return !(
    snoozedUntil &&
    snoozedUntil > now &&
    round.every(({ state }) => state === 'queued' || state === 'cancelled')
  );
}

function describe(row: DeliveryRow, { now, lanes }: Circumstances): Delivery {
  const state = states[row.state];
  const base = { state, channel: row.channel };
  if (row.state === 'claimed') return { ...base, why: 'It is being sent.' };
  if (row.state !== 'queued')
    return {
      ...base,
      ...(row.endedAt ? { at: row.endedAt } : {}),
      ...(state !== 'sent' && row.reason ? { why: plain(row.reason) } : {}),
    };
  const lane = lanes.get(row.lane);
  const rest = lane?.pausedUntil && lane.pausedUntil > now ? lane : undefined;
  const until = latest(row.notBefore > now ? row.notBefore : undefined, rest?.pausedUntil);
  const why = row.notBefore > now ? row.waiting : rest?.pauseReason;
  return {
    ...base,
    ...(until ? { until } : {}),
    why: plain(why ?? 'Its turn comes in a moment.'),
  };
}

/** What the log no longer tells: rows are kept for 30 days after their end. */
function forgotten({ card }: Pick<Notification, 'card'>): Delivery {
  if (card) return { state: 'sent', channel: 'teams', at: card.sentAt };
  return { state: 'unknown', channel: 'mail', why: 'It is so long ago that the log no longer says.' };
}

function latest(...dates: (Date | undefined)[]): Date | undefined {
  return dates.reduce((one, other) => (one && other ? (one > other ? one : other) : (one ?? other)), undefined);
}

/** The log speaks of the person to others; here it is the person who reads. */
function plain(reason: string): string {
  const said = reason.replace(/^The person has /, 'You have ').replace(/\bthe person has\b/, 'you have');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? '' : '.'}`;
}
