import type { mongo } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { People, type Person } from '#core/people/model.ts';
import type { List, Page, User } from './contract.ts';
import { resolveWhere } from './leaves.ts';
import { scan } from './scan.ts';
import { cachedTotal } from './totals.ts';
import { userOf } from './write-user.ts';

const userName = 'directory.folded.userName';
const longSkip = 500;

type Options = { timeoutMS?: number };
type Filter = mongo.Filter<Person>;
type Asked = { list: List; filter: Filter; options: Options };

/**
 * People as SCIM sees them, in a stable order: by id unless sorted. With a sort there is no `next`.
 * @throws DomainError `too-many` when no index serves the question and looking through everybody takes too long.
 */
export async function listUsers(ctx: Context, list: List): Promise<Page<User>> {
  const dear = !list.indexed || (list.sort !== undefined && list.sort.path !== '_id' && list.sort.path !== userName);
  return dear ? scan(ctx.organization, list.scanMs, timeoutMS => read(ctx, list, { timeoutMS })) : read(ctx, list, {});
}

async function read(ctx: Context, list: List, options: Options): Promise<Page<User>> {
  const { organization } = ctx;
  const where = await resolveWhere<Person>(organization, list.where, options);
  const filter: Filter = { organization, 'directory.listed': true, ...where };
  const asked = { list, filter, options };
  const found = list.limit > 0 ? await pageOf(asked) : [];
  const items = found.slice(0, list.limit).map(userOf);
  const last = found.length > list.limit && !list.sort ? items.at(-1)?.id : undefined;
  return { total: await totalOf(organization, asked, found), items, ...(last === undefined ? {} : { next: last }) };
}

/** One more than was asked for, which says whether there are more. */
async function pageOf(asked: Asked): Promise<Person[]> {
  const { list, filter, options } = asked;
  const { sort, limit } = list;
  if (sort && sort.path !== '_id' && sort.path !== userName) return sortedPage(asked, sort);
  const order = sort?.path ?? '_id';
  const skip = list.skip ?? 0;
  const from = !list.where && !sort && skip > longSkip ? await idAt(filter, skip, options) : undefined;
  if (from === null) return [];
  const position = from ? { _id: { $gte: from } } : list.after === undefined ? {} : { _id: { $gt: list.after } };
  return driver<Person>(People)
    .find({ ...filter, ...position }, { projection: { 'directory.folded': 0 }, ...options })
    .sort({ [order]: sort?.descending ? -1 : 1 })
    .skip(from ? 0 : skip)
    .limit(limit + 1)
    .toArray();
}

/** Whose turn it is after so many, by the index alone; null when there are not so many. */
async function idAt(filter: Filter, skip: number, options: Options): Promise<string | null> {
  const [found] = await driver<Person>(People)
    .find(filter, { projection: { _id: 1 }, ...options })
    .hint({ organization: 1, 'directory.listed': 1, _id: 1 })
    .sort({ _id: 1 })
    .skip(skip)
    .limit(1)
    .toArray();
  return found?._id ?? null;
}

/** RFC 7644 §3.4.2.3: who has no such value comes last when ascending, first when descending. */
async function sortedPage({ list, filter, options }: Asked, sort: NonNullable<List['sort']>): Promise<Person[]> {
  const direction = sort.descending ? -1 : 1;
  const stages: mongo.BSON.Document[] = [
    { $match: filter },
    { $addFields: { lacking: { $lte: [`$${sort.path}`, null] } } },
    { $sort: { lacking: direction, [sort.path]: direction, _id: direction } },
    { $skip: list.skip ?? 0 },
    { $limit: list.limit + 1 },
    { $project: { 'directory.folded': 0, lacking: 0 } },
  ].filter(stage => !('$skip' in stage) || (stage.$skip ?? 0) > 0);
  return driver<Person>(People).aggregate<Person>(stages, options).toArray();
}

/** A page that is not full says itself how many there are. */
async function totalOf(organization: string, { list, filter, options }: Asked, found: Person[]): Promise<number> {
  const skip = list.skip ?? 0;
  const whole = list.limit > 0 && list.after === undefined && found.length <= list.limit;
  if (whole && (found.length > 0 || skip === 0)) return skip + found.length;
  return cachedTotal(organization, filter, () => driver<Person>(People).countDocuments(filter, options));
}
