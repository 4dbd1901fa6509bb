import type { CycleProgress, CycleSummary } from '../page/directory-contract.ts';
import type { Provisioner } from './provisioner.ts';

const everyMs = 2_000;
const number = new Intl.NumberFormat('en');
const shownFailures = 10;

/** Writes how far the cycle is: in place on a terminal, else a line now and then. */
export function progressLine(out: NodeJS.WriteStream): { show: (state: CycleProgress) => void; end: () => void } {
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(state) {
      const now = performance.now();
      if (state.total === 0 || now - shownAt < (out.isTTY ? 100 : everyMs)) return;
      shownAt = now;
      out.write(out.isTTY ? `\r\u001b[K${progressWords(state)}` : `${progressWords(state)}\n`);
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K');
    },
  };
}

function progressWords({ phase, done, total, requests, elapsedMs, ...counts }: CycleProgress): string {
  const rate = Math.round(requests / Math.max(elapsedMs / 1000, 0.001));
  const parts = countsOf(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${number.format(count)} ${name}`);
  return [`${phase}: ${number.format(done)} of ${number.format(total)}`, ...parts, `${rate} requests/s`].join(' · ');
}

/** What a cycle has done, and the first of its failures with their reasons. */
export function summaryWords(summary: CycleSummary, { log }: Provisioner): string {
  const seconds = summary.elapsedMs / 1000;
  const rate = Math.round(summary.requests / Math.max(seconds, 0.001));
  const head = `cycle ${summary.number} ${summary.end} after ${seconds.toFixed(1)} s, ${number.format(summary.requests)} requests (${rate}/s)`;
  const table = countsOf(summary).map(([name, count]) => `  ${name.padEnd(9)}${number.format(count).padStart(8)}`);
  const failures = log
    .list({ status: 'Failure', limit: shownFailures })
    .entries.filter(({ kind }) => kind !== 'connection')
    .map(({ name, action, reason }) => `  ${name} (${action}): ${reason}`);
  const why = summary.end === 'finished' ? [] : [summary.words];
  return [head, ...table, ...why, ...(failures.length > 0 ? ['failures:', ...failures] : [])].join('\n');
}

function countsOf({
  created,
  updated,
  disabled,
  deleted,
  skipped,
  failed,
}: Omit<CycleProgress, 'phase' | 'done' | 'total' | 'requests' | 'elapsedMs'>) {
  return Object.entries({ created, updated, disabled, deleted, skipped, failed });
}
