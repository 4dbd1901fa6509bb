import { transaction } from '#core/database.ts';
import type { Person } from '#core/people/model.ts';
import { untilWritten } from './attempts.ts';
import type { DirectoryContext } from './contract.ts';
import { deactivate } from './deactivate.ts';
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
  const { active, directory, email } = person;
  const deletion = {
    only: { 'directory.version': directory.version },
    set: { 'directory.connection': ctx.connection._id },
    unset: { 'directory.listed': 1 as const },
  };
  return transaction(async session => {
    if (!(await deactivate(ctx, person, deletion, session))) return false;
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
