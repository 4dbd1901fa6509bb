import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase } from '#core/database.ts';
import { openMongod } from '#core/mongod/start.ts';
import { startStandIn } from './stand-in.ts';
import { makeScratch } from './starts.ts';
import { makeWorld } from './world.ts';
import { startProduct } from './product.ts';
import { steady } from './steady.ts';
import { postBatches } from './events.ts';
import { drain } from './drain.ts';
await using ends = new AsyncDisposableStack();
const mongod = await openMongod({ dataDir: makeScratch(), database: 'dbg' + process.pid, progress: console.log });
ends.defer(mongod.leave);
await connectDatabase(mongod.uri);
ends.defer(disconnectDatabase);
ends.defer(async () => void (await mongoose.connection.dropDatabase()));
const standIn = await startStandIn(); ends.use(standIn.child);
const world = await makeWorld(standIn, 50, 20);
const stat = async () => { const s: any = await mongoose.connection.db!.admin().serverStatus(); const o: any = {}; for (const [k, v] of Object.entries<any>(s.metrics.commands)) if (v && v.total) o[k] = v.total; return { o, cpu: (s.extra_info.user_time_us + s.extra_info.system_time_us) / 1000 }; };
const diff = (a: any, b: any, n: number) => { const r: any = {}; for (const k of Object.keys(b.o)) { const d = b.o[k] - (a.o[k] ?? 0); if (d) r[k] = +(d / n).toFixed(2); } return { ...r, mongodCpuMs: +((b.cpu - a.cpu) / n).toFixed(2) }; };
const opts = process.argv[3] ? ['--cpu-prof', '--cpu-prof-dir=' + process.argv[3]] : [];
if (process.argv[2] !== 'worker') {
  const product = await startProduct({ role: 'all', mongodbUri: mongod.uri, standIn, nodeOptions: opts }); await using c = product.child;
  await postBatches(product.url, world, 2); await new Promise(r => setTimeout(r, 8000));
  const a = await stat();
  const n = Number(process.env.RATE ?? 100);
  console.log(await steady(product, standIn, world, { perSecond: n, seconds: 8, warmUpSeconds: 2 }));
  console.log('steady per event', diff(a, await stat(), n * 10));
} else {
  { const p = await startProduct({ role: 'web', mongodbUri: mongod.uri, standIn }); await using c = p.child; const a = await stat(); await postBatches(p.url, world, 6); console.log('accept per event', diff(a, await stat(), 6000)); }
  const before = await standIn.cards(); const a = await stat();
  const p = await startProduct({ role: 'worker', mongodbUri: mongod.uri, standIn, nodeOptions: opts }); await using c = p.child;
  console.log(await drain(c, standIn, { before, warmUp: 2000, cards: 6000 }));
  console.log('worker per card', diff(a, await stat(), 6000));
}
