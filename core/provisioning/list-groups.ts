import type { mongo } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import type { GroupView, List, Page } from './contract.ts';
import { viewOf } from './groups.ts';
import { resolveWhere } from './leaves.ts';
import { membersOf } from './members.ts';
import { type Group, Groups } from './model.ts';
import { scan } from './scan.ts';

type GroupList = List & { members: boolean };
type Options = { timeoutMS?: number };

/**
 * Groups as SCIM sees them, in a stable order: by id unless sorted. With a sort there is no `next`. Members are read
 * where they are asked for alone, and with very many of them a page has fewer groups than it may.
 * @throws DomainError `too-many` when no index serves the question and looking through all of them takes too long.
 */
export async function listGroups(ctx: Context, list: GroupList): Promise<Page<GroupView>> {
  const page = list.indexed
    ? await read(ctx, list, {})
    : await scan(ctx.organization, list.scanMs, timeoutMS => read(ctx, list, { timeoutMS }));
  if (!list.members || page.items.length === 0) return page;
  const members = await membersOf(
    ctx,
    page.items.map(({ id }) => id),
  );
  const items = page.items.flatMap(group => {
    const of = members.get(group.id);
    return of ? { ...group, members: of } : [];
  });
  const last = items.at(-1);
  const cut = items.length < page.items.length && !list.sort && last;
  return { ...page, items, ...(cut ? { next: last.id } : {}) };
}

async function read({ organization }: Context, list: List, options: Options): Promise<Page<GroupView>> {
  const filter: mongo.Filter<Group> = {
    organization,
    ...(await resolveWhere<Group>(organization, list.where, options)),
  };
  const [total, found] = await Promise.all([
    driver<Group>(Groups).countDocuments(filter, options),
    list.limit > 0 ? pageOf(filter, list, options) : [],
  ]);
  const items = found.slice(0, list.limit).map(viewOf);
  const last = found.length > list.limit && !list.sort ? items.at(-1)?.id : undefined;
  return { total, items, ...(last === undefined ? {} : { next: last }) };
}

/** One more than was asked for, which says whether there are more. */
async function pageOf(
  filter: mongo.Filter<Group>,
  { sort, skip = 0, after, limit }: List,
  options: Options,
): Promise<Group[]> {
  if (sort && sort.path !== '_id') return sortedPage(filter, { sort, skip, limit }, options);
  return driver<Group>(Groups)
    .find({ ...filter, ...(after === undefined ? {} : { _id: { $gt: after } }) }, options)
    .sort({ _id: sort?.descending ? -1 : 1 })
    .skip(skip)
    .limit(limit + 1)
    .toArray();
}

/** RFC 7644 §3.4.2.3: what has no such value comes last when ascending, first when descending. */
async function sortedPage(
  filter: mongo.Filter<Group>,
  { sort, skip, limit }: { sort: NonNullable<List['sort']>; skip: number; limit: number },
  options: Options,
): Promise<Group[]> {
  const direction = sort.descending ? -1 : 1;
  const stages: mongo.BSON.Document[] = [
    { $match: filter },
    { $addFields: { lacking: { $lte: [`$${sort.path}`, null] } } },
    { $sort: { lacking: direction, [sort.path]: direction, _id: direction } },
    ...(skip > 0 ? [{ $skip: skip }] : []),
    { $limit: limit + 1 },
    { $project: { lacking: 0 } },
  ];
  return driver<Group>(Groups).aggregate<Group>(stages, options).toArray();
}
