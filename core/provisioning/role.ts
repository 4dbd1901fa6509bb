import { type Person, type Role, roles } from '#core/people/model.ts';

/** What decides a person's role, and the role so far. */
export type Holder = Pick<Person, '_id' | 'displayName' | 'email' | 'active' | 'createdAt' | 'role'> & {
  byHand: Role | undefined;
  byGroups: Role | undefined;
};

/** `kept`: admin against what groups and hand say, since nobody else would be one. */
export type Verdict = { holder: Holder; role: Role; kept: boolean };

/** The highest of several roles; undefined for none. */
export function highest(several: (Role | undefined)[]): Role | undefined {
  const rank = Math.max(...several.map(role => (role === undefined ? -1 : roles.indexOf(role))));
  return roles[rank];
}

/** The higher of the one set by hand and the highest mapped group's; member when there is neither. */
export function effectiveRole({ byHand, byGroups }: Pick<Holder, 'byHand' | 'byGroups'>): Role {
  return highest([byHand, byGroups]) ?? 'member';
}

/** Whether a group with this role makes anybody more than they are: member is what everyone is without. */
export function raises(role: Role | undefined): role is Exclude<Role, 'member'> {
  return role !== undefined && role !== 'member';
}

/** Those whom a change would leave without the role of an admin. */
export function lowered(holders: Holder[]): Holder[] {
  return holders.filter(holder => holder.active && holder.role === 'admin' && effectiveRole(holder) !== 'admin');
}

/**
 * What role each has. When no active admin would be left, the one of the lowered who has been here longest stays.
 * `othersAreAdmin` says whether an active admin is there who is not among the holders.
 */
export function judge(holders: Holder[], othersAreAdmin: boolean): Verdict[] {
  const someoneIs = othersAreAdmin || holders.some(holder => holder.active && effectiveRole(holder) === 'admin');
  const [last] = someoneIs ? [] : lowered(holders).toSorted(bySeniority);
  return holders.map(holder => ({
    holder,
    role: holder === last ? 'admin' : effectiveRole(holder),
    kept: holder === last,
  }));
}

function bySeniority(one: Holder, other: Holder): number {
  return one.createdAt.getTime() - other.createdAt.getTime() || (one._id < other._id ? -1 : 1);
}
