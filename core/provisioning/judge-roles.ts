import type { ClientSession, mongo } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { People, type Person, type Role } from '#core/people/model.ts';
import { type Group, Groups, type Membership, Memberships } from './model.ts';
import { type Holder, highest, judge, lowered, raises, type Verdict } from './role.ts';

/** A group seen with another role than is stored. */
export type Supposition = { group: string; role: Role | undefined };

export type Judged = Verdict & { former: Former };
export type Former = Pick<Person, '_id' | 'displayName' | 'email' | 'active' | 'createdAt' | 'role'> &
  Partial<Pick<Person, 'roleByHand' | 'roleByGroups' | 'keptAdmin'>>;

const fields = {
  displayName: 1,
  email: 1,
  active: 1,
  createdAt: 1,
  role: 1,
  roleByHand: 1,
  roleByGroups: 1,
  keptAdmin: 1,
} as const;

/**
 * What role each of these people has by what is stored now, and whoever is admin for want of another one: their time
 * may be over. Four queries, five when an admin would be lowered, however many people there are.
 */
export async function judgeRoles(
  ctx: Context,
  input: { people: string[]; supposing?: Supposition },
  session?: ClientSession,
): Promise<Judged[]> {
  const { people, supposing } = input;
  const found = [...(await findPeople({ _id: { $in: people } })), ...(await findPeople({ keptAdmin: true }))];
  const formers = new Map<string, Former>(found.map(person => [person._id, person]));
  const byGroups = await rolesByGroups(ctx, [...formers.keys()], supposing, session);
  const holders = [...formers.values()].map<Holder>(({ _id, roleByHand, ...former }) => ({
    ...former,
    _id,
    byHand: roleByHand,
    byGroups: byGroups.get(_id),
  }));
  const others = lowered(holders).length > 0 && (await othersAreAdmin(ctx, [...formers.keys()], session));
  return judge(holders, others).flatMap(verdict => {
    const former = formers.get(verdict.holder._id);
    return former ? { ...verdict, former } : [];
  });

  // Two queries, since one that joins them is served by no index.
  function findPeople(which: mongo.Filter<Person>): Promise<Former[]> {
    const options = { ...(session ? { session } : {}), projection: fields };
    return driver<Person>(People)
      .find({ organization: ctx.organization, ...which }, options)
      .toArray();
  }
}

async function rolesByGroups(
  ctx: Context,
  people: string[],
  supposed: Supposition | undefined,
  session?: ClientSession,
): Promise<Map<string, Role>> {
  const { organization } = ctx;
  const options = session ? { session } : {};
  const mapped = await driver<Group>(Groups)
    .find({ organization, role: { $exists: true } }, { ...options, projection: { role: 1 } })
    .toArray();
  const roleOf = new Map(mapped.map(({ _id, role }) => [_id, role]));
  if (supposed) roleOf.set(supposed.group, supposed.role);
  const counting = [...roleOf].flatMap(([id, role]) => (raises(role) ? id : []));
  const answer = new Map<string, Role>();
  if (counting.length === 0 || people.length === 0) return answer;
  const memberships = await driver<Membership>(Memberships)
    .find(
      { organization, person: { $in: people }, group: { $in: counting } },
      { ...options, projection: { _id: 0, person: 1, group: 1 } },
    )
    .toArray();
  for (const { person, group } of memberships) {
    const role = highest([answer.get(person), roleOf.get(group)]);
    if (role) answer.set(person, role);
  }
  return answer;
}

async function othersAreAdmin(ctx: Context, people: string[], session?: ClientSession): Promise<boolean> {
  const { organization } = ctx;
  const found = await driver<Person>(People).findOne(
    { organization, active: true, role: 'admin', _id: { $nin: people } },
    { ...(session ? { session } : {}), projection: { _id: 1 } },
  );
  return found !== null;
}
