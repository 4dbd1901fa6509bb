import type { Round } from './outbox.ts';
import type { Starts } from './starts.ts';
import { medians } from './statistics.ts';

type Line = { what: string; value: string; target?: string; met?: boolean };

/** What the cards' issue asks of the outbox. */
const targets = { cpuTimesBare: 1.6, rateOfBare: 0.6, p99Ms: 1000, secondStartMs: 3000 };

/** The medians of the rounds, as a table for people and as figures to keep. */
export function report(rounds: Round[], timed: Starts[], clone: Starts | undefined) {
  const figures = {
    ...(rounds.length > 0 ? { sending: sendingFigures(rounds) } : {}),
    ...(timed.length > 0 ? { starts: medians(timed) } : {}),
    ...(clone ? { clone } : {}),
  };
  const lines = [
    ...(figures.sending ? sendingLines(figures.sending) : []),
    ...(figures.starts ? startLines(figures.starts) : []),
    ...(clone ? [line('first npm start of a fresh clone', seconds(clone.firstMs))] : []),
  ];
  const loads = rounds.map(({ machine }) => machine.loadBefore.toFixed(1));
  const busy = loads.length > 0 ? `\nload of the machine before each round: ${loads.join(', ')}` : '';
  return { figures, table: format(lines) + busy };
}

function sendingFigures(rounds: Round[]) {
  const bare = medians(rounds.map(round => round.bare));
  const outbox = medians(rounds.map(round => round.outbox));
  const accepting = medians(rounds.map(round => round.accepting));
  const endToEnd = medians(rounds.map(round => round.endToEnd));
  const steady = medians(rounds.map(round => round.steady));
  const ratio = medians(
    rounds.map(round => ({
      cpuTimesBare: round.outbox.cpuMsPerCard / round.bare.cpuMsPerCard,
      rateOfBare: round.outbox.cardsPerSecond / round.bare.cardsPerSecond,
      endToEndCpuTimesBare: round.endToEnd.cpuMsPerCard / round.bare.cpuMsPerCard,
    })),
  );
  return { bare, outbox, accepting, endToEnd, steady, ratio };
}

function sendingLines({ bare, outbox, accepting, endToEnd, steady, ratio }: ReturnType<typeof sendingFigures>): Line[] {
  const { cpuTimesBare, rateOfBare, p99Ms } = targets;
  return [
    line('bare loop: cards', rate(bare.cardsPerSecond)),
    line('outbox: cards', rate(outbox.cardsPerSecond)),
    goal(
      'outbox: rate against bare',
      percent(ratio.rateOfBare),
      `>= ${percent(rateOfBare)}`,
      ratio.rateOfBare >= rateOfBare,
    ),
    line('bare loop: CPU a card', ms(bare.cpuMsPerCard)),
    line('outbox: CPU a card', ms(outbox.cpuMsPerCard)),
    goal(
      'outbox: CPU against bare',
      times(ratio.cpuTimesBare),
      `<= ${times(cpuTimesBare)}`,
      ratio.cpuTimesBare <= cpuTimesBare,
    ),
    line('bare loop: peak memory', megabytes(bare.peakRssMb)),
    line('outbox: peak memory', megabytes(outbox.peakRssMb)),
    line('taking in batches: events', rate(accepting.eventsPerSecond)),
    line('taking in batches: CPU an event', ms(accepting.cpuMsPerEvent)),
    line('event to card in one process: cards', rate(endToEnd.cardsPerSecond)),
    line('event to card in one process: CPU a card', ms(endToEnd.cpuMsPerCard)),
    line('event to card in one process: CPU against bare', times(ratio.endToEndCpuTimesBare)),
    line('100 events/s: event to card, p50', ms(steady.p50Ms)),
    goal('100 events/s: event to card, p99', ms(steady.p99Ms), `< ${ms(p99Ms)}`, steady.p99Ms < p99Ms),
    line('100 events/s: event to card, longest', ms(steady.maxMs)),
    line('100 events/s: CPU an event', ms(steady.cpuMsPerEvent)),
    line('100 events/s: peak memory', megabytes(steady.peakRssMb)),
  ];
}

function startLines({ firstMs, secondMs }: Starts): Line[] {
  const { secondStartMs } = targets;
  return [
    line('first npm start, packages installed', seconds(firstMs)),
    goal('second npm start', seconds(secondMs), `<= ${seconds(secondStartMs)}`, secondMs <= secondStartMs),
  ];
}

function line(what: string, value: string): Line {
  return { what, value };
}

function goal(what: string, value: string, target: string, met: boolean): Line {
  return { what, value, target, met };
}

const rate = (value: number): string => `${Math.round(value).toLocaleString('en-US')}/s`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const times = (value: number): string => `${value.toFixed(2)} x`;
const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
const megabytes = (value: number): string => `${Math.round(value)} MB`;
const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;

function format(lines: Line[]): string {
  const width = Math.max(...lines.map(({ what }) => what.length));
  const rows = lines.map(({ what, value, target, met }) => {
    const verdict = target === undefined ? '' : `${target.padEnd(10)}${met ? 'met' : 'MISSED'}`;
    return `${what.padEnd(width)}  ${value.padStart(10)}  ${verdict}`.trimEnd();
  });
  return [`${''.padEnd(width)}  ${'median'.padStart(10)}  target`, ...rows].join('\n');
}
