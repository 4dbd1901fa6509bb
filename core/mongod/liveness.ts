import { readFileSync } from 'node:fs';

/** Names one process for good: a pid alone is given to another process sooner or later. */
export type Mark = { pid: number; startedAt?: string };

/** The mark of a process, with its start time where the system tells it. */
export function markOf(pid: number): Mark {
  const startedAt = readStat(pid)?.startedAt;
  return startedAt === undefined ? { pid } : { pid, startedAt };
}

/** Whether that very process still runs; a zombie does not. */
export function isAlive(mark: Mark): boolean {
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const stat = readStat(mark.pid);
  if (stat === undefined) return process.platform !== 'linux';
  return stat.state !== 'Z' && stat.state !== 'X' && (mark.startedAt ?? stat.startedAt) === stat.startedAt;
}

/** Reads a mark that `JSON.stringify` wrote; undefined for anything else. */
export function parseMark(text: string): Mark | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return typeof startedAt === 'string' ? { pid, startedAt } : { pid };
  } catch {
    return undefined;
  }
}

/** Linux alone: state and start time, proc(5) fields 3 and 22. The name in field 2 may hold spaces and brackets. */
function readStat(pid: number): { state: string; startedAt: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return { state: fields[0] ?? '', startedAt: `${boot}-${fields[19]}` };
  } catch {
    return undefined;
  }
}
