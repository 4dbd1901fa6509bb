import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { People, type Person, type Role } from '#core/people/model.ts';
import { applyRoles } from './apply-roles.ts';

/**
 * Sets the role that a person has by hand. The answer is the one that counts, which a group may make higher.
 * @throws DomainError `not-found`, or `conflict` when nobody who is active would be admin any more
 */
export async function setRoleByHand(ctx: Context, input: { person: string; role: Role }): Promise<Role> {
  const { organization } = ctx;
  return transaction(async session => {
    const former = await driver<Person>(People).findOneAndUpdate(
      { _id: input.person, organization },
      { $set: { roleByHand: input.role } },
      { session, projection: { role: 1, roleByHand: 1, displayName: 1 } },
    );
    if (!former) throw new DomainError('not-found', `There is nobody ${input.person} here.`);
    const because = `it was set to ${input.role} by hand.`;
    const { changed, kept } = await applyRoles(ctx, { people: [former._id], target: former._id, because }, session);
    if (kept?._id === former._id)
      throw new DomainError(
        'conflict',
        `${former.displayName} is the only active admin. Make somebody else admin first.`,
      );
    const details = { before: former.roleByHand ?? 'member', after: input.role };
    await record(ctx, { action: 'person.role-by-hand', target: former._id, details }, session);
    return changed.find(one => one.former._id === former._id)?.role ?? former.role;
  });
}
