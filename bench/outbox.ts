import os from 'node:os';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase } from '#core/database.ts';
import { openMongod } from '#core/mongod/start.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { limitsSchema } from '#env/limits.ts';
import { startChild } from './child.ts';
import { type Drained, drain } from './drain.ts';
import { postBatches } from './events.ts';
import { startProduct } from './product.ts';
import { type StandIn, startStandIn } from './stand-in.ts';
import { makeScratch } from './starts.ts';
import { type Steady, steady } from './steady.ts';
import { makeWorld, type Organization } from './world.ts';

export type Round = {
  /** Processes that wanted a processor in the minute before. */
  machine: { loadBefore: number };
  bare: Drained;
  outbox: Drained;
  accepting: { eventsPerSecond: number; cpuMsPerEvent: number };
  endToEnd: Drained;
  steady: Steady;
};

export type Plan = {
  rounds: number;
  organizations: number;
  recruiters: number;
  /** Cards to each recruiter in one run, the first of them to warm up. */
  cardsEach: number;
  warmUpEach: number;
  load: { perSecond: number; seconds: number; warmUpSeconds: number };
  /** Node options for our own process, such as `--cpu-prof`. */
  nodeOptions: string[];
  progress: (line: string) => void;
};

type Bench = { plan: Plan; mongodbUri: string; standIn: StandIn; world: Organization[] };

/** Everything but the starts, each round with the bare loop beside ours, since the machine may be busy with other things. */
export async function benchOutbox(plan: Plan): Promise<Round[]> {
  await using ends = new AsyncDisposableStack();
  let stopping = false;
  // What ends this process must not leave a database running; the other processes end by themselves.
  const stop = (): void => {
    stopping = true;
    void ends.disposeAsync().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const bench = await open(plan, ends);
    const rounds: Round[] = [];
    for (let round = 1; round <= plan.rounds; round += 1) {
      plan.progress(`round ${round} of ${plan.rounds}`);
      rounds.push(await runRound(bench));
    }
    return rounds;
  } catch (error) {
    // What fails because all is being stopped is no news.
    if (stopping) await new Promise(() => {});
    throw error;
  }
}

async function open(plan: Plan, ends: AsyncDisposableStack): Promise<Bench> {
  const database = `bench-${process.pid}-${Date.now().toString(36)}`;
  const mongod = await openMongod({ dataDir: makeScratch(), database, progress: plan.progress });
  ends.defer(mongod.leave);
  await connectDatabase(mongod.uri);
  ends.defer(disconnectDatabase);
  ends.defer(async () => void (await mongoose.connection.dropDatabase()));
  const standIn = await startStandIn();
  ends.use(standIn.child);
  plan.progress(`setting up ${plan.organizations} organizations with ${plan.recruiters} recruiters each`);
  const world = await makeWorld(standIn, plan.organizations, plan.recruiters);
  return { plan, mongodbUri: mongod.uri, standIn, world };
}

async function runRound(bench: Bench): Promise<Round> {
  const machine = { loadBefore: os.loadavg()[0] ?? Number.NaN };
  const bare = await runBare(bench);
  const accepting = await runAccepting(bench);
  const outbox = await runOutbox(bench);
  return { machine, bare, accepting, outbox, ...(await runAll(bench)) };
}

function amount({ plan, world }: Bench, before: number) {
  const people = world.flatMap(({ recruiters }) => recruiters).length;
  return { before, warmUp: plan.warmUpEach * people, cards: plan.cardsEach * people };
}

async function runBare(bench: Bench): Promise<Drained> {
  const { standIn } = bench;
  const { id, password, tenantId } = standIn.bot;
  const cards = amount(bench, await standIn.cards());
  const { entraUrl, botLoginUrl, connectorUrl } = standIn.addresses;
  await using child = startChild('bench/bare.ts', {
    env: {
      BOT_ID: id,
      SECRET_BOT_PASSWORD: password,
      BOT_TENANT_ID: tenantId,
      BOT_SERVICE_HOSTS: '127.0.0.1',
      ENTRA_URL: entraUrl,
      BOT_LOGIN_URL: botLoginUrl,
    },
  });
  const recruiters = bench.world.flatMap(organization => organization.recruiters);
  const concurrency = limitsSchema.parse(process.env).OUTBOX_CONCURRENCY;
  child.write(JSON.stringify({ serviceUrl: connectorUrl, concurrency, cards: cards.cards, recruiters }));
  return await drain(child, standIn, cards);
}

/** Fills the outbox while no worker runs. */
async function runAccepting(bench: Bench): Promise<Round['accepting']> {
  const { world, plan } = bench;
  const web = await startProduct({ role: 'web', ...bench });
  await using child = web.child;
  await postBatches(web.url, world, plan.warmUpEach);
  const [first, beganAt] = [await child.usage(), performance.now()];
  const each = plan.cardsEach - plan.warmUpEach;
  await postBatches(web.url, world, each);
  const seconds = (performance.now() - beganAt) / 1000;
  const events = amount(bench, 0).cards - amount(bench, 0).warmUp;
  return {
    eventsPerSecond: events / seconds,
    cpuMsPerEvent: ((await child.usage()).cpuMs - first.cpuMs) / events,
  };
}

/** Empties the filled outbox. */
async function runOutbox(bench: Bench): Promise<Drained> {
  const { standIn, plan } = bench;
  const cards = amount(bench, await standIn.cards());
  const { child } = await startProduct({ role: 'worker', ...bench, nodeOptions: plan.nodeOptions });
  await using worker = child;
  const drained = await drain(worker, standIn, cards);
  await checkAllSent();
  return drained;
}

/** One process that takes events in and sends their cards: as fast as it can, then at a steady pace. */
async function runAll(bench: Bench): Promise<Pick<Round, 'endToEnd' | 'steady'>> {
  const { standIn, world, plan } = bench;
  const product = await startProduct({ role: 'all', ...bench, nodeOptions: plan.nodeOptions });
  await using child = product.child;
  const cards = amount(bench, await standIn.cards());
  const [endToEnd] = await Promise.all([drain(child, standIn, cards), postBatches(product.url, world, plan.cardsEach)]);
  const paced = await steady(product, standIn, world, plan.load);
  await checkAllSent();
  return { endToEnd, steady: paced };
}

async function checkAllSent(): Promise<void> {
  const unsent = await Outbox.countDocuments({ state: { $ne: 'sent' } });
  if (unsent > 0) throw new Error(`${unsent} rows of the outbox were not stored as sent.`);
}
