import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver, isDuplicate, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { newId } from '#core/identifiers.ts';
import { wake } from '#core/notifications/wake.ts';
import { applyRoles } from './apply-roles.ts';
import type { DirectoryContext, GroupView, MemberChange } from './contract.ts';
import { changedRows, createdRow, deletedRow, fieldChanges, skippedRows } from './group-log.ts';
import { inTurn } from './in-turn.ts';
import { writeLog } from './log.ts';
import { differenceOf, type MemberPlan, memberIdsOf, membersOf, planMembers, writeMembers } from './members.ts';
import { type Group, Groups, type Membership, Memberships } from './model.ts';
import { raises } from './role.ts';

type NewGroup = { displayName: string; externalId?: string; members?: string[] };

type GroupChange = {
  id: string;
  /** The version that the group must have. */
  ifMatch?: number;
  displayName?: string;
  /** null takes it away. */
  externalId?: string | null;
  members: MemberChange[];
};

type Changed = { view: GroupView; lanes: string[] };

export async function getGroup(
  ctx: Context,
  { id, members }: { id: string; members: boolean },
): Promise<GroupView | undefined> {
  const group = await driver<Group>(Groups).findOne({ _id: id, organization: ctx.organization });
  if (!group) return undefined;
  if (!members) return viewOf(group);
  return { ...viewOf(group), members: (await membersOf(ctx, [id])).get(id) ?? [] };
}

/**
 * Makes a group with those of its members who are here; the log names the others.
 * @throws DomainError `conflict` when the organization has a group of that name, in any letter case; `invalid`.
 */
export async function createGroup(ctx: DirectoryContext, input: NewGroup): Promise<GroupView> {
  const group: Group = {
    _id: newId('grp'),
    organization: ctx.organization,
    connection: ctx.connection._id,
    ...naming(input.displayName),
    ...(input.externalId ? { externalId: input.externalId } : {}),
    version: 1,
    createdAt: ctx.now,
    changedAt: ctx.now,
  };
  const plan = planMembers([{ kind: 'add', people: input.members ?? [] }]);
  const members = await withoutDoubles(group.displayName, async session => {
    const difference = await differenceOf(ctx, group._id, plan, session);
    await driver<Group>(Groups).insertOne(group, { session });
    await writeMembers(ctx, group._id, difference, session);
    await writeLog([createdRow(ctx, group, difference), ...skippedRows(ctx, group, difference)], session);
    return difference.added;
  });
  return { ...viewOf(group), members: members.toSorted((one, other) => (one.id < other.id ? -1 : 1)) };
}

/**
 * Changes a group's name, its id in the directory, and its members, in the order of the changes. Costs what is named,
 * not what the group holds. When nothing changes, the log says so and the version stays.
 * @throws DomainError `not-found`, `stale`, `conflict` or `invalid`
 */
export async function changeGroup(ctx: DirectoryContext, input: GroupChange): Promise<GroupView> {
  const plan = planMembers(input.members);
  const { view, lanes } = await inTurn(input.id, () => change(ctx, input, plan));
  wake(lanes);
  return view;
}

function change(ctx: DirectoryContext, input: GroupChange, plan: MemberPlan): Promise<Changed> {
  return withoutDoubles(input.displayName ?? '', async session => {
    const former = await find(ctx, input, session);
    const members = await differenceOf(ctx, former._id, plan, session);
    const next = apply(former, input);
    const moved = [...members.added.map(({ id }) => id), ...members.removed];
    const changed = moved.length > 0 || fieldChanges(former, next).length > 0;
    await writeLog(changedRows(ctx, former, next, members), session);
    if (!changed) return { view: viewOf(former), lanes: [] };
    const group = { ...next, version: former.version + 1, changedAt: ctx.now };
    // Before its members: whoever changes the same group at the same time fails here, and is repeated.
    await driver<Group>(Groups).replaceOne({ _id: group._id, organization: ctx.organization }, group, { session });
    await writeMembers(ctx, group._id, members, session);
    if (!raises(group.role) || moved.length === 0) return { view: viewOf(group), lanes: [] };
    const because = `the members of the group ${group.displayName} changed, which gives ${group.role}.`;
    const applied = await applyRoles(ctx, { people: moved, target: group._id, because }, session);
    return { view: viewOf(group), lanes: applied.lanes };
  });
}

/** Deletes a group; its people stay, without what it gave them. @throws DomainError `not-found` or `stale` */
export async function deleteGroup(ctx: DirectoryContext, input: { id: string; ifMatch?: number }): Promise<void> {
  const { organization } = ctx;
  const remove = async (session: ClientSession): Promise<string[]> => {
    const group = await find(ctx, input, session);
    const people = raises(group.role) ? await memberIdsOf(ctx, group._id, session) : [];
    await driver<Group>(Groups).deleteOne({ _id: group._id, organization }, { session });
    const gone = await driver<Membership>(Memberships).deleteMany({ organization, group: group._id }, { session });
    await writeLog([deletedRow(ctx, group, gone.deletedCount)], session);
    if (people.length === 0) return [];
    const because = `the group ${group.displayName}, which gave ${group.role}, was deleted.`;
    return (await applyRoles(ctx, { people, target: group._id, because }, session)).lanes;
  };
  wake(await inTurn(input.id, () => transaction(remove)));
}

async function find(
  ctx: Context,
  { id, ifMatch }: { id: string; ifMatch?: number },
  session: ClientSession,
): Promise<Group> {
  const group = await driver<Group>(Groups).findOne({ _id: id, organization: ctx.organization }, { session });
  if (!group) throw new DomainError('not-found', `There is no group ${id} here.`);
  if (ifMatch !== undefined && ifMatch !== group.version)
    throw new DomainError(
      'stale',
      `The group ${group.displayName} was changed since: its version is ${group.version}.`,
    );
  return group;
}

function naming(displayName: string): Pick<Group, 'displayName' | 'displayNameLower'> {
  if (displayName.trim() === '') throw new DomainError('invalid', 'A group needs a displayName.');
  return { displayName, displayNameLower: displayName.toLowerCase() };
}

function apply(former: Group, { displayName, externalId }: Pick<GroupChange, 'displayName' | 'externalId'>): Group {
  const { externalId: known, ...rest } = former;
  const kept = externalId === undefined ? known : externalId || undefined;
  return {
    ...rest,
    ...(displayName === undefined ? {} : naming(displayName)),
    ...(kept === undefined ? {} : { externalId: kept }),
  };
}

async function withoutDoubles<T>(name: string, work: (session: ClientSession) => Promise<T>): Promise<T> {
  try {
    return await transaction(work);
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause;
    const message = `There is a group with the displayName "${name}" already, in this or another letter case. Names of groups are unique here.`;
    throw new DomainError('conflict', message, { cause });
  }
}

export function viewOf({ _id, displayName, externalId, version, createdAt, changedAt }: Group): GroupView {
  return { id: _id, displayName, ...(externalId ? { externalId } : {}), version, createdAt, changedAt };
}
