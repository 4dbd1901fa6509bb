import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { cancelRows } from '#core/notifications/cancel.ts';
import { wasDeactivated } from '#core/notifications/row.ts';

/** Ends everything that deactivated people still have under way. Every kind of access has its line here. */
export async function endAccess(ctx: Context, people: string[], session: ClientSession): Promise<void> {
  await cancelRows(ctx, { recipient: { $in: people } }, wasDeactivated, session);
}
