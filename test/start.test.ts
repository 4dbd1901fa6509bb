import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Outbox } from '#core/notifications/outbox.ts';
import { loadCompany } from '../cli/load-company.ts';
import { raw } from './api-client.ts';
import { realBot } from './api-start.ts';
import { type Child, endChildren, launch, launchSandbox } from './children.ts';
import { silent, until } from './company.ts';
import { dropDatabase, freePort, moveTo, newFolder, ownDatabase } from './places.ts';
import { brisk, cloudEvent, inventCompany, postEvents } from './world.ts';

const production = {
  ...realBot,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://wintro.example',
  SECRET_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  SMTP_URL: 'smtps://mail.example',
};

describe('the start of the server', () => {
  after(endChildren);

  const faults = async (env: Record<string, string>) => {
    const { code, err, out } = await launch('server.ts', [], env).end;
    assert.equal(code, 1);
    assert.equal(out, '');
    const [head, ...lines] = err.trimEnd().split('\n');
    assert.match(head ?? '', /^The configuration has (a fault|\d+ faults):$/);
    return lines.map(line => line.trim());
  };

  it('says each fault of the environment in one line', async () => {
    const lines = await faults({ PORT: 'none', ROLE: 'boss', SMTP_URL: 'mail', OUTBOX_POLL_MS: '0' });
    assert.deepEqual(
      lines.map(line => line.split(':')[0]),
      ['PORT', 'ROLE', 'SMTP_URL', 'OUTBOX_POLL_MS'],
    );
    assert.deepEqual(await faults({ BOT_ID: realBot.BOT_ID }), [
      'SECRET_BOT_PASSWORD: is required with BOT_ID',
      'BOT_TENANT_ID: is required with BOT_ID (the home tenant of the bot)',
    ]);
  });

  for (const [what, change, pattern] of [
    ['the sandbox', { BOT_ID: '' }, /^BOT_ID: is required in production/],
    ['missing keys', { SECRET_KEYS: '' }, /^SECRET_KEYS: is required/],
    ['no mail server', { SMTP_URL: '' }, /^SMTP_URL: is required/],
    ['plain http', { PUBLIC_URL: 'http://wintro.example' }, /^PUBLIC_URL: must begin with https/],
    ['plain http to Entra', { ENTRA_URL: 'http://127.0.0.1:1' }, /^ENTRA_URL: must begin with https/],
  ] as const)
    it(`refuses ${what} in production`, async () => {
      const lines = await faults({ ...production, ...change });
      assert.equal(lines.length, 1, lines.join('\n'));
      assert.match(lines[0] ?? '', pattern);
    });

  it('refuses to open the sandbox to other machines', async () => {
    const lines = await faults({ HOST: '0.0.0.0' });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^HOST: the sandbox listens on loopback only/);
  });
});

