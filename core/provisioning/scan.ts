import { mongo } from 'mongoose';
import { DomainError } from '#core/errors.ts';
import { limitsSchema } from '#env/limits.ts';

type Line = { last: Promise<unknown>; length: number };

const lines = new Map<string, Line>();
const longestLine = 20;
const { SCIM_SCAN_MS } = limitsSchema.parse({});

/**
 * Runs what no index serves: one at a time for an organization in this process, under a time cap, so that it takes
 * nothing from others. `work` hands the cap on to the database.
 * @throws DomainError `too-many` when it takes longer, or too many wait already.
 */
export async function scan<T>(
  organization: string,
  scanMs: number | undefined,
  work: (timeoutMS: number) => Promise<T>,
): Promise<T> {
  const line = lines.get(organization) ?? { last: Promise.resolve(), length: 0 };
  if (line.length >= longestLine) throw tooMany('Too many dear queries wait already.');
  lines.set(organization, line);
  line.length += 1;
  const turn = line.last.then(() => work(scanMs ?? SCIM_SCAN_MS));
  line.last = turn.catch(() => {
    // Who asked is told; the next one goes on.
  });
  try {
    return await turn;
  } catch (error) {
    if (!tookTooLong(error)) throw error;
    throw tooMany('Looking through everything took too long.', error);
  } finally {
    line.length -= 1;
    if (line.length === 0) lines.delete(organization);
  }
}

function tookTooLong(error: unknown): boolean {
  if (!(error instanceof mongo.MongoOperationTimeoutError)) return false;
  return !error.message.includes('server selection');
}

function tooMany(why: string, cause?: unknown): DomainError {
  return new DomainError(
    'too-many',
    `${why} Add a condition on userName, externalId, emails.value, displayName or id with eq, or on meta.lastModified.`,
    { cause },
  );
}
