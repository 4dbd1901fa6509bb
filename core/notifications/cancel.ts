import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { Outbox } from './outbox.ts';
import { rowExpiry } from './retention.ts';

/** Ends rows that wait, with the reason that the log shows. Those already claimed are decided when they are sent. */
export async function cancelRows(
  ctx: Context,
  which: { recipient: string } | { _id: string },
  reason: string,
  session: ClientSession,
): Promise<void> {
  await Outbox.updateMany(
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
