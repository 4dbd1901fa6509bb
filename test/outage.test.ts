import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mark } from '#core/mongod/liveness.ts';
import { type Mongod, openMongod } from '#core/mongod/start.ts';
import { Events } from '#core/notifications/model.ts';
import { problem } from './api-client.ts';
import { until } from './company.ts';
import { newFolder } from './places.ts';
import { type Company, cloudEvent, openWorld, type World } from './world.ts';

const stoppedMs = 10_000;
const killedMs = 5_500;
/** Within this an answer comes while the database is gone; above the driver's own 5 s. */
const answerMs = 9_000;

/** How the database goes, and comes back. */
const ways: Record<string, (dataDir: string) => { goneMs: number; go(): Promise<void>; back(): Promise<void> }> = {
  'is stopped in its tracks for ten seconds': dataDir => ({
    goneMs: stoppedMs,
    go: async () => void process.kill(running(dataDir).pid, 'SIGSTOP'),
    back: async () => void process.kill(running(dataDir).pid, 'SIGCONT'),
  }),
  'is killed and started anew': dataDir => ({
    goneMs: killedMs,
    go: async () => void process.kill(running(dataDir).pid, 'SIGKILL'),
    back: async () => {
      const again = await openMongod({ dataDir, mongod: process.env.MONGOD || undefined, progress: () => {} });
      await again.leave();
    },
  }),
};

function running(dataDir: string): Mark {
  return JSON.parse(readFileSync(path.join(dataDir, 'mongod', 'instance.json'), 'utf8'));
}

async function timed<T>(work: Promise<T>): Promise<{ answer: T; ms: number }> {
  const began = Date.now();
  return { answer: await work, ms: Date.now() - began };
}

for (const [what, way] of Object.entries(ways))
  describe(`the database ${what}`, function () {
    this.timeout(90_000);
    let mongod: Mongod;
    let database: ReturnType<(typeof ways)[string]>;
    let world: World;
    let company: Company;
    let accepted: ReturnType<typeof cloudEvent>[];

    before(async () => {
      const dataDir = newFolder('outage');
      mongod = await openMongod({ dataDir, mongod: process.env.MONGOD || undefined, progress: () => {} });
      database = way(dataDir);
      world = await openWorld({ MONGODB_URI: mongod.uri });
      company = await world.addCompany('ada:admin', 'bo:boss');
    });

    afterEach(() => database.back());
    after(async () => {
      await world?.stop();
      await mongod?.leave();
    });

    it('refuses events with 503 within bounds, loses none that it accepted, and goes on afterwards', async () => {
      const { base, post, sandbox } = world;
      const ada = company.person('ada');
      const first = cloudEvent();
      await post(company.apiKey, first);
      const card = await world.card(ada, first);
      accepted = Array.from({ length: 40 }, () => cloudEvent());
      sandbox.connector.configure({ latencyMs: 100 });
      for (const { status } of await Promise.all(accepted.map(event => post(company.apiKey, event))))
        assert.equal(status, 202);

      await database.go();
      const wentAt = Date.now();
      const refused = cloudEvent();
      const press = sandbox.connector.press(
        ada.id,
        card.id,
        { type: 'Action.Execute', verb: 'review' },
        { notification: card.notification },
      );
      const [event, ready, alive, pressed] = await Promise.all([
        timed(post(company.apiKey, refused)),
        timed(fetch(`${base}/readyz`)),
        timed(fetch(`${base}/healthz`)),
        timed(press),
      ]);
      for (const { ms } of [event, ready, alive, pressed]) assert.ok(ms < answerMs, `${ms} ms`);
      await problem(event.answer, 503, 'unavailable');
      assert.ok(Number(event.answer.headers.get('retry-after')) > 0);
      await problem(ready.answer, 503, 'unavailable');
      assert.equal(alive.answer.status, 200);
      assert.equal(pressed.answer.card, undefined);
      assert.match(pressed.answer.message ?? '', /again/i, 'says kindly to try again');

      await sleep(Math.max(0, wentAt + database.goneMs - Date.now()));
      await database.back();
      await until(
        async () => (await fetch(`${base}/readyz`)).status,
        status => status === 200,
        15_000,
      );
      for (const each of accepted)
        for (const person of ['ada', 'bo'].map(company.person))
          await until(
            () => world.said(person).some(text => text.includes(each.data.candidate.fullName)),
            there => there,
            30_000,
          );
      const reviewed = await Events.countDocuments({
        organization: company.organization,
        receivedAt: { $gt: new Date(0) },
        reviewed: { $exists: true },
      });
      assert.equal(reviewed, 0, 'the button has changed nothing');
    });

    it('takes the refused event when it comes again, once', async () => {
      const again = cloudEvent();
      assert.deepEqual(await (await world.post(company.apiKey, again)).json(), { accepted: 1, duplicates: 0 });
      assert.deepEqual(await (await world.post(company.apiKey, again)).json(), { accepted: 0, duplicates: 1 });
      await world.card(company.person('bo'), again);
    });
  });
