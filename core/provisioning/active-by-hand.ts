import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { People, type Person } from '#core/people/model.ts';
import { findByEmail } from '#core/people/people.ts';
import { bringBack, reasonOf } from './bring-back.ts';
import { deactivate } from './deactivate.ts';
import { logRow, writeLog } from './log.ts';
import { logWords } from './log-words.ts';
import { resourceOf } from './resource.ts';
import { forgetTotals } from './totals.ts';
import { targetOf, wordsOf } from './write-user.ts';

const dayMs = 86_400_000;

/**
 * Enables one person by hand, against the directory, until its next word on them.
 * @throws DomainError `invalid` without a reason, `not-found`, `conflict` for an account that was merged into another.
 */
export async function enablePerson(ctx: Context, input: { person: string; reason: string }): Promise<void> {
  const reason = reasonOf(input.reason);
  const person = await driver<Person>(People).findOne({ _id: input.person, organization: ctx.organization });
  if (!person) throw new DomainError('not-found', 'There is no such person.');
  if (person.mergedInto) throw new DomainError('conflict', 'This account was merged into another one.');
  const resumeSince = new Date(ctx.now.getTime() - dayMs);
  const { count, left } = await bringBack(ctx, { ids: [person._id], reason, resumeSince });
  if (left > 0)
    throw new DomainError(
      'conflict',
      `Somebody else has the userName of ${person.displayName} by now: change that first.`,
    );
  if (count === 0) return;
  await transaction(session =>
    record(ctx, { action: 'person.enable', target: person._id, details: { reason } }, session),
  );
}

/**
 * Deactivates a person by hand: the history stays, every way in and every pending notification ends at once. Nothing
 * happens to whom it was done already. @throws DomainError `not-found`
 */
export async function disablePerson(ctx: Context, input: { email: string }): Promise<Person> {
  const person = await findByEmail(ctx, input);
  if (!person.active) return person;
  const { _id, organization, email } = person;
  const disabled = await transaction(async session => {
    if (!(await deactivate(ctx, person, { only: { active: true } }, session))) return false;
    const entry = {
      verb: 'disable' as const,
      target: targetOf(person),
      reason: logWords.disabledByHand,
      changes: [{ attribute: 'active', before: true, after: false }],
      words: wordsOf(resourceOf(person), email),
    };
    await writeLog([logRow(ctx, entry)], session);
    await record(ctx, { action: 'person.disable', target: _id }, session);
    return true;
  });
  if (!disabled) return person;
  forgetTotals(organization);
  return { ...person, active: false, deactivatedAt: ctx.now };
}
