import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { type GroupRole, roleOfGroup } from './group-roles.ts';
import { literal } from './literal.ts';
import { type Group, Groups, type Membership, Memberships } from './model.ts';

/** `q` is a part of the name in any letter case; `after` the id of the group that ended the page before. */
export type GroupRoleQuery = { q?: string; after?: string; limit?: number };

export type GroupRolePage = { total: number; groups: GroupRole[]; next?: string };

/**
 * Groups by name, with the role that each gives and how many are in it; all of them without a limit.
 * @throws DomainError `invalid` for an `after` that is no group any more
 */
export async function listGroupRoles(ctx: Context, query: GroupRoleQuery = {}): Promise<GroupRolePage> {
  const { organization } = ctx;
  const sought = (query.q ?? '').trim().toLowerCase();
  const fits = { organization, ...(sought ? { displayNameLower: { $regex: literal(sought) } } : {}) };
  const from = query.after === undefined ? {} : { displayNameLower: { $gt: await nameOf(ctx, query.after) } };
  const [total, found] = await Promise.all([
    driver<Group>(Groups).countDocuments(fits),
    driver<Group>(Groups)
      .find({ $and: [fits, from] })
      .sort({ displayNameLower: 1 })
      .limit(query.limit === undefined ? 0 : query.limit + 1)
      .toArray(),
  ]);
  const shown = found.slice(0, query.limit ?? found.length);
  const last = shown.at(-1);
  return {
    total,
    groups: await counted(ctx, shown),
    ...(last && shown.length < found.length ? { next: last._id } : {}),
  };
}

async function nameOf({ organization }: Context, id: string): Promise<string> {
  const group = await driver<Group>(Groups).findOne({ _id: id, organization }, { projection: { displayNameLower: 1 } });
  if (!group) throw new DomainError('invalid', 'The list does not go on from there: ask anew from the beginning.');
  return group.displayNameLower;
}

async function counted({ organization }: Context, groups: Group[]): Promise<GroupRole[]> {
  const counts = await driver<Membership>(Memberships)
    .aggregate<{ _id: string; members: number }>([
      { $match: { organization, group: { $in: groups.map(({ _id }) => _id) } } },
      { $group: { _id: '$group', members: { $sum: 1 } } },
    ])
    .toArray();
  const members = new Map(counts.map(({ _id, members }) => [_id, members]));
  return groups.map(group => roleOfGroup(group, members.get(group._id) ?? 0));
}
