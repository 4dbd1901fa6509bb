// Plain JavaScript for Node 20, without packages: run.mjs installs them through it before anything else can run.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { whyNotInstalled } from './install-faults.mjs';

const at = (...parts) => path.join(path.dirname(fileURLToPath(import.meta.url)), '..', ...parts);
const lockFile = at('package-lock.json');
const installLock = at('.data', 'install.lock');
const stamp = at('node_modules', '.wintro', 'installed');
const running = at('node_modules', '.wintro', 'running');

const noticeEveryMs = 3_000;
/** The installer touches its lock at every notice; one untouched for so long is left over, even if its pid lives anew. */
const abandonedMs = 300_000;

/** What ends the command with a sentence for a person and no stack. */
export class Stop extends Error {}

/** Brings node_modules to what the lock file says, and notes that this process now uses it for that command. */
export async function preparePackages(command) {
  const began = Date.now();
  for (let noticeAt = began + noticeEveryMs; ; await sleep(100)) {
    const holder = installer();
    if (holder !== undefined) {
      if (Date.now() < noticeAt) continue;
      console.log(`Waiting for ${holder}, which is installing packages (${secondsSince(began)} s)`);
      noticeAt = Date.now() + noticeEveryMs;
    } else if (isFresh()) {
      const unmark = markUse(process.pid, command);
      // Whoever began to install just now looks at the marks after taking the lock, and we at the lock after marking.
      if (installer() === undefined) return;
      unmark();
    } else if (await takeLock()) {
      try {
        if (!isFresh()) await install();
      } finally {
        fs.rmSync(installLock, { force: true });
      }
    }
  }
}

/** Keeps the packages from being replaced while that process runs. @returns what ends it. */
export function markUse(pid, command) {
  const mark = path.join(running, String(pid));
  write(mark, JSON.stringify({ command, startedAt: startedAt(pid) }));
  const unmark = () => fs.rmSync(mark, { force: true });
  process.once('exit', unmark);
  return unmark;
}

function lockHash() {
  if (!fs.existsSync(lockFile))
    throw new Stop('package-lock.json is missing. Restore it (git checkout package-lock.json), then run this again.');
  const text = fs.readFileSync(lockFile);
  return createHash('sha256').update(text).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** Whether node_modules is whole and of this lock file, be it by our installation or by npm run by hand. */
function isFresh() {
  const hash = lockHash();
  if (read(stamp) === hash) return true;
  const byHand = read(at('node_modules', '.package-lock.json'));
  if (byHand === undefined) return false;
  const installed = JSON.parse(byHand).packages;
  // npm leaves out optional packages that it finds of no use here, and does not say so in the lock file.
  const whole = wanted().every(
    ([place, { integrity, optional }]) => optional || installed[place]?.integrity === integrity,
  );
  if (whole) write(stamp, hash);
  return whole;
}

/** The packages of the lock file that belong on this platform. */
function wanted() {
  // npm takes a bare string as well as a list, and "!win32" for all but Windows.
  const fits = (named, value) =>
    [named ?? value].flat().includes(value) || [named].flat().every(item => item[0] === '!' && item !== `!${value}`);
  return Object.entries(JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages).filter(
    ([place, { os, cpu, libc }]) => place !== '' && !libc && fits(os, process.platform) && fits(cpu, process.arch),
  );
}

async function install() {
  for (const pid of fs.existsSync(running) ? fs.readdirSync(running) : []) {
    if (!isRunning(pid)) continue;
    const user = `process ${pid} (npm run ${JSON.parse(read(path.join(running, pid))).command})`;
    throw new Stop(`The packages are out of date, but ${user} is using them. Stop it, then run this again.`);
  }
  const packages = wanted();
  const began = Date.now();
  console.log(`Installing ${packages.length} packages`);
  const tell = setInterval(() => {
    if (fs.existsSync(installLock)) fs.utimesSync(installLock, new Date(), new Date());
    const there = packages.filter(([place]) => fs.existsSync(at(place, 'package.json'))).length;
    console.log(`Installing: ${there} of ${packages.length} packages, ${secondsSince(began)} s`);
  }, noticeEveryMs);
  fs.rmSync(stamp, { force: true });
  const { code, said } = await npm(
    ...['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--no-progress'],
    '--loglevel=warn', // npm --silent start would keep the reason of a failure from us
    ...['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=20000'],
  ).finally(() => clearInterval(tell));
  if (code !== 0) throw new Stop(whyNotInstalled(said, code));
  write(stamp, lockHash());
  console.log(`Installed ${packages.length} packages in ${secondsSince(began)} s`);
}

async function npm(...words) {
  const own = process.env.npm_execpath ?? '';
  const [file, ...before] = /npm-cli\.c?js$/.test(own) ? [process.execPath, own] : ['npm'];
  const shell = process.platform === 'win32' && file === 'npm';
  const child = spawn(file, [...before, ...words], { cwd: at(), stdio: ['ignore', 'pipe', 'pipe'], shell });
  // From here on the lock is npm's: killed alone, we would leave it at work.
  if (child.pid) write(installLock, String(child.pid));
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => said.push(chunk));
  const stop = () => child.kill('SIGTERM');
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code: code ?? signal, said: said.join('') }));
    });
  } catch (error) {
    throw new Stop(`npm could not be started (${error.message}). Install npm 10 or later, then run this again.`);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** The process that is installing, if one is. */
function installer() {
  const stat = fs.statSync(installLock, { throwIfNoEntry: false });
  const pid = Number(read(installLock));
  if (!stat || Date.now() - stat.mtimeMs > abandonedMs || (pid && !isRunning(pid))) return undefined;
  return pid ? `process ${pid}` : 'another process';
}

async function takeLock() {
  fs.rmSync(installLock, { force: true });
  try {
    write(installLock, String(process.pid), 'wx');
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  // Another process may have judged the old lock as we did, and removed ours with it; the last one keeps it.
  await sleep(100);
  return read(installLock) === String(process.pid);
}

function isRunning(pid) {
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  const mark = read(path.join(running, String(pid)));
  return startedAt(pid) !== 'never' && (mark === undefined || JSON.parse(mark).startedAt === startedAt(pid));
}

/** Tells a process from a later one of the same pid; Linux alone. A zombie counts as none. */
function startedAt(pid) {
  if (process.platform !== 'linux') return undefined;
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1).split(' ');
  return fields === undefined || fields[0] === 'Z' ? 'never' : fields[19];
}

function secondsSince(time) {
  return Math.round((Date.now() - time) / 1_000);
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ESRCH'].includes(error.code)) return undefined;
    throw error;
  }
}

function write(file, text, flag = 'w') {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { flag });
}
