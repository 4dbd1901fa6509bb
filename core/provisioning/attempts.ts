import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '#core/errors.ts';

const tries = 10;

/**
 * Repeats work that somebody else's write may come before, until it answers. Those who met leave each other time, each
 * another one. @throws DomainError `unavailable`
 */
export async function untilWritten<T>(work: (attempt: number) => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const written = await work(attempt);
    if (written !== undefined) return written;
    await sleep(Math.random() * 10 * (attempt + 1));
  }
  throw new DomainError('unavailable', 'Too many changes of this user at once. Ask again in a moment.');
}
