import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { Outbox, type Row } from './outbox.ts';
import { rowExpiry } from './retention.ts';
import { deactivated, wasDeactivated } from './row.ts';

/** Queues again what was not sent because people were deactivated since then. Answers the lanes to wake. */
export async function resumeRows(
  ctx: Context,
  { people, since }: { people: string[]; since: Date },
  session: ClientSession,
): Promise<string[]> {
  const outbox = driver<Row>(Outbox);
  const ended = {
    organization: ctx.organization,
    recipient: { $in: people },
    state: 'cancelled' as const,
    reason: { $in: [wasDeactivated, deactivated] },
    endedAt: { $gte: since },
  };
  const found = await outbox.find(ended, { projection: { lane: 1 }, session }).toArray();
  if (found.length === 0) return [];
  await outbox.updateMany(
    ended,
    { $set: { state: 'queued' }, $max: { notBefore: ctx.now }, $unset: { reason: 1, endedAt: 1, expiresAt: 1 } },
    { session },
  );
  return [...new Set(found.map(({ lane }) => lane))];
}

/** Ends rows that wait, with the reason that the log shows. Those already claimed are decided when they are sent. */
export async function cancelRows(
  ctx: Context,
  which: { recipient: { $in: string[] } } | { _id: string },
  reason: string,
  session: ClientSession,
): Promise<void> {
  await driver<Row>(Outbox).updateMany(
    { organization: ctx.organization, ...which, state: 'queued' },
    {
      $set: {
        state: 'cancelled',
        reason,
        endedAt: ctx.now,
        expiresAt: rowExpiry(ctx.now),
      },
      $unset: { waiting: 1 },
    },
    { session },
  );
}
