import { isUnavailable } from '#core/unavailable.ts';

/** By key, the end of the newest work: with the error, when it met a database that is away. */
const ends = new Map<string, Promise<unknown>>();

/**
 * Does one piece of work for a key after the other within this process. Transactions that would meet, and be repeated,
 * each at the cost of the whole, so never do; those of other processes still may. While the database is away, those who
 * wait do not each find out for themselves.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = ends.get(key);
  const { promise: end, resolve } = Promise.withResolvers<unknown>();
  ends.set(key, end);
  let away: unknown;
  try {
    away = await before;
    if (away) throw away;
    return await work();
  } catch (error) {
    if (isUnavailable(error)) away = error;
    throw error;
  } finally {
    resolve(away);
    if (ends.get(key) === end) ends.delete(key);
  }
}
