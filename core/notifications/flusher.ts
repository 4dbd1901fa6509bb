import type { Logger } from 'pino';
import type { Limits } from '#env/limits.ts';
import { type Result, writeResults } from './flush.ts';

export type Flusher = {
  add(results: Result[]): void;
  /** Whether results wait to be stored. */
  pending(): boolean;
  drain(): Promise<void>;
};

const retryMs = 500;

/** Collects results and writes them together; while the database is away it keeps them and tries again. */
export function startFlusher(limits: Limits, log: Logger): Flusher {
  let waiting: Result[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const results = waiting;
    if (results.length === 0) return;
    waiting = [];
    try {
      await writeResults(results);
    } catch (error) {
      log.warn({ err: error, rows: results.length }, 'results could not be stored; trying again');
      waiting = [...results, ...waiting];
      timer ??= setTimeout(start, retryMs);
    }
  };
  const start = (): void => {
    writing = writing.then(flush);
  };

  return {
    add(results) {
      waiting.push(...results);
      if (waiting.length >= limits.OUTBOX_FLUSH_ROWS) start();
      else timer ??= setTimeout(start, limits.OUTBOX_FLUSH_MS);
    },
    pending: () => waiting.length > 0,
    async drain() {
      start();
      await writing;
    },
  };
}
