/** By key, when the newest work will have ended. */
const ends = new Map<string, Promise<void>>();

/**
 * Does one piece of work for a key after the other within this process. Transactions that would meet, and be repeated,
 * each at the cost of the whole, so never do; those of other processes still may.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = ends.get(key);
  const { promise: end, resolve } = Promise.withResolvers<void>();
  ends.set(key, end);
  try {
    await before;
    return await work();
  } finally {
    resolve();
    if (ends.get(key) === end) ends.delete(key);
  }
}
