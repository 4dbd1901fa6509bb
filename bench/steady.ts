import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './drain.ts';
import { newEvent, post } from './events.ts';
import type { Product } from './product.ts';
import type { StandIn } from './stand-in.ts';
import { percentile } from './statistics.ts';
import type { Organization } from './world.ts';

export type Steady = { p50Ms: number; p99Ms: number; maxMs: number; cpuMsPerEvent: number; peakRssMb: number };

type Load = { perSecond: number; seconds: number; warmUpSeconds: number };

/**
 * Posts single events at a fixed pace, however long each takes, and measures from the moment each was due to the
 * arrival of its card. The first seconds are left out.
 */
export async function steady(product: Product, standIn: StandIn, world: Organization[], load: Load): Promise<Steady> {
  const after = (await standIn.arrivals(0)).at(-1)?.id ?? 0;
  const before = await standIn.cards();
  const due = new Map<string, number[]>();
  const posts: Promise<void>[] = [];
  const turns = roundRobin(world);
  const total = load.perSecond * (load.warmUpSeconds + load.seconds);
  const skipped = load.perSecond * load.warmUpSeconds;
  const beganAt = Date.now() + 100;
  let first = await product.child.usage();
  for (let sent = 0; sent < total; sent += 1) {
    const at = beganAt + (sent * 1000) / load.perSecond;
    await sleep(Math.max(0, at - Date.now()));
    if (sent === skipped) first = await product.child.usage();
    const turn = turns[sent % turns.length];
    if (!turn) throw new Error('There is nobody to send to.');
    const { organization, recruiter } = turn;
    const times = due.get(recruiter.entraObjectId) ?? [];
    due.set(recruiter.entraObjectId, [...times, sent < skipped ? Number.NaN : at]);
    posts.push(post(product.url, organization, newEvent(recruiter)));
  }
  await Promise.all(posts);
  await until(standIn, before + total);
  await sleep(300);
  const last = await product.child.usage();
  const waits = waitsOf(due, await standIn.arrivals(after)).toSorted((a, b) => a - b);
  if (waits.length !== total - skipped) throw new Error(`${waits.length} cards came for ${total - skipped} events.`);
  return {
    p50Ms: percentile(waits, 0.5),
    p99Ms: percentile(waits, 0.99),
    maxMs: waits.at(-1) ?? Number.NaN,
    cpuMsPerEvent: (last.cpuMs - first.cpuMs) / (total - skipped),
    peakRssMb: last.peakRssMb,
  };
}

/** One of each organization in turn, so that no person is told twice within a second. */
function roundRobin(world: Organization[]) {
  const most = Math.max(...world.map(({ recruiters }) => recruiters.length));
  return Array.from({ length: most }, (_, place) => place).flatMap(place =>
    world.flatMap(organization => {
      const recruiter = organization.recruiters[place];
      return recruiter ? [{ organization, recruiter }] : [];
    }),
  );
}

/** A person's cards arrive in the order of the events, seconds apart. */
function waitsOf(due: Map<string, number[]>, arrivals: { time: string; person?: string | undefined }[]): number[] {
  return arrivals
    .map(({ time, person }) => Date.parse(time) - (due.get(person ?? '')?.shift() ?? Number.NaN))
    .filter(wait => !Number.isNaN(wait));
}
