import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { newId } from '#core/identifiers.ts';
import { Audit } from './model.ts';

type Entry = { action: string; target: string; details?: Record<string, unknown> };

/** Writes an audit entry in the transaction of the change it tells of. */
export async function record(ctx: Context, entry: Entry, session: ClientSession): Promise<void> {
  await Audit.create([{ _id: newId('aud'), organization: ctx.organization, at: ctx.now, actor: ctx.actor, ...entry }], {
    session,
  });
}
