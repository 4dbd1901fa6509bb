import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import type { StandIn } from './stand-in.ts';

export type Drained = { cardsPerSecond: number; cpuMsPerCard: number; peakRssMb: number };

type Amount = { before: number; warmUp: number; cards: number };

const lookEveryMs = 25;
const patienceMs = 60_000;
/** The last results are stored within this time after the last card. */
const settleMs = 300;

/**
 * Follows the cards of a process until all are at the stand-in. The first ones warm it up and do not count: what is
 * measured begins when they have arrived.
 */
export async function drain(child: Child, standIn: StandIn, { before, warmUp, cards }: Amount): Promise<Drained> {
  const started = await until(standIn, before + warmUp);
  const first = await child.usage();
  const ended = await until(standIn, before + cards);
  await sleep(settleMs);
  const last = await child.usage();
  const surplus = (await standIn.cards()) - before - cards;
  if (surplus > 0) throw new Error(`${surplus} cards more than events have arrived.`);
  const measured = ended.cards - started.cards;
  return {
    cardsPerSecond: (measured / (ended.atMs - started.atMs)) * 1000,
    cpuMsPerCard: (last.cpuMs - first.cpuMs) / measured,
    peakRssMb: last.peakRssMb,
  };
}

/** Waits until so many cards have arrived. @throws Error when none arrive any more. */
export async function until(standIn: StandIn, wanted: number): Promise<{ cards: number; atMs: number }> {
  let last = -1;
  let changedAtMs = performance.now();
  for (;;) {
    const cards = await standIn.cards();
    const atMs = performance.now();
    if (cards >= wanted) return { cards, atMs };
    if (cards !== last) changedAtMs = atMs;
    else if (atMs - changedAtMs > patienceMs)
      throw new Error(`Only ${cards} of ${wanted} cards came; none for ${patienceMs / 1000} s.`);
    last = cards;
    await sleep(lookEveryMs);
  }
}
