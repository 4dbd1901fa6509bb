import type { Limits } from '#env/limits.ts';
import { available, type Bucket, newBucket, take, waitMs } from './bucket.ts';
import type { Row } from './outbox.ts';

/** What a lane's owner remembers of one person, so as to keep the rates. Times in milliseconds. */
export type Pace = { bucket: Bucket; sentAt: number[]; busy: boolean };

export type Plan = {
  /** What to send now: each shipment is one card or one mail, of one row or of several gathered. */
  shipments: Row[][];
  /** Rows that must wait, and why. */
  postponed: { rows: Row[]; until: number; waiting: string }[];
  /** Whether due rows are left that neither go out now nor were postponed. */
  more: boolean;
};

type Budget = { now: number; room: number; paces: Map<string, Pace>; limits: Limits };

/**
 * Decides what of a lane's due rows goes out now: one shipment to a person at a time, since Teams refuses concurrent
 * writes to one conversation. More new cards to one person than the window allows are gathered into one; replacements
 * are not counted, as they notify nobody. Takes what it plans from the paces.
 */
export function plan(due: Row[], budget: Budget): Plan {
  const result: Plan = { shipments: [], postponed: [], more: false };
  const byRecipient = new Map<string, Row[]>();
  for (const row of due) {
    const rows = byRecipient.get(row.recipient);
    if (rows) rows.push(row);
    else byRecipient.set(row.recipient, [row]);
  }
  for (const [recipient, rows] of byRecipient) {
    const pace = paceOf(recipient, budget);
    if (pace.busy || result.shipments.length >= budget.room) result.more = true;
    else planRecipient(rows, pace, budget, result);
  }
  return result;
}

/** What is remembered of a person, from now on if nothing was. */
export function paceOf(recipient: string, { paces, limits, now }: Pick<Budget, 'paces' | 'limits' | 'now'>): Pace {
  const known = paces.get(recipient);
  if (known) return known;
  const bucket = newBucket(limits.CONVERSATION_PER_SECOND, limits.CONVERSATION_BURST, now);
  const made = { bucket, sentAt: [], busy: false };
  paces.set(recipient, made);
  return made;
}

function planRecipient(rows: Row[], pace: Pace, { now, limits }: Budget, result: Plan): void {
  if (available(pace.bucket, now) < 1) {
    result.postponed.push({
      rows,
      until: now + waitMs(pace.bucket, now),
      waiting: 'Not too many at once to one person.',
    });
    return;
  }
  pace.sentAt = pace.sentAt.filter(at => at > now - limits.GATHER_WINDOW_MS);
  const cards = rows.filter(row => row.kind === 'card');
  const left = limits.GATHER_ABOVE - pace.sentAt.length;
  const other = rows.find(row => row.kind !== 'card');
  if (cards.length > 0 && left <= 0) {
    const until = (pace.sentAt[pace.sentAt.length - limits.GATHER_ABOVE] ?? now) + limits.GATHER_WINDOW_MS;
    result.postponed.push({ rows: cards, until, waiting: 'Gathered: more than enough came within a minute.' });
  }
  const shipment = other ? [other] : left > 0 ? nextCards(cards, left) : [];
  if (shipment.length === 0) return;
  take(pace.bucket, 1, now);
  if (!other) pace.sentAt.push(now);
  pace.busy = true;
  result.shipments.push(shipment);
  if (shipment.length < rows.length && left > 0) result.more = true;
}

function nextCards(cards: Row[], left: number): Row[] {
  const together = cards.filter(row => row.gather);
  const alone = cards.length - together.length;
  if (alone + (together.length > 0 ? 1 : 0) > left) return cards;
  return together.length > 0 ? together : cards.slice(0, 1);
}
