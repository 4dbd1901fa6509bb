import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { createPlaygroundBot } from '#bot/playground.ts';
import { readConfig } from '#env/config.ts';
import { refuseReal } from '../cli/playground.ts';
import { endChildren, launch } from './children.ts';
import { until } from './company.ts';

const log = pino({ level: 'silent' });

describe('the bot without an id', function () {
  this.timeout(60_000);
  after(endChildren);

  const serviceUrl = 'http://127.0.0.1:56150/_connector';
  const real = {
    BOT_ID: '5a9d0b07-1000-4000-8000-000000000001',
    SECRET_BOT_PASSWORD: 'secret',
    BOT_TENANT_ID: '5a9d0b07-1000-4000-8000-000000000002',
  };

  it('is refused in production, beside a real bot, and with a Playground elsewhere', () => {
    const sandbox = readConfig({});
    for (const parts of [
      { config: { ...sandbox, production: true }, serviceUrl },
      { config: readConfig(real), serviceUrl },
      { config: { ...sandbox, HOST: '0.0.0.0' }, serviceUrl },
      { config: sandbox, serviceUrl: 'https://playground.example/_connector' },
    ])
      assert.throws(() => createPlaygroundBot({ ...parts, log }), /runs on loopback alone/);
  });

  it('is made by the command for the Playground alone', () => {
    for (const file of ['server.ts', 'bot/start.ts', 'cli/commands.ts'])
      assert.doesNotMatch(readFileSync(file, 'utf8'), /playground/i);
  });

  it('does not start where a real bot or production is configured', async () => {
    assert.throws(() => readConfig({ NODE_ENV: 'production' }), /BOT_ID: is required in production/);
    refuseReal(readConfig({}));
    for (const config of [readConfig(real), { ...readConfig({}), production: true }])
      assert.throws(() => refuseReal(config), /does not start in production nor where BOT_ID is set/);
    const { err, code } = await launch('cli/playground.ts', ['--no-open'], real).end;
    assert.match(err, /^The Playground runs a bot that checks no signature/);
    assert.equal(code, 1);
  });

  it('keeps the Playground, which would listen everywhere, on loopback', async () => {
    const folder = path.resolve('cli/playground-loopback.ts');
    const script = `require('http').createServer().listen(0, function () { console.log(this.address().address); this.close(); })`;
    const child = spawn(process.execPath, [`--import=${folder}`, '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', chunk => {
      said += chunk;
    });
    await until(
      () => said,
      seen => seen.endsWith('\n'),
    );
    assert.equal(said, '127.0.0.1\n');
  });
});
