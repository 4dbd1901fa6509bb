import type { ClientSession, mongo } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { endAccess } from '#core/people/end-access.ts';
import { People, type Person } from '#core/people/model.ts';
import { tellIfLastAdmin } from './admins.ts';

type Deactivation = {
  /** What must still hold of the person as they were read. */
  only: mongo.Filter<Person>;
  set?: mongo.MatchKeysAndValues<Person>;
  unset?: mongo.OnlyFieldsOfType<Person, unknown, 1>;
};

/** Makes one person inactive, with all that follows. False, and nothing is done, where what must hold does not any more. */
export async function deactivate(
  ctx: Context,
  person: Person,
  { only, set, unset }: Deactivation,
  session: ClientSession,
): Promise<boolean> {
  const { _id, organization, active } = person;
  const former = await driver<Person>(People).findOneAndUpdate(
    { _id, organization, ...only },
    {
      $set: {
        active: false,
        ...(active ? { deactivatedAt: ctx.now } : {}),
        'directory.folded.active': false,
        'directory.changedAt': ctx.now,
        ...set,
      },
      $inc: { 'directory.version': 1 },
      $unset: { 'directory.override': 1, ...unset },
    },
    { session, projection: { role: 1 } },
  );
  if (!former) return false;
  if (!active) return true;
  await endAccess(ctx, [_id], session);
  await tellIfLastAdmin(ctx, { ...person, role: former.role }, session);
  return true;
}