describe('a server in the sandbox', () => {
  let database: string;
  let env: Record<string, string>;
  let running: Child;

  before(async () => {
    database = ownDatabase('start');
    env = {
      MONGODB_URI: database,
      DATA_DIR: newFolder('start'),
      PORT: String(await freePort()),
      SANDBOX_PORT: String(await freePort()),
    };
    running = launch('server.ts', [], env);
    await running.line(/^ready /);
  });
  after(async () => {
    endChildren();
    await dropDatabase(database);
  });

  it('prints ready last, with its address', () => {
    assert.equal(running.said.out.trimEnd().split('\n').at(-1), `ready http://localhost:${env.PORT}`);
  });

  it('has made its own keys, which nobody else on the machine can read', () => {
    const file = path.join(env.DATA_DIR ?? '', 'secret-keys');
    assert.match(readFileSync(file, 'utf8'), /^sandbox:[A-Za-z0-9+/]{43}=$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('answers names of this machine alone', async () => {
    const ask = (host: string) =>
      raw(Number(env.PORT), `GET /sandbox HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    assert.match(await ask(`localhost:${env.PORT}`), /^HTTP\/1.1 200 /);
    for (const host of ['wintro.example', `wintro.example:${env.PORT}`, 'localhost:1', '192.0.2.1'])
      assert.match(await ask(host), /^HTTP\/1.1 421 /, host);
  });

  it('says plainly which port is taken, and ends', async () => {
    for (const [name, change] of [
      ['PORT', { SANDBOX_PORT: '0' }],
      ['SANDBOX_PORT', { PORT: String(await freePort()) }],
    ] as const) {
      const { code, err } = await launch('server.ts', [], { ...env, ...change, DATA_DIR: newFolder('taken') }).end;
      assert.equal(code, 1);
      assert.equal(
        err,
        `Port ${env[name]} is taken by another program. Stop that one, or set ${name} to a free port.\n`,
      );
    }
  });

  it('ends at SIGTERM with exit code 0, though a client keeps its connection open', async () => {
    const idle = net.connect(Number(env.PORT), '127.0.0.1');
    await once(idle, 'connect');
    running.child.kill('SIGTERM');
    const { code, out } = await running.end;
    idle.destroy();
    assert.equal(code, 0);
    assert.match(out, /SIGTERM: finishing what is under way\nstopped\n$/);
  });

  it('has its data again after a restart', async () => {
    const first = launch('server.ts', [], env);
    await first.line(/^ready /);
    const page = `http://localhost:${env.PORT}/sandbox/api`;
    const state = async () => JSON.stringify(await (await fetch(`${page}/state`)).json());
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'Havenlicht' });
    assert.equal((await fetch(`${page}/samples`, { method: 'POST', headers, body })).status, 201);
    const before = await until(state, text => text.includes('Femke'));
    first.child.kill('SIGINT');
    assert.equal((await first.end).code, 0);
    const second = launch('server.ts', [], env);
    await second.line(/^ready /);
    assert.equal(await state(), before);
    second.child.kill('SIGTERM');
    assert.equal((await second.end).code, 0);
  });
});

describe('SIGTERM while a send is under way', () => {
  it('finishes the send, writes down what became of it, and ends with exit code 0', async () => {
    const database = ownDatabase('drain');
    await moveTo(database);
    const port = await freePort();
    const base = `http://localhost:${port}`;
    const sandbox = await launchSandbox(base, '--no-throttle');
    const company = inventCompany(['ada:admin']);
    const [ada] = company.people;
    assert.ok(ada);
    await sandbox.control('/companies', company);
    const { apiKey } = await loadCompany(company, silent);
    const product = launch('server.ts', [], {
      ...brisk,
      ...sandbox.env,
      PORT: String(port),
      DATA_DIR: newFolder('drain'),
      MONGODB_URI: database,
      LOG_LEVEL: 'warn',
    });
    await product.line(/^ready /);
    await sandbox.control('/installs', { person: ada.id, installed: true });
    await sandbox.control('/settings', { latencyMs: 1_500 });
    const event = cloudEvent();
    assert.equal((await postEvents(base, apiKey, [event])).status, 202);
    await until(
      () => Outbox.countDocuments({ state: 'claimed' }),
      claimed => claimed === 1,
    );
    product.child.kill('SIGTERM');
    const { code } = await product.end;
    assert.equal(code, 0);
    const [row, ...others] = await Outbox.find({ state: { $in: ['queued', 'claimed', 'sent', 'failed'] } }).lean();
    assert.deepEqual(others, []);
    assert.equal(row?.state, 'sent');
    assert.deepEqual(
      row.attempts.map(({ outcome }) => outcome),
      ['sent'],
    );
    const chat = await sandbox.control<{ entries: { id: string }[] }>(`/people/${ada.id}/chat`);
    assert.ok(chat.entries.some(({ id }) => id === row.activityId));
    await sandbox.stop();
    await dropDatabase(database);
  });
});
