import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { activitiesOf, amara, bot, botToken, createCaller, linden, readObject, startWorld } from './sandbox-world.ts';

describe("the sandbox's state file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps keys, people, chats and samples across a restart', async () => {
    const stateFile = path.join(folder, 'deep', 'sandbox.json');
    const first = await startWorld({ stateFile });
    await first.connector.install(amara);
    await first.samples.load('Havenlicht');
    const token = await botToken(first);
    await createCaller(first, token)('POST', activitiesOf(first, amara), { type: 'message', text: 'kept' });
    const before = first.connector.chat(amara);
    await first.stop();
    assert.equal((await stat(stateFile)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(path.dirname(stateFile)), ['sandbox.json']);

    const second = await startWorld({ stateFile });
    try {
      assert.deepEqual(second.connector.chat(amara), before);
      assert.deepEqual(second.samples.waiting(), ['Linden & Park']);
      const answer = await createCaller(second, token)('POST', activitiesOf(second, amara), { type: 'message' });
      assert.equal(answer.status, 201);
    } finally {
      await second.stop();
    }
  });

  it('is put aside when it cannot be read', async () => {
    const stateFile = path.join(folder, 'sandbox.json');
    await writeFile(stateFile, '{"version":');
    const { error } = console;
    console.error = () => {};
    const sandbox = await startWorld({ stateFile }).finally(() => {
      console.error = error;
    });
    await sandbox.stop();
    assert.equal(await readFile(`${stateFile}.unreadable`, 'utf8'), '{"version":');
  });
});

describe('the sandbox as a process of its own', () => {
  let child: ChildProcess;
  let controlUrl: string;
  before(async () => {
    const script = path.join(import.meta.dirname, '..', 'sandbox', 'main.ts');
    const registration = ['--bot-id', bot.id, '--bot-password', bot.password, '--bot-tenant', bot.tenantId];
    child = spawn(process.execPath, [script, ...registration, '--follow-parent', '--no-throttle'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (!child.stdout) throw new Error('no output');
    const [line] = await once(createInterface(child.stdout), 'line');
    ({ controlUrl } = JSON.parse(line));
  });

  async function control(method: string, route: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${controlUrl}${route}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await readObject(response) };
  }

  it('takes companies, faults and settings, and shows chats and the log', async () => {
    const name = { name: 'Amara Okafor', givenName: 'Amara', familyName: 'Okafor', email: 'amara@linden.example' };
    await control('POST', '/companies', {
      tenantId: linden,
      name: 'L',
      domain: 'l.example',
      people: [{ id: amara, ...name }],
    });
    assert.equal((await control('POST', '/installs', { person: amara, installed: true })).body.status, 502);
    assert.equal((await control('GET', `/people/${amara}/chat`)).body.bot, 'installed');
    assert.equal((await control('GET', '/settings')).body.throttle, false);
    const fault = await control('POST', '/faults', { kind: 'bad-gateway', remaining: 1 });
    assert.equal((await control('DELETE', `/faults/${fault.body.id}`)).status, 204);
    assert.equal(
      typeof (await control('POST', '/tokens', { kind: 'tab', person: amara, clientId: 'x' })).body.token,
      'string',
    );
    assert.equal((await control('GET', '/counts')).body['bot 0'], 2);
    assert.equal((await control('POST', '/reset', {})).status, 200);
    assert.equal((await control('GET', `/people/${amara}/chat`)).status, 404);
  });

  it('refuses pages', async () => {
    assert.equal((await control('POST', '/reset', {}, { origin: 'http://localhost:3978' })).status, 403);
  });

  it('ends when its parent lets go of it', async () => {
    const exit = once(child, 'exit');
    child.stdin?.end();
    assert.deepEqual(await exit, [0, null]);
  });
});
