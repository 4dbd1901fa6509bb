import type { mongo } from 'mongoose';
import { driver } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import type { Where } from './contract.ts';
import { type Group, Groups, type Membership, Memberships } from './model.ts';

type Options = { timeoutMS?: number };
type Asked = { organization: string; options: Options; left: number };
type Conditions = { [name: string]: unknown };

/** What all leaves of a condition may come to together. */
const idsAtMost = 100_000;

/**
 * A directory's condition within what everyone has to meet, with the ids that the leaves `$members` and `$groups` come to
 * in the organization in their place. @throws DomainError `too-many` when those are too many for a query.
 */
export async function resolveWhere<Document>(
  organization: string,
  where: Where | undefined,
  options: Options = {},
): Promise<mongo.Filter<Document>> {
  return where ? asFilter({ $and: [await resolve({ organization, options, left: idsAtMost }, where)] }) : {};
}

/** Holds since the compiler of filters makes them of listed names, and of values that fit them. */
function asFilter<Document>(conditions: Conditions): mongo.Filter<Document> {
  return conditions as mongo.Filter<Document>;
}

async function resolve(asked: Asked, where: Conditions): Promise<Conditions> {
  const resolved: Conditions = {};
  for (const [name, value] of Object.entries(where)) {
    if (name === '$and' || name === '$or' || name === '$nor') resolved[name] = await resolveAll(asked, parts(value));
    else if (name === '$members') resolved._id = { $in: await metBy(asked, 'group', { person: value }) };
    else if (name === '$groups') resolved._id = { $in: await peopleOf(asked, value) };
    else resolved[name] = value;
  }
  return resolved;
}

/** One after the other, so that no more is read than may be left. */
async function resolveAll(asked: Asked, conditions: Conditions[]): Promise<Conditions[]> {
  const resolved: Conditions[] = [];
  for (const condition of conditions) resolved.push(await resolve(asked, condition));
  return resolved;
}

/** What a filter joins is a list of conditions, as its compiler makes them. */
function parts(value: unknown): Conditions[] {
  return Array.isArray(value) ? value : [];
}

async function peopleOf(asked: Asked, leaf: unknown): Promise<string[]> {
  const { value, display } = Object(leaf);
  if (value !== undefined) return metBy(asked, 'person', { group: value });
  const { organization, options } = asked;
  const groups = await driver<Group>(Groups)
    .find({ organization, displayNameLower: display }, { projection: { _id: 1 }, ...options })
    .toArray();
  return metBy(asked, 'person', { group: { $in: groups.map(({ _id }) => _id) } });
}

/** By the index alone. */
async function metBy(asked: Asked, side: 'group' | 'person', conditions: Conditions): Promise<string[]> {
  const { organization, options, left } = asked;
  const found = await driver<Membership>(Memberships)
    .find(asFilter({ organization, ...conditions }), {
      projection: { _id: 0, [side]: 1 },
      limit: left + 1,
      ...options,
    })
    .toArray();
  asked.left -= found.length;
  if (asked.left < 0)
    throw new DomainError('too-many', 'The conditions on groups or members are met by too many. Ask for less.');
  return [...new Set(found.map(membership => membership[side]))];
}
