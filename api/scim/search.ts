import { type Answer, listSchema } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { ScimError } from './errors.ts';
import { type Listing, type Reader, readPage } from './list.ts';
import type { Scim } from './scim.ts';

/**
 * How Entra's Test Connection asks: for somebody who cannot be there, by the attribute that accounts are matched by. An
 * externalId looks the same whenever somebody new is matched by it.
 */
const forNobody = /^\s*(?<by>\S+)(?:\s.*)?\seq\s+"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"\s*$/i;

/** Answers a list of one kind, or of all kinds one after the other (RFC 7644 §3.4.2, §3.4.3). */
export async function search(scim: Scim, endpoints: Endpoint[], listing: Listing): Promise<Answer> {
  const { filter, sortBy, descending } = listing;
  const asked = [endpoints.map(({ path }) => path), filter, sortBy, descending];
  const { organization, now } = scim.ctx;
  const page = await readPage(readersOf(scim, endpoints, listing), listing, { organization, asked, now });
  if (filter !== undefined && page.totalResults === 0) noteTest(scim, filter);
  return { status: 200, body: { schemas: [listSchema], ...page } };
}

function noteTest({ facts }: Scim, filter: string): void {
  const by = forNobody.exec(filter)?.groups?.by?.toLowerCase();
  if (by === undefined) return;
  if (by === 'externalid') facts.perhapsTest = true;
  else facts.testConnection = true;
}

/**
 * A kind that lacks what the filter asks for has nothing that fits, and one that lacks what is sorted by comes unsorted;
 * only what no kind has is a fault (RFC 7644 §3.4.2.1).
 */
function readersOf(scim: Scim, endpoints: Endpoint[], listing: Listing): Reader[] {
  const { sortBy: _, ...unsorted } = listing;
  const readers: Reader[] = [];
  let fault: ScimError | undefined;
  let sorts = false;
  for (const endpoint of endpoints) {
    const sorted = attempt(() => endpoint.reader(scim, listing));
    const reader = sorted instanceof ScimError ? attempt(() => endpoint.reader(scim, unsorted)) : sorted;
    if (sorted instanceof ScimError) fault ??= sorted;
    else sorts = true;
    if (!(reader instanceof ScimError)) readers.push(reader);
  }
  if (fault && !sorts) throw fault;
  return readers;
}

function attempt<T>(work: () => T): T | ScimError {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
}
