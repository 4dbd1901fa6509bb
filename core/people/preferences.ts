import type { Context } from '#core/context.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { waitingForPause } from '#core/notifications/row.ts';
import { wake } from '#core/notifications/wake.ts';
import { People, type Preferences } from './model.ts';

/** Holds a person's notifications back until then; `undefined` ends it, and what waited comes at once. */
export async function pause(ctx: Context, input: { person: string; until: Date | undefined }): Promise<void> {
  const { organization, now } = ctx;
  const change = input.until ? { $set: { pausedUntil: input.until } } : { $unset: { pausedUntil: 1 as const } };
  await People.updateOne({ _id: input.person, organization }, change);
  if (input.until) return;
  const held = { organization, recipient: input.person, state: 'queued' as const, waiting: waitingForPause };
  const lanes = await Outbox.distinct('lane', held);
  await Outbox.updateMany(held, { $set: { notBefore: now }, $unset: { waiting: 1 } });
  wake(lanes);
}

/** Replaces a person's choice for each kind of event. */
export async function setPreferences(
  ctx: Context,
  input: { person: string; preferences: Preferences },
): Promise<Preferences> {
  await People.updateOne(
    { _id: input.person, organization: ctx.organization },
    { $set: { preferences: input.preferences } },
  );
  return input.preferences;
}
