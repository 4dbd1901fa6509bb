import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import { mongo } from 'mongoose';
import { isAlive, markOf, parseMark } from '#core/mongod/liveness.ts';
import { type Mongod, openMongod } from '#core/mongod/start.ts';
import { forbidOutsideNetwork, throwIfRefused } from './outside-network.ts';

const root = path.resolve('.data', 'test');

/** Where the tests of this run may keep files; removed in the end, with any mongod that is still over it. */
export const testFolder = path.join(root, String(process.pid));
const database = `wintro-test-${process.pid}-${Date.now().toString(36)}`;

let uri: string | undefined;
let embedded: Mongod | undefined;

/** The replica set of this run, with a database that no other run uses; every query there must use an index. */
export function testMongoUri(): string {
  if (uri === undefined) throw new Error('The test database is opened by the root hooks in test/setup.ts.');
  return uri;
}

export const mochaHooks: RootHookObject = {
  async beforeAll(this: Context) {
    this.timeout(0);
    removeLeftovers();
    mkdirSync(testFolder, { recursive: true });
    writeFileSync(path.join(testFolder, 'owner'), JSON.stringify(markOf(process.pid)));
    const given = process.env.MONGODB_URI;
    if (given) {
      uri = inOwnDatabase(given);
      forbidOutsideNetwork(await prepareGiven(uri));
      return;
    }
    forbidOutsideNetwork([]);
    embedded = await openMongod({
      dataDir: testFolder,
      database,
      mongod: process.env.MONGOD || undefined,
      progress: line => console.log(line),
      extraParameters: { notablescan: '1' },
    });
    uri = embedded.uri;
  },

  /** Made part of each test, since a failing root hook would end the whole run. */
  beforeEach(this: Context) {
    const test = this.currentTest;
    const body = test?.fn;
    if (!test || !body || body.length > 0) return;
    test.fn = async function (this: Context) {
      await Reflect.apply(body, this, []);
      throwIfRefused();
    };
  },

  async afterAll(this: Context) {
    this.timeout(60_000);
    if (embedded) {
      await embedded.leave();
    } else if (uri !== undefined) {
      await using client = new mongo.MongoClient(uri);
      await client.db().dropDatabase();
    }
    remove(testFolder);
    throwIfRefused();
  },
};

/** What runs that were killed have left. */
function removeLeftovers(): void {
  const names = existsSync(root) ? readdirSync(root).filter(name => /^\d+$/.test(name)) : [];
  for (const folder of names.map(name => path.join(root, name))) {
    const owner = readMark(path.join(folder, 'owner'));
    if (!owner || !isAlive(owner)) remove(folder);
  }
}

function remove(folder: string): void {
  for (const file of globSync('**/mongod/instance.json', { cwd: folder })) {
    const orphan = readMark(path.join(folder, file));
    if (orphan && isAlive(orphan)) process.kill(orphan.pid, 'SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function readMark(file: string) {
  return existsSync(file) ? parseMark(readFileSync(file, 'utf8')) : undefined;
}

/** The given connection string with the run's own database; who signs in goes on doing so where they did before. */
function inOwnDatabase(given: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(given);
  if (!parts) throw new Error('MONGODB_URI must look like mongodb://host:port/?replicaSet=name');
  const [, server = '', formerDatabase, query] = parts;
  const options = new URLSearchParams(query);
  if (server.includes('@') && !options.has('authSource')) options.set('authSource', formerDatabase || 'admin');
  return `${server}/${database}?${options}`;
}

/** Forbids scans of whole collections there if that is permitted. @returns the hosts of the replica set. */
async function prepareGiven(given: string): Promise<string[]> {
  await using client = new mongo.MongoClient(given);
  const admin = client.db().admin();
  await admin.command({ setParameter: 1, notablescan: true }).catch(error => {
    console.log(
      `Queries without an index are not detected: MONGODB_URI does not permit notablescan (${error.message})`,
    );
  });
  const hello = await admin.command({ hello: 1 });
  const members: string[] = [...(hello.hosts ?? []), ...client.options.hosts.map(String)];
  return [...members.map(member => member.replace(/:\d+$/, '')), client.options.srvHost ?? ''].filter(Boolean);
}
