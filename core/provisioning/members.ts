import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { People, type Person } from '#core/people/model.ts';
import type { MemberChange } from './contract.ts';
import { type Group, Groups, type Membership, Memberships } from './model.ts';
import { portions } from './portions.ts';

type Named = { id: string; name: string };

/** What several changes in order come to: `replace` means that nobody else stays. */
export type MemberPlan = { replace: boolean; add: string[]; remove: string[] };

/** What a plan changes of what is there. `firstRemoved` names some of the removed, for the log. */
export type MemberDifference = { added: Named[]; removed: string[]; firstRemoved: string[]; unknown: string[] };

export const namedAtMost = 10;

/** Later changes count over earlier ones. */
export function planMembers(changes: MemberChange[]): MemberPlan {
  let replace = false;
  const wanted = new Map<string, boolean>();
  for (const { kind, people } of changes) {
    if (kind === 'replace') {
      replace = true;
      wanted.clear();
    }
    for (const person of people) wanted.set(person, kind !== 'remove');
  }
  const those = (wants: boolean): string[] => [...wanted].flatMap(([person, wish]) => (wish === wants ? person : []));
  return { replace, add: those(true), remove: those(false) };
}

/** Holds a plan against who is in the group and who is here at all; two queries, at the cost of the plan. */
export async function differenceOf(
  ctx: Context,
  group: string,
  plan: MemberPlan,
  session: ClientSession,
): Promise<MemberDifference> {
  const present = await presentOf(ctx, group, plan, session);
  const adding = new Set(plan.add);
  const joining = plan.add.filter(person => !present.has(person));
  const removed = plan.replace
    ? [...present].filter(person => !adding.has(person))
    : plan.remove.filter(person => present.has(person));
  const named = await namesOf(ctx, [...joining, ...removed.slice(0, namedAtMost)], session);
  return {
    added: joining.flatMap(id => (named.get(id)?.listed ? { id, name: named.get(id)?.name ?? '' } : [])),
    removed,
    firstRemoved: removed.slice(0, namedAtMost).flatMap(id => named.get(id)?.name ?? []),
    unknown: joining.filter(id => !named.get(id)?.listed),
  };
}

async function presentOf(
  ctx: Context,
  group: string,
  { replace, add, remove }: MemberPlan,
  session: ClientSession,
): Promise<Set<string>> {
  if (!replace && add.length + remove.length === 0) return new Set();
  const people = replace ? {} : { person: { $in: [...add, ...remove] } };
  const found = await driver<Membership>(Memberships)
    .find({ organization: ctx.organization, group, ...people }, { session, projection: { _id: 0, person: 1 } })
    .toArray();
  return new Set(found.map(({ person }) => person));
}

async function namesOf(
  ctx: Context,
  people: string[],
  session?: ClientSession,
): Promise<Map<string, { name: string; listed: boolean }>> {
  if (people.length === 0) return new Map();
  const found = await driver<Person>(People)
    .find(
      { _id: { $in: people }, organization: ctx.organization },
      { ...(session ? { session } : {}), projection: { displayName: 1, 'directory.listed': 1 } },
    )
    .toArray();
  return new Map(found.map(({ _id, displayName: name, directory }) => [_id, { name, listed: !!directory?.listed }]));
}

/** Writes what `differenceOf` found, in the transaction that has written the group, so that no other meets it. */
export async function writeMembers(
  ctx: Context,
  group: string,
  { added, removed }: Pick<MemberDifference, 'added' | 'removed'>,
  session: ClientSession,
): Promise<void> {
  const { organization, now } = ctx;
  const memberships = driver<Membership>(Memberships);
  for (const some of portions(removed))
    await memberships.deleteMany({ organization, group, person: { $in: some } }, { session });
  for (const some of portions(added))
    await memberships.insertMany(
      some.map(({ id }) => ({ _id: `${group}:${id}`, organization, group, person: id, addedAt: now })),
      { session },
    );
}

/** The ids of everyone in a group. */
export async function idsOf(ctx: Context, group: string, session?: ClientSession): Promise<string[]> {
  const found = await driver<Membership>(Memberships)
    .find(
      { organization: ctx.organization, group },
      { ...(session ? { session } : {}), projection: { _id: 0, person: 1 } },
    )
    .toArray();
  return found.map(({ person }) => person);
}

/** The members of groups as SCIM shows them, by id; without those whom the directory has deleted. */
export async function membersOf(ctx: Context, groups: string[]): Promise<Map<string, Named[]>> {
  const { organization } = ctx;
  const answer = new Map<string, Named[]>(groups.map(group => [group, []]));
  const memberships = await driver<Membership>(Memberships)
    .find(
      { organization, group: { $in: groups } },
      { projection: { _id: 0, group: 1, person: 1 }, sort: { group: 1, person: 1 } },
    )
    .toArray();
  const names = await namesOf(ctx, [...new Set(memberships.map(({ person }) => person))]);
  for (const { group, person } of memberships) {
    const named = names.get(person);
    if (named?.listed) answer.get(group)?.push({ id: person, name: named.name });
  }
  return answer;
}

/** The groups that people are in, by id. */
export async function groupsOf(ctx: Context, people: string[]): Promise<Map<string, Named[]>> {
  const { organization } = ctx;
  const answer = new Map<string, Named[]>(people.map(person => [person, []]));
  const memberships = await driver<Membership>(Memberships)
    .find(
      { organization, person: { $in: people } },
      { projection: { _id: 0, group: 1, person: 1 }, sort: { person: 1, group: 1 } },
    )
    .toArray();
  if (memberships.length === 0) return answer;
  const groups = await driver<Group>(Groups)
    .find(
      { organization, _id: { $in: [...new Set(memberships.map(({ group }) => group))] } },
      { projection: { displayName: 1 } },
    )
    .toArray();
  const names = new Map(groups.map(({ _id, displayName }) => [_id, displayName]));
  for (const { group, person } of memberships) {
    const name = names.get(group);
    if (name !== undefined) answer.get(person)?.push({ id: group, name });
  }
  return answer;
}
