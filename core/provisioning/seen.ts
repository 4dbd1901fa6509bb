import type { Logger } from 'pino';
import { driver } from '#core/database.ts';
import type { Limits } from '#env/limits.ts';
import { type Connection, Connections } from './model.ts';
import { drainRefused } from './refused.ts';

/** What a request was, beside a request. */
export type SeenFacts = {
  /** It looked as Test Connection does. */
  testConnection?: boolean;
  /** It looked so too, or as matching by externalId does; once something was written, that it is. */
  perhapsTest?: boolean;
  /** It wrote, or would have written had there been something to change. */
  wrote?: boolean;
  /** It brought a person. */
  user?: boolean;
};

export type Seen = {
  /** As it was when the token was checked. */
  connection: Connection;
  /** The id of the token; absent where none was needed. */
  token?: string;
  facts?: SeenFacts;
  now: Date;
  log: Logger;
  limits: Pick<Limits, 'SCIM_SEEN_APART_MS' | 'SCIM_CYCLE_QUIET_MS'>;
};

type Due = { first: string[]; newest: string[] };

const underWay = new Map<string, Promise<void>>();

/** Notes that a directory asked. The write is seldom needed, and nobody waits for it; `drainSeen` does in the end. */
export function noteSeen(seen: Seen): void {
  const due = dueFacts(seen);
  if (due.first.length + due.newest.length === 0) return;
  // Many requests find the same fact due before the first of them has stored it.
  const key = [seen.connection._id, seen.token, ...due.first, ...due.newest].join(' ');
  if (underWay.has(key)) return;
  const write = store(seen, due)
    .catch((error: unknown) => seen.log.warn({ err: error }, 'it could not be noted that a directory asked'))
    .finally(() => underWay.delete(key));
  underWay.set(key, write);
}

/** Resolves once everything noted so far is stored, refused tokens too; errors are in the log. */
export async function drainSeen(): Promise<void> {
  await drainRefused();
  while (underWay.size > 0) await Promise.all(underWay.values());
}

/** Which facts are worth a write: first ones at once, newest ones seldom. */
export function dueFacts({ connection, token, facts = {}, now, limits }: Omit<Seen, 'log'>): Due {
  const { seen } = connection;
  const older = (at: Date | undefined, apartMs: number): boolean => !at || now.getTime() - at.getTime() >= apartMs;
  const first: string[] = [];
  const newest: string[] = [];
  if (!seen.firstRequestAt) first.push('seen.firstRequestAt');
  if (facts.user && !seen.firstUserAt) first.push('seen.firstUserAt');
  // A good request after a refused one says that the directory works again: that is worth knowing at once.
  const refusedAt = Math.max(0, ...Object.values(seen.refused ?? {}).map(({ at }) => at.getTime()));
  if (older(seen.lastRequestAt, limits.SCIM_SEEN_APART_MS) || refusedAt >= (seen.lastRequestAt?.getTime() ?? 0))
    newest.push('seen.lastRequestAt');
  const tested = facts.testConnection || (facts.perhapsTest && !seen.lastWriteAt);
  if (tested && older(seen.testConnectionAt, limits.SCIM_SEEN_APART_MS)) newest.push('seen.testConnectionAt');
  if (facts.wrote && older(seen.lastWriteAt, limits.SCIM_SEEN_APART_MS)) newest.push('seen.lastWriteAt');
  if (facts.wrote && older(seen.lastWriteAt, limits.SCIM_CYCLE_QUIET_MS)) newest.push('seen.cycleBeganAt');
  const used = connection.tokens.find(({ id }) => id === token);
  if (used && (!used.lastUsedAt || newest.includes('seen.lastRequestAt'))) newest.push('tokens.$.lastUsedAt');
  return { first, newest };
}

async function store({ connection, token, now }: Seen, { first, newest }: Due): Promise<void> {
  const at = (fields: string[]): Record<string, Date> => Object.fromEntries(fields.map(field => [field, now]));
  const usesToken = newest.includes('tokens.$.lastUsedAt');
  await driver<Connection>(Connections).updateOne(
    { _id: connection._id, organization: connection.organization, ...(usesToken ? { 'tokens.id': token } : {}) },
    {
      ...(first.length > 0 ? { $min: at(first) } : {}),
      ...(newest.length > 0 ? { $max: at(newest) } : {}),
    },
  );
}
