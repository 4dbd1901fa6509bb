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
const membersAtMost = 20_000;

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

/** Holds a plan against who is in the group and who is here at all; few queries, at the cost of the plan. */
export async function differenceOf(
  ctx: Context,
  group: string,
  asked: MemberPlan,
  session: ClientSession,
): Promise<MemberDifference> {
  const plan = await withKept(ctx, asked, session);
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

/** A directory may go on naming an account that was merged into another: the one that was kept is meant. */
async function withKept(ctx: Context, plan: MemberPlan, session: ClientSession): Promise<MemberPlan> {
  const kept = new Map<string, string>();
  let asked = [...plan.add, ...plan.remove];
  while (asked.length > 0) {
    const merged = await driver<Person>(People)
      .find(
        { _id: { $in: asked }, organization: ctx.organization, mergedInto: { $exists: true } },
        { session, projection: { mergedInto: 1 } },
      )
      .toArray();
    for (const { _id, mergedInto } of merged) if (mergedInto) kept.set(_id, mergedInto);
    asked = [...new Set(merged.flatMap(({ mergedInto }) => mergedInto ?? []))].filter(id => !kept.has(id));
  }
  if (kept.size === 0) return plan;
  const last = (id: string): string => {
    const next = kept.get(id);
    return next === undefined ? id : last(next);
  };
  const add = new Set(plan.add.map(last));
  const remove = new Set(plan.remove.map(last).filter(id => !add.has(id)));
  return { ...plan, add: [...add], remove: [...remove] };
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

/**
 * The groups that people are in show other members from now on, so they are another version. What it follows is done by
 * then, and stays so when it fails: that is logged.
 */
export async function touchGroups({ organization, now, log }: Context, people: string[]): Promise<void> {
  if (people.length === 0) return;
  try {
    const groups = await driver<Membership>(Memberships).distinct('group', { organization, person: { $in: people } });
    await driver<Group>(Groups).updateMany(
      { organization, _id: { $in: groups } },
      { $inc: { version: 1 }, $max: { changedAt: now } },
    );
  } catch (error) {
    log.error({ err: error, organization }, 'groups kept a version that has other members by now');
  }
}

/** The ids of everyone in a group. */
export async function memberIdsOf(ctx: Context, group: string, session?: ClientSession): Promise<string[]> {
  const found = await driver<Membership>(Memberships)
    .find(
      { organization: ctx.organization, group },
      { ...(session ? { session } : {}), projection: { _id: 0, person: 1 } },
    )
    .toArray();
  return found.map(({ person }) => person);
}

/**
 * The members of groups as SCIM shows them, by id; without those whom the directory has deleted. Of the groups, the first
 * one and as many more as have `membersAtMost` members together; the answer lacks those that are left out.
 */
export async function membersOf(ctx: Context, groups: string[]): Promise<Map<string, Named[]>> {
  const { organization } = ctx;
  const found = new Map<string, string[]>();
  let sum = 0;
  for (const group of groups) {
    const rest = found.size === 0 ? undefined : membersAtMost - sum;
    if (rest !== undefined && rest < 0) break;
    const memberships = await driver<Membership>(Memberships)
      .find(
        { organization, group },
        { projection: { _id: 0, person: 1 }, sort: { person: 1 }, ...(rest === undefined ? {} : { limit: rest + 1 }) },
      )
      .toArray();
    if (rest !== undefined && memberships.length > rest) break;
    sum += memberships.length;
    found.set(
      group,
      memberships.map(({ person }) => person),
    );
  }
  const names = await namesOf(ctx, [...new Set([...found.values()].flat())]);
  const listed = (person: string): Named | [] => {
    const named = names.get(person);
    return named?.listed ? { id: person, name: named.name } : [];
  };
  return new Map([...found].map(([group, people]) => [group, people.flatMap(listed)]));
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
