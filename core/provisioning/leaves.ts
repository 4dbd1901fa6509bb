import type { mongo } from 'mongoose';
import { driver } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import type { Where } from './contract.ts';
import { type Group, Groups, type Membership, Memberships } from './model.ts';

type Options = { timeoutMS?: number };
type Conditions = { [name: string]: unknown };

const idsAtMost = 200_000;

/**
 * A directory's condition within what everyone has to meet, with the ids that the leaves `$members` and `$groups` come to
 * in the organization in their place. @throws DomainError `too-many` when those are too many for a query.
 */
export async function resolveWhere<Document>(
  organization: string,
  where: Where | undefined,
  options: Options = {},
): Promise<mongo.Filter<Document>> {
  return where ? asFilter({ $and: [await resolve(organization, where, options)] }) : {};
}

/** Holds since the compiler of filters makes them of listed names, and of values that fit them. */
function asFilter<Document>(conditions: Conditions): mongo.Filter<Document> {
  return conditions as mongo.Filter<Document>;
}

async function resolve(organization: string, where: Conditions, options: Options): Promise<Conditions> {
  const resolved: Conditions = {};
  for (const [name, value] of Object.entries(where)) {
    if (name === '$and' || name === '$or' || name === '$nor')
      resolved[name] = await Promise.all(parts(value).map(part => resolve(organization, part, options)));
    else if (name === '$members')
      resolved._id = { $in: await idsOf('group', { organization, person: value }, options) };
    else if (name === '$groups') resolved._id = { $in: await peopleOf(organization, value, options) };
    else resolved[name] = value;
  }
  return resolved;
}

/** What a filter joins is a list of conditions, as its compiler makes them. */
function parts(value: unknown): Conditions[] {
  return Array.isArray(value) ? value : [];
}

async function peopleOf(organization: string, leaf: unknown, options: Options): Promise<string[]> {
  const { value, display } = Object(leaf);
  if (value !== undefined) return idsOf('person', { organization, group: value }, options);
  const groups = await driver<Group>(Groups)
    .find({ organization, displayNameLower: display }, { projection: { _id: 1 }, ...options })
    .toArray();
  return idsOf('person', { organization, group: { $in: groups.map(({ _id }) => _id) } }, options);
}

/** By the index alone. */
async function idsOf(side: 'group' | 'person', conditions: Conditions, options: Options): Promise<string[]> {
  const found = await driver<Membership>(Memberships)
    .find(asFilter(conditions), { projection: { _id: 0, [side]: 1 }, limit: idsAtMost + 1, ...options })
    .toArray();
  if (found.length > idsAtMost)
    throw new DomainError('too-many', 'The condition on groups or members is met by too many. Ask for less.');
  return [...new Set(found.map(membership => membership[side]))];
}
