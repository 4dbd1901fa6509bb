import { type Position, type Query, readCursor, writeCursor } from './cursor.ts';
import { ScimError, type ScimType } from './errors.ts';

export const defaultPageSize = 100;
export const maxPageSize = 200;

/** What a list is asked for, by the address or by the body of `.search`. */
export type Listing = {
  filter?: string;
  sortBy?: string;
  descending: boolean;
  attributes?: string;
  excludedAttributes?: string;
  startIndex: number;
  count: number;
  /** '' begins; absent means paging by index. */
  cursor?: string;
};

/** Parameters by their names in lower case. */
export type Parameters = Record<string, unknown>;

/** Reads a query string. Directories differ in how they write a space, and in the case of names. */
export function readParameters(search: string): Parameters {
  const parameters: Parameters = {};
  for (const part of search.replace(/^\?/, '').split('&')) {
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at)).toLowerCase();
    // No parameter of ours has another form, and a name such as __proto__ is none.
    if (/^[a-z0-9]+$/.test(name)) parameters[name] ??= at < 0 ? '' : decode(part.slice(at + 1));
  }
  return parameters;
}

/** A plus is a space where words are joined by it; where spaces are %20, it is the plus of an address. */
function decode(text: string): string {
  const joined = !text.includes('%20') || /\+(?:eq|ne|co|sw|ew|gt|ge|lt|le)\+|\+pr\b/i.test(text);
  try {
    return decodeURIComponent(joined ? text.replaceAll('+', ' ') : text);
  } catch {
    throw new ScimError(400, 'invalidValue', 'The address does not decode to UTF-8: write a percent sign as %25.');
  }
}

/** RFC 7644 §3.4.2: what is below the least counts as that, more than a page as a page. @throws ScimError */
export function readListing(given: Parameters): Listing {
  const cursor = text(given, 'cursor');
  const [filter, sortBy] = [text(given, 'filter'), text(given, 'sortBy') || undefined];
  const [attributes, excludedAttributes] = [names(given, 'attributes'), names(given, 'excludedAttributes')];
  const count = integer(given, 'count', cursor === undefined ? 'invalidValue' : 'invalidCount') ?? defaultPageSize;
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(sortBy === undefined ? {} : { sortBy }),
    descending: isDescending(text(given, 'sortOrder')),
    ...(attributes === undefined ? {} : { attributes }),
    ...(excludedAttributes === undefined ? {} : { excludedAttributes }),
    startIndex: Math.max(1, integer(given, 'startIndex') ?? 1),
    count: Math.min(maxPageSize, Math.max(0, count)),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function isDescending(order: string | undefined): boolean {
  const lower = (order ?? '').toLowerCase();
  if (!['', 'ascending', 'descending'].includes(lower))
    throw new ScimError(400, 'invalidValue', 'sortOrder is ascending or descending.');
  return lower === 'descending';
}

function text(given: Parameters, name: string): string | undefined {
  const value = given[name.toLowerCase()] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw new ScimError(400, 'invalidValue', `${name} is a string.`);
}

/** Names apart by commas, or a list of them, as in the body of a search. */
export function names(given: Parameters, name: string): string | undefined {
  const value = given[name.toLowerCase()];
  if (!Array.isArray(value)) return text(given, name) || undefined;
  if (value.every(each => typeof each === 'string')) return value.join(',') || undefined;
  throw new ScimError(400, 'invalidValue', `${name} is a list of names.`);
}

function integer(given: Parameters, name: string, scimType: ScimType = 'invalidValue'): number | undefined {
  const value = given[name.toLowerCase()];
  if (value === undefined || value === null || value === '') return undefined;
  if (Number.isSafeInteger(Number(value)) && /^[+-]?\d+$/.test(String(value).trim())) return Number(value);
  throw new ScimError(400, scimType, `${name} is a whole number.`);
}

type Part = { skip?: number; after?: string; limit: number };
type Read = { total: number; resources: unknown[]; next?: string };
export type Reader = (part: Part) => Promise<Read>;

/** Reads one list or several, one after the other, as if they were one. */
export async function readPage(readers: Reader[], listing: Listing, query: Query): Promise<Record<string, unknown>> {
  // A page of nothing has no end after which to go on.
  if (listing.cursor === undefined || listing.count === 0) return readByIndex(readers, listing);
  const { cursor, count } = listing;
  const position = cursor === '' ? { source: 0 } : readCursor(cursor, query);
  const { total, resources, next } = await readByCursor(readers, position, listing.sortBy !== undefined, count);
  return {
    totalResults: total,
    itemsPerPage: resources.length,
    ...(next ? { nextCursor: writeCursor(next, query) } : {}),
    Resources: resources,
  };
}

async function readByIndex(readers: Reader[], { startIndex, count }: Listing): Promise<Record<string, unknown>> {
  const resources: unknown[] = [];
  let skip = startIndex - 1;
  let total = 0;
  for (const read of readers) {
    const page = await read({ skip, limit: count - resources.length });
    resources.push(...page.resources);
    total += page.total;
    skip = Math.max(0, skip - page.total);
  }
  return { totalResults: total, startIndex, itemsPerPage: resources.length, Resources: resources };
}

async function readByCursor(readers: Reader[], from: Position, sorted: boolean, count: number) {
  const resources: unknown[] = [];
  let total = 0;
  let next: Position | undefined;
  for (const [source, read] of readers.entries()) {
    const limit = source < from.source || next ? 0 : count - resources.length;
    const skip = source === from.source ? (from.skip ?? 0) : 0;
    const after = source === from.source ? from.after : undefined;
    const page = await read({ limit, ...(sorted ? { skip } : {}), ...(after === undefined ? {} : { after }) });
    resources.push(...page.resources);
    total += page.total;
    if (source < from.source || next) continue;
    if (limit === 0) next = page.total > 0 ? { source } : undefined;
    else if (!sorted) next = page.next === undefined ? undefined : { source, after: page.next };
    else next = skip + page.resources.length < page.total ? { source, skip: skip + page.resources.length } : undefined;
  }
  return { total, resources, next };
}
