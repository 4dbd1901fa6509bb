import type { mongo } from 'mongoose';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { literal } from './literal.ts';
import { csvHead, csvLine } from './log-csv.ts';
import { type LogEntry, ProvisioningLog, type Verb } from './model.ts';
import { scan } from './scan.ts';

export type LogQuery = {
  verbs?: Verb[];
  /** Words that all have to be there, as parts of names, addresses and ids, in any letter case. */
  q?: string;
  /** The id of whom or what it is about. */
  target?: string;
  from?: Date;
  /** Up to and without. */
  to?: Date;
};

type Page = LogQuery & { limit: number; after?: string; scanMs?: number };

const longestQuestion = 200;
const exportedAtOnce = 500;

/**
 * Newest first. `next` is what to ask for after; absent on the last page.
 * @throws DomainError `invalid` for an `after` that was not given here, `too-many` when a search takes too long.
 */
export async function listLog(ctx: Context, page: Page): Promise<{ entries: LogEntry[]; next?: string }> {
  const { organization } = ctx;
  const filter = filterOf(organization, page);
  const read = (options: { timeoutMS?: number }): Promise<LogEntry[]> =>
    driver<LogEntry>(ProvisioningLog)
      .find(filter, options)
      .sort({ at: -1, _id: -1 })
      .limit(page.limit + 1)
      .toArray();
  const searching = page.q !== undefined && page.q.trim() !== '';
  const found = searching
    ? await scan(`log ${organization}`, page.scanMs, timeoutMS => read({ timeoutMS })).catch(tooManyEntries)
    : await read({});
  const entries = found.slice(0, page.limit);
  const last = entries.at(-1);
  return { entries, ...(last && found.length > page.limit ? { next: `${last.at.getTime()}.${last._id}` } : {}) };
}

/** @throws DomainError `not-found` also for an entry of another organization. */
export async function getLogEntry({ organization }: Context, id: string): Promise<LogEntry> {
  const found = await driver<LogEntry>(ProvisioningLog).findOne({ _id: id, organization });
  if (!found) throw new DomainError('not-found', 'This entry is no longer in the log.');
  return found;
}

function tooManyEntries(error: unknown): never {
  if (error instanceof DomainError && error.code === 'too-many')
    throw new DomainError('too-many', 'The search took too long: ask for a shorter time.', { cause: error });
  throw error;
}

function filterOf(organization: string, { verbs, q, target, from, to, after }: Page): mongo.Filter<LogEntry> {
  const words = (q ?? '').slice(0, longestQuestion).toLowerCase().split(/\s+/).filter(Boolean);
  const at = { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) };
  const conditions: mongo.Filter<LogEntry>[] = words.map(word => ({ words: { $regex: literal(word) } }));
  if (Object.keys(at).length > 0) conditions.push({ at });
  if (after !== undefined) conditions.push(...goOn(after));
  return {
    organization,
    ...(verbs && verbs.length > 0 ? { verb: { $in: verbs } } : {}),
    ...(target ? { 'target.id': target } : {}),
    ...(conditions.length > 0 ? { $and: conditions } : {}),
  };
}

function goOn(after: string): mongo.Filter<LogEntry>[] {
  const [, ms, id] = /^(\d{1,16})\.(log_[\w-]{1,100})$/.exec(after) ?? [];
  const at = new Date(Number(ms));
  if (ms === undefined || id === undefined || Number.isNaN(at.getTime()))
    throw new DomainError('invalid', 'The log does not go on from there: ask anew from the beginning.');
  return [{ at: { $lte: at } }, { $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] }];
}

/**
 * The whole log that fits the query, newest first, in pieces of text: CSV with a head line, or one JSON array. It is read
 * page by page, so that an export of any length holds neither memory nor a cursor.
 */
export async function* exportLog(
  ctx: Context,
  { format, ...query }: LogQuery & { format: 'csv' | 'json' },
): AsyncIterable<string> {
  yield format === 'csv' ? csvHead : '[';
  let after: string | undefined;
  let first = true;
  do {
    const { entries, next } = await listLog(ctx, { ...query, limit: exportedAtOnce, ...(after ? { after } : {}) });
    for (const entry of entries) {
      yield format === 'csv' ? csvLine(entry) : `${first ? '' : ','}\n${JSON.stringify(exported(entry))}`;
      first = false;
    }
    after = next;
  } while (after !== undefined);
  if (format === 'json') yield '\n]\n';
}

/** An entry as it leaves the product. */
export function exported({ _id: id, organization: _, words: __, expiresAt: ___, ...entry }: LogEntry) {
  return { id, ...entry };
}
