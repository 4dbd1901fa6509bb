import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Outbox, type Row } from '#core/notifications/outbox.ts';
import { loadCompany } from '../cli/load-company.ts';
import { type Child, endChildren, launch, launchSandbox, warmUp } from './children.ts';
import { silent, until } from './company.ts';
import { dropDatabase, freePort, moveTo, newFolder, ownDatabase } from './places.ts';
import { brisk, cloudEvent, inventCompany, postEvents, shows } from './world.ts';

const kills = 20;
const recruitersEach = 100;
const eventsEach = 10;
/** Cards that a process sends at most before it is killed; and how long it may take over them. */
const longestLife = 150;
const longestLifeMs = 4_000;

type Sandbox = Awaited<ReturnType<typeof launchSandbox>>;
type Team = Awaited<ReturnType<typeof seed>>;

/** A company with a hundred recruiters, known to the product and to the sandbox. */
async function seed(sandbox: Sandbox) {
  const company = inventCompany(Array.from({ length: recruitersEach }, (_, n) => `r${n}:boss` as const));
  await sandbox.control('/companies', company);
  const { apiKey } = await loadCompany(company, silent);
  return { ...company, apiKey, events: Array.from({ length: eventsEach }, () => cloudEvent()) };
}

/** Mulberry32, so that a run can be had again by its seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('kill -9 while 2,000 notifications go out', () => {
  const seedOfRun = Number(process.env.KILL_SEED ?? randomInt(2 ** 31));
  const random = seededRandom(seedOfRun);
  const note = `with KILL_SEED=${seedOfRun}`;
  let database: string;
  let base: string;
  let env: Record<string, string>;
  let sandbox: Sandbox;
  let teams: Team[];
  let rows: Row[];
  /** Sends that were under way at a kill, as the outbox had it, each by its claim; and the rows that they were of. */
  const cut = new Map<string, string>();
  /** How many cards came, by recipient and event, and by the notification that their buttons name. */
  const cards = new Map<string, number>();
  const cardsOf = new Map<string, number>();
  let strayed = 0;

  before(async function () {
    this.timeout(180_000);
    database = ownDatabase('kill');
    await moveTo(database);
    const port = await freePort();
    base = `http://localhost:${port}`;
    sandbox = await launchSandbox(base, '--no-throttle');
    env = {
      ...brisk,
      ...sandbox.env,
      PORT: String(port),
      DATA_DIR: newFolder('kill'),
      MONGODB_URI: database,
      LOG_LEVEL: 'warn',
      CONNECTOR_DEADLINE_MS: '3000',
      OUTBOX_LEASE_MS: '4000',
      LANE_LEASE_MS: '500',
      TENANT_PER_SECOND: '100',
    };
    teams = await Promise.all([seed(sandbox), seed(sandbox)]);
    await warmUp();
    let product = await startProduct();
    await installAll();
    await sandbox.control('/settings', { latencyMs: 25 });
    const posting = Promise.all(teams.map(postAll));
    for (let kill = 0; kill < kills; kill += 1) {
      await life(random() * longestLife);
      product.child.kill('SIGKILL');
      await product.end;
      await sleep(20);
      for (const { _id, claim } of await Outbox.find({ state: 'claimed' }).lean()) cut.set(`${_id} ${claim}`, _id);
      product = await startProduct();
    }
    await posting;
    await until(
      () => Outbox.countDocuments({ state: { $in: ['queued', 'claimed'] } }),
      left => left === 0,
      90_000,
    );
    product.child.kill('SIGTERM');
    await product.end;
    rows = await Outbox.find({
      state: { $in: ['queued', 'claimed', 'sent', 'failed', 'unknown', 'cancelled'] },
    }).lean();
    await countCards();
  });

  after(async () => {
    await sandbox?.stop();
    endChildren();
    await dropDatabase(database);
  });

  async function startProduct(): Promise<Child> {
    const product = launch('server.ts', [], env);
    await product.line(/^ready /);
    return product;
  }

  const sent = async () => (await sandbox.control<Record<string, number>>('/counts'))['connector 201'] ?? 0;

  /** A random moment: once so many cards more have gone out, whatever the machine's pace, and a little later. */
  async function life(cardsMore: number): Promise<void> {
    const end = Date.now() + longestLifeMs;
    const enough = (await sent()) + cardsMore;
    while ((await sent()) < enough && Date.now() < end) await sleep(5);
    await sleep(random() * 30);
  }

  async function installAll(): Promise<void> {
    const people = teams.flatMap(team => team.people);
    for (let from = 0; from < people.length; from += 20)
      await Promise.all(
        people.slice(from, from + 20).map(({ id }) => sandbox.control('/installs', { person: id, installed: true })),
      );
  }

  /** As a careful client does: each event again until it is accepted. */
  async function postAll({ apiKey, events }: Team): Promise<void> {
    for (const event of events) {
      const accepted = async () => (await postEvents(base, apiKey, [event]).catch(() => undefined))?.status;
      await until(accepted, status => status === 202, 120_000);
    }
  }

  async function countCards(): Promise<void> {
    for (const { people, events } of teams)
      for (const { id, email } of people) {
        const chat = await sandbox.control<{ entries: { activity: unknown }[] }>(`/people/${id}/chat`);
        for (const event of teams.flatMap(team => team.events)) {
          const seen = chat.entries.filter(({ activity }) => shows(activity, event)).length;
          if (events.includes(event)) cards.set(`${email} ${event.id}`, seen);
          else strayed += seen;
        }
        for (const { activity } of chat.entries) {
          const [, notification = ''] = /"notification":"([^"]+)"/.exec(JSON.stringify(activity)) ?? [];
          cardsOf.set(notification, (cardsOf.get(notification) ?? 0) + 1);
        }
      }
  }

  it('leaves every recipient with a card for each event', () => {
    assert.equal(cards.size, 2 * recruitersEach * eventsEach);
    assert.deepEqual(
      [...cards].filter(([, seen]) => seen === 0),
      [],
      note,
    );
    assert.deepEqual([...new Set(rows.map(({ state }) => state))], ['sent'], note);
    assert.equal(rows.length, cards.size);
    assert.equal(strayed, 0, 'nobody has a card of the other organization');
  });

  it('sends no more cards twice than sends were under way at the kills, each logged as unclear', () => {
    const extra = [...cards.values()].reduce((sum, seen) => sum + seen - 1, 0);
    assert.ok(cut.size > 0, `no kill met a send ${note}`);
    assert.ok(extra <= cut.size, `${extra} cards more than due, ${cut.size} sends were under way ${note}`);
    const cutOf = Map.groupBy(cut.values(), id => id);
    for (const row of rows) {
      const unclear = row.attempts.filter(({ outcome }) => outcome === 'unclear').length;
      assert.equal(unclear, cutOf.get(row._id)?.length ?? 0, `${row._id} ${note}`);
      assert.equal(row.attempts.length, unclear + 1, `${row._id} ${note}`);
      assert.ok((cardsOf.get(row.notification ?? '') ?? 0) - 1 <= unclear, `${row._id} ${note}`);
    }
  });
});
