import { driver, transaction } from '#core/database.ts';
import { endAccess } from '#core/people/end-access.ts';
import { People, type Person } from '#core/people/model.ts';
import { tellIfLastAdmin } from './admins.ts';
import { untilWritten } from './attempts.ts';
import type { DirectoryContext } from './contract.ts';
import { noteDisabled } from './guard.ts';
import { logRow, writeLog } from './log.ts';
import { logWords } from './log-words.ts';
import { touchGroups } from './members.ts';
import { resourceOf } from './resource.ts';
import { forgetTotals } from './totals.ts';
import { readListed } from './users.ts';
import { targetOf, wordsOf } from './write-user.ts';

/**
 * To SCIM the person is gone; here they are disabled, with history and memberships, and come back when the directory
 * sends them anew. @throws DomainError `not-found`, `stale`.
 */
export async function deleteUser(ctx: DirectoryContext, input: { id: string; ifMatch?: number }): Promise<void> {
  const person = await untilWritten(async () => {
    const found = await readListed(ctx, input.id, input.ifMatch);
    return (await remove(ctx, found)) ? found : undefined;
  });
  forgetTotals(ctx.organization);
  if (person.active) noteDisabled(ctx);
  await touchGroups(ctx, [person._id]);
}

async function remove(ctx: DirectoryContext, person: Person): Promise<boolean> {
  const { _id, organization, active, directory, email } = person;
  return transaction(async session => {
    const written = await driver<Person>(People).findOneAndUpdate(
      { _id, organization, 'directory.version': directory.version },
      {
        $set: {
          active: false,
          ...(active ? { deactivatedAt: ctx.now } : {}),
          'directory.connection': ctx.connection._id,
          'directory.folded.active': false,
          'directory.changedAt': ctx.now,
        },
        $inc: { 'directory.version': 1 },
        $unset: { 'directory.listed': 1, 'directory.override': 1 },
      },
      { session, projection: { role: 1 } },
    );
    if (!written) return false;
    if (active) {
      await endAccess(ctx, [_id], session);
      await tellIfLastAdmin(ctx, { ...person, role: written.role }, session);
    }
    const entry = {
      verb: active ? ('disable' as const) : ('update' as const),
      target: targetOf(person),
      reason: active ? logWords.deleted : logWords.deletedInactive,
      changes: active ? [{ attribute: 'active', before: true, after: false }] : [],
      words: wordsOf(resourceOf(person), email),
    };
    await writeLog([logRow(ctx, entry)], session);
    return true;
  });
}
