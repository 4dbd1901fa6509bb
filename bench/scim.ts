import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { z } from 'zod';
import { connectDatabase, disconnectDatabase } from '#core/database.ts';
import { openMongod } from '#core/mongod/start.ts';
import { createOrganization } from '#core/organizations/organizations.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { type Child, root, startChild } from './child.ts';
import { freePort } from './product.ts';
import { type Amounts, asksOf, type Operation, operations } from './scim/asks.ts';
import { load, measuredOf } from './scim/load.ts';
import { type Measured, type Run, scimTable } from './scim/report.ts';
import { seed } from './scim/seed.ts';
import { domain } from './scim/subjects.ts';
import { makeScratch } from './starts.ts';

const sizes = [10_000, 100_000];
const figuresSchema = z.object({
  perSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  cpuMs: z.number(),
});

type Place = { uri: string; organization: string; connection: string; token: string; size: number };

/** SCIM at two sizes of an organization: ours, scimmy-routers over memory, and the database's driver alone. */
export async function benchScim(rounds: number, quick: boolean, progress: (line: string) => void): Promise<void> {
  const amounts: Amounts = quick
    ? { lookup: 300, create: 150, disable: 150, page: 40, addToEmpty: 5, addToBig: 5 }
    : { lookup: 6_000, create: 3_000, disable: 3_000, page: 200, addToEmpty: 20, addToBig: 20 };
  const runs: Run[] = [];
  for (const size of sizes) runs.push({ size, ...(await runSize(size, rounds, amounts, progress)) });
  console.log(scimTable(runs));
  const machine = { node: process.version, processors: os.cpus().length };
  const file = path.join(root, 'bench', 'results', `scim-${new Date().toISOString().replaceAll(':', '-')}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ machine, amounts, runs }, null, 2));
  console.log(`\nwritten to ${path.relative(root, file)}`);
}

async function runSize(size: number, rounds: number, amounts: Amounts, progress: (line: string) => void) {
  await using ends = new AsyncDisposableStack();
  const groups = rounds * amounts.addToEmpty;
  progress(`filling an organization with ${size} people`);
  const place = await openPlace(size, groups, progress, ends);
  const ours: Measured[] = [];
  const scimmy: Measured[] = [];
  const bare: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    progress(`${size} people, round ${round + 1} of ${rounds}: the driver alone`);
    bare.push(await runBare(place, amounts, 2 * round));
    progress(`${size} people, round ${round + 1} of ${rounds}: ours`);
    ours.push(await runOurs(place, amounts, 2 * round + 1));
    progress(`${size} people, round ${round + 1} of ${rounds}: scimmy-routers`);
    scimmy.push(await runScimmy(size, groups, fewer(amounts), round));
  }
  return { ours, scimmy, bare };
}

/** It looks through everybody for each request, and takes seconds for one to a big group. */
function fewer(amounts: Amounts): Amounts {
  const { lookup, create, disable, addToBig } = amounts;
  return {
    ...amounts,
    lookup: Math.min(lookup, 1_500),
    create: Math.min(create, 500),
    disable: Math.min(disable, 500),
    addToBig: Math.min(addToBig, 4),
  };
}

async function openPlace(
  size: number,
  groups: number,
  progress: (line: string) => void,
  ends: AsyncDisposableStack,
): Promise<Place> {
  const database = `bench-scim-${process.pid}-${size}`;
  const mongod = await openMongod({ dataDir: makeScratch(), database, progress });
  ends.defer(mongod.leave);
  await connectDatabase(mongod.uri);
  ends.defer(disconnectDatabase);
  ends.defer(async () => void (await mongoose.connection.dropDatabase()));
  const operator = { actor: { kind: 'operator' as const }, now: new Date(), log: pino({ level: 'silent' }) };
  const { _id: organization } = await createOrganization(operator, { name: 'Bench', domains: [domain] });
  const { token, providerId } = await createToken({ ...operator, organization }, { provider: 'entra' });
  await seed(organization, providerId, { size, groups: 2 * groups });
  return { uri: mongod.uri, organization, connection: providerId, token, size };
}

async function runOurs({ uri, token, size }: Place, amounts: Amounts, round: number): Promise<Measured> {
  const port = await freePort();
  await using child = startChild('server.ts', {
    env: { ROLE: 'web', PORT: String(port), SANDBOX_PORT: String(await freePort()), MONGODB_URI: uri },
  });
  await child.line('ready ');
  return await measure(child, { url: `http://127.0.0.1:${port}/api/scim/v2`, token }, amounts, size, round);
}

async function runScimmy(size: number, groups: number, amounts: Amounts, round: number): Promise<Measured> {
  await using child = startChild('bench/scim/scimmy.mjs', {
    args: ['--users', String(size), '--groups', String(groups)],
  });
  const url = (await child.line('ready ')).slice('ready '.length);
  return await measure(child, { url, token: 'any' }, amounts, size, round);
}

async function measure(
  child: Child,
  server: { url: string; token: string },
  amounts: Amounts,
  size: number,
  round: number,
): Promise<Measured> {
  const entries: [Operation, z.infer<typeof figuresSchema>][] = [];
  for (const operation of operations) {
    const asks = asksOf(operation, amounts[operation], size, round);
    let before = 0;
    const figures = await load(server, asks, async () => {
      before = (await child.usage()).cpuMs;
    });
    const { cpuMs } = await child.usage();
    entries.push([operation, { ...figures, cpuMs: (cpuMs - before) / measuredOf(asks) }]);
  }
  return { ...operationsOf(entries), peakRssMb: (await child.usage()).peakRssMb };
}

async function runBare(place: Place, amounts: Amounts, round: number): Promise<Measured> {
  await using child = startChild('bench/scim/bare.ts');
  child.write(JSON.stringify({ ...place, round, amounts }));
  await child.line('done');
  const entries: [Operation, z.infer<typeof figuresSchema>][] = [];
  for (const operation of operations) {
    const line = await child.line(`${operation} `);
    entries.push([operation, figuresSchema.parse(JSON.parse(line.slice(operation.length)))]);
  }
  return { ...operationsOf(entries), peakRssMb: (await child.usage()).peakRssMb };
}

/** The cast holds: each operation has its entry. */
function operationsOf<T>(entries: [Operation, T][]): Record<Operation, T> {
  return Object.fromEntries(entries) as Record<Operation, T>;
}
