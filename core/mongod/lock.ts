import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, markOf, parseMark } from './liveness.ts';

/** A lock file is written in one go; one that is still without a process after this long was never finished. */
const unfinishedMs = 5_000;
const noticeEveryMs = 3_000;

/** Runs `work` while no other process holds the lock file; the lock of a dead process is taken over. */
export async function withLock<T>(
  path: string,
  waiting: { for: string; progress: (line: string) => void },
  work: () => Promise<T>,
): Promise<T> {
  const began = Date.now();
  let noticeAt = began + noticeEveryMs;
  while (!take(path)) {
    const holder = read(path);
    if (holder === 'stale') takeOver(path);
    else if (Date.now() > noticeAt) {
      const seconds = Math.round((Date.now() - began) / 1_000);
      waiting.progress(
        `Waiting for ${holder ? `process ${holder.pid}` : 'another process'} ${waiting.for} (${seconds} s)`,
      );
      noticeAt = Date.now() + noticeEveryMs;
    }
    await sleep(25);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(markOf(process.pid)), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function read(path: string) {
  try {
    const mark = parseMark(readFileSync(path, 'utf8'));
    if (mark) return isAlive(mark) ? mark : 'stale';
    return Date.now() - statSync(path).mtimeMs > unfinishedMs ? 'stale' : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Only one may judge and remove a stale lock, else the slower one would remove the quicker one's fresh lock. */
function takeOver(path: string): void {
  const guard = `${path}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > unfinishedMs) rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (read(path) === 'stale') rmSync(path, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

export function hasCode(error: unknown, ...codes: (string | number)[]): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return codes.some(code => code === error.code);
}
