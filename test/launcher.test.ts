import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testFolder } from './setup.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = { name: 'fixture', version: '1.0.0', lockfileVersion: 3, requires: true };
const started = new Set<ChildProcess>();

after(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** A project of the launcher alone, without packages. */
function newProject(server = `console.log('served by', process.versions.node, ...process.argv.slice(2));`): string {
  mkdirSync(testFolder, { recursive: true });
  const folder = mkdtempSync(path.join(testFolder, 'launcher-'));
  for (const file of ['run.mjs', 'env/packages.mjs', 'env/install-faults.mjs', 'env/build-tab.mjs'])
    cpSync(path.join(root, file), path.join(folder, file));
  mkdirSync(path.join(folder, 'tab', 'dist'), { recursive: true });
  writeFileSync(path.join(folder, 'tab', 'dist', 'index.html'), '');
  writeFileSync(path.join(folder, 'server.ts'), server);
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'fixture', version: '1.0.0', type: 'module' }),
  );
  writeLock(folder, '1.0.0');
  return folder;
}

/** Other bytes for each version, so that what is installed counts as out of date. */
function writeLock(folder: string, version: string, packages = {}): void {
  const text = JSON.stringify({ ...lock, version, packages: { '': { name: 'fixture', version }, ...packages } });
  writeFileSync(path.join(folder, 'package-lock.json'), text);
}

function launch(
  folder: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
  [program = '', ...words] = [process.execPath, 'run.mjs', ...args],
) {
  const options = { cwd: folder, env: { ...process.env, npm_config_fetch_retries: '0', ...env } };
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  started.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said += chunk;
    });
  const end = once(child, 'close').then(([code]) => {
    started.delete(child);
    return { code, said };
  });
  const until = async (text: string) => {
    while (!said.includes(text)) await new Promise(resolve => setTimeout(resolve, 20));
  };
  return { child, end, until };
}

describe('the launcher', function () {
  this.timeout(60_000);

  it('installs once, and again when the lock file has changed', async () => {
    const folder = newProject();
    const first = await launch(folder, ['start', 'one']).end;
    assert.match(first.said, /Installed 0 packages in \d+ s\nserved by 2[4-9]\S* one\n$/);
    assert.equal(first.code, 0);
    assert.doesNotMatch((await launch(folder, ['start']).end).said, /Install/);
    writeLock(folder, '1.0.1');
    assert.match((await launch(folder, ['start']).end).said, /Installed/);
    assert.deepEqual(readdirSync(path.join(folder, 'node_modules', '.wintro', 'running')), []);
  });

  it('lets a second one wait for an installation, and takes over from one that was killed', async () => {
    const folder = newProject();
    mkdirSync(path.join(folder, '.data'));
    writeFileSync(path.join(folder, '.data', 'install.lock'), String(process.pid));
    const waiting = launch(folder, ['start']);
    await waiting.until(`Waiting for process ${process.pid}, which is installing packages`);
    rmSync(path.join(folder, '.data', 'install.lock'));
    assert.equal((await waiting.end).code, 0);
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    writeFileSync(path.join(folder, '.data', 'install.lock'), String(gone.pid));
    assert.equal((await launch(folder, ['start']).end).code, 0);
  });

  it('does not replace packages that a running process uses', async () => {
    const folder = newProject(`process.on('SIGTERM', () => { console.log('drained'); process.exit(7); });
      setInterval(() => {}, 1000); console.log('ready');`);
    const running = launch(folder, ['start']);
    await running.until('ready');
    writeLock(folder, '1.0.1');
    const refused = await launch(folder, ['start']).end;
    assert.match(refused.said, /out of date, but process \d+ \(npm run start\) is using them. Stop it/);
    assert.equal(refused.code, 1);
    running.child.kill('SIGTERM');
    const { code, said } = await running.end;
    assert.equal(code, 7);
    assert.equal(said.match(/drained/g)?.length, 1);
  });

  it('stops what it runs when npm is stopped, whose shell passes nothing on', async () => {
    const folder = newProject(`process.on('SIGTERM', () => { console.log('drained'); process.exit(0); });
      setInterval(() => {}, 1000); console.log('ready');`);
    const scripts = { start: 'node run.mjs start' };
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'fixture', version: '1.0.0', type: 'module', scripts }),
    );
    const running = launch(folder, ['start'], {}, ['npm', 'start']);
    await running.until('ready');
    running.child.kill('SIGTERM');
    assert.match((await running.end).said, /drained/);
  });

  it('says plainly what is wrong', async () => {
    const folder = newProject();
    assert.match((await launch(folder, ['fly']).end).said, /^Unknown command "fly". Known: start, /);
    const integrity = `sha512-${Buffer.alloc(64).toString('base64')}`;
    const spec = { dependencies: { 'left-out': '1.0.0' } };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'fixture', version: '1.0.0', ...spec }));
    const packages = { '': { name: 'fixture', version: '1.0.0', ...spec } };
    writeLock(folder, '1.0.0', { ...packages, 'node_modules/left-out': { version: '1.0.0', integrity } });
    const offline = { npm_config_registry: 'http://127.0.0.1:1/', npm_config_cache: path.join(folder, 'cache') };
    const { code, said } = await launch(folder, ['test'], offline).end;
    assert.match(said, /could not be installed: the package registry could not be reached. Check the network/);
    assert.match(said, /\n0 passed, 1 failed\n$/);
    assert.equal(code, 1);
    assert.equal(existsSync(path.join(folder, '.data', 'install.lock')), false);
    rmSync(path.join(folder, 'package-lock.json'));
    assert.match((await launch(folder, ['start']).end).said, /^package-lock.json is missing. Restore it/);
  });
});

describe('npm test', function () {
  this.timeout(60_000);
  let unmark = (): void => {};

  /** These run over the real packages, which must not be replaced under whoever started this run by hand. */
  before(async () => {
    const packages = await import(new URL('../env/packages.mjs', import.meta.url).href);
    unmark = packages.markUse(process.pid, 'test');
  });

  after(() => unmark());

  const runTests = (body: string) => {
    const file = path.join(mkdtempSync(path.join(testFolder, 'suite-')), 'suite.ts');
    writeFileSync(file, body);
    return launch(root, ['test', '--no-config', '--extension', 'ts', file], { NODE_V8_COVERAGE: undefined }).end;
  };

  it('ends with the counts alone on the last line', async () => {
    const good = await runTests(`it('passes', () => {});`);
    assert.match(good.said, /\n1 passed, 0 failed\n$/);
    assert.equal(good.code, 0);
    const mixed = await runTests(
      `it('passes', () => {}); it('fails', () => { throw new Error('no'); }); it('waits', function () { this.skip(); });`,
    );
    assert.match(mixed.said, /\n1 passed, 1 failed, 1 skipped\n$/);
    assert.equal(mixed.code, 1);
  });

  it('counts a run that broke off as failed', async () => {
    const broken = await runTests(`it('passes', () => {}); it('leaves', () => process.exit(0));`);
    assert.match(broken.said, /did not run to their end[^\n]*\n1 passed, 1 failed\n$/);
    assert.equal(broken.code, 1);
  });
});
