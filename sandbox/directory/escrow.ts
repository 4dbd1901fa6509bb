import type { Counts, Quarantine } from '../page/directory-contract.ts';
import type { Held, Job } from './job.ts';

/** A cycle begins every 40 minutes, so 36 of them are a day: the longest gap between two tries. */
const longestGapCycles = 36;

/** Notes a failure: the next try comes one cycle later, then two, four, eight, and at last once a day. */
export function hold(job: Job, key: string, print: string): Held {
  const tries = (job.escrow.get(key)?.tries ?? 0) + 1;
  const held = { tries, print, dueCycle: job.cycle + Math.min(2 ** (tries - 1), longestGapCycles) };
  job.escrow.set(key, held);
  return held;
}

/** Whether the object waits in this cycle; one that has changed since is tried at once. */
export function isHeld(job: Job, key: string, print: string): boolean {
  const held = job.escrow.get(key);
  return held !== undefined && held.dueCycle > job.cycle && held.print === print;
}

const hourMs = 3_600_000;
const gapsHours = [6, 12, 24];

/** Puts the job into quarantine or keeps it there: the next try after 6, 12, then 24 hours; given up after four weeks. */
export function quarantined(former: Quarantine | undefined, why: string, now: Date): Quarantine {
  const tries = (former?.tries ?? 0) + 1;
  const gap = (gapsHours[tries - 1] ?? 24) * hourMs;
  const since = former?.since ?? now.toISOString();
  return { since, why, tries, nextTryAt: new Date(now.getTime() + gap).toISOString() };
}

/** From 5,000 failures at more than 40 %, or from 40,000. Source: Microsoft page "Application provisioning in quarantine". */
export function isHopeless({ failed, created, updated, disabled, deleted, skipped }: Counts): boolean {
  const tried = failed + created + updated + disabled + deleted + skipped;
  return failed >= 40_000 || (failed >= 5_000 && failed > tried * 0.4);
}
