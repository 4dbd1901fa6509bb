import { medians } from '../statistics.ts';
import { type Operation, operations } from './asks.ts';
import type { Figures } from './load.ts';

export type Measured = Record<Operation, Figures & { cpuMs: number }> & { peakRssMb: number };
export type Run = { size: number; ours: Measured[]; scimmy: Measured[]; bare: Measured[] };

const names: Record<Operation, string> = {
  lookup: 'lookup by userName',
  create: 'create',
  disable: 'disable',
  page: 'page of 100',
  addToEmpty: 'add 100 to an empty group',
  addToBig: 'add 100 to a group of 10,000',
};
const targets = { ownCpuMs: 0.5, bigAgainstEmpty: 3, lookupAgainstSmall: 1.2 };
const sides = { ours: 'ours', scimmy: 'scimmy-routers in memory', bare: 'the driver alone' } as const;

/** The medians of the rounds, side by side, and what the issue asks for. */
export function scimTable(runs: Run[]): string {
  return [...runs.map(sizeTable), goals(runs)].join('\n\n');
}

function sizeTable(run: Run): string {
  const head =
    `${run.size.toLocaleString('en')} people`.padEnd(56) + ['/s', 'p50 ms', 'p99 ms', 'CPU ms'].map(right).join('');
  const lines = operations.flatMap(operation =>
    (['ours', 'bare', 'scimmy'] as const).map(side => {
      const { perSecond, p50Ms, p99Ms, cpuMs } = medianOf(run[side], operation);
      const cells = [perSecond.toFixed(0), p50Ms.toFixed(2), p99Ms.toFixed(2), cpuMs.toFixed(2)];
      return names[operation].padEnd(30) + sides[side].padEnd(26) + cells.map(right).join('');
    }),
  );
  const memory = (['ours', 'scimmy'] as const).map(side => {
    const { peakRssMb } = medians(run[side].map(each => ({ peakRssMb: each.peakRssMb })));
    return `${'peak memory'.padEnd(30)}${sides[side].padEnd(26)}${right(`${peakRssMb.toFixed(0)} MB`)}`;
  });
  return [head, ...lines, ...memory].join('\n');
}

function goals(runs: Run[]): string {
  const own = runs.flatMap(run =>
    (['lookup', 'create', 'disable'] as const).map(operation => {
      const share = medianOf(run.ours, operation).cpuMs - medianOf(run.bare, operation).cpuMs;
      const what = `our own CPU, ${names[operation]}, ${run.size.toLocaleString('en')} people`;
      return goal(what, share, 'ms', targets.ownCpuMs);
    }),
  );
  const big = runs.map(run => {
    const times = medianOf(run.ours, 'addToBig').cpuMs / medianOf(run.ours, 'addToEmpty').cpuMs;
    return goal(
      `100 members: big group against empty, ${run.size.toLocaleString('en')} people`,
      times,
      'x',
      targets.bigAgainstEmpty,
    );
  });
  const [small, large] = runs;
  const lookup =
    small && large
      ? [
          goal(
            'lookup p50 at the larger size against the smaller',
            medianOf(large.ours, 'lookup').p50Ms / medianOf(small.ours, 'lookup').p50Ms,
            'x',
            targets.lookupAgainstSmall,
          ),
        ]
      : [];
  return [...own, ...big, ...lookup].join('\n');
}

function goal(what: string, value: number, unit: string, most: number): string {
  const target = `<= ${most.toFixed(2)} ${unit}`;
  return `${what.padEnd(70)}${right(`${value.toFixed(2)} ${unit}`)}  ${target.padEnd(12)} ${value <= most ? 'met' : 'MISSED'}`;
}

function medianOf(rounds: Measured[], operation: Operation): Figures & { cpuMs: number } {
  return medians(rounds.map(round => round[operation]));
}

function right(text: string): string {
  return text.padStart(11);
}
