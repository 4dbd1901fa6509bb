import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DomainError } from '#core/errors.ts';
import { hasCode } from './lock.ts';

export type Binary = { path: string; version: string };

/** The oldest MongoDB that we run on. */
const oldestMajor = 6;
const executable = process.platform === 'win32' ? 'mongod.exe' : 'mongod';

/** Where fetched binaries are kept: each system's place for what can be fetched again. */
export function cacheFolder(): string {
  // biome-ignore lint/style/noProcessEnv: where a user's cache lies is a matter of the machine, not of our configuration.
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const home = os.homedir();
  const base =
    process.platform === 'win32'
      ? LOCALAPPDATA || path.join(home, 'AppData', 'Local')
      : process.platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : XDG_CACHE_HOME || path.join(home, '.cache');
  return path.join(base, 'wintro', 'mongod');
}

/** Runs `--version`. @throws Error that says plainly why the file is of no use. */
export async function probe(file: string): Promise<Binary> {
  const output = await promisify(execFile)(file, ['--version'], { timeout: 20_000, windowsHide: true }).then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      throw new Error(whyNotRun(file, error), { cause: error });
    },
  );
  const version = /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (version === undefined) throw new Error(`${file} does not answer --version as a mongod does`);
  if (Number.parseInt(version, 10) < oldestMajor)
    throw new Error(`${file} is MongoDB ${version}; ${oldestMajor}.0 or later is needed`);
  return { path: file, version };
}

function whyNotRun(file: string, error: unknown): string {
  // The loader says ENOENT too when a program was built for another C library.
  if (hasCode(error, 'ENOENT') && existsSync(file))
    return `${file} cannot run here: it was built for another system (its loader is missing)`;
  if (hasCode(error, 'ENOENT')) return `there is no ${file}`;
  if (hasCode(error, 'EACCES')) return `${file} is not executable`;
  const said = firstLine(error instanceof Error && 'stderr' in error ? String(error.stderr) : '');
  const signal = error instanceof Error && 'signal' in error ? error.signal : undefined;
  if (signal === 'SIGILL') return `${file} cannot run here: MongoDB needs a processor with AVX`;
  if (signal === 'SIGTERM') return `${file} did not answer --version within 20 s`;
  return `${file} cannot run here: ${said || firstLine(error instanceof Error ? error.message : String(error))}`;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}

/** Binaries fetched before, the newest first. */
export function cached(): string[] {
  const folder = cacheFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => /^\d+\.\d+\.\d+$/.test(name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map(version => path.join(folder, version, executable))
    .filter(file => existsSync(file));
}

/** Whether data last written by `data` may be opened by `binary`: the same major version, and none older. */
export function opens(binary: string, data: string): boolean {
  const [major, minor] = numbers(binary);
  const [dataMajor, dataMinor] = numbers(data);
  return major === dataMajor && minor >= dataMinor;
}

function numbers(version: string): [number, number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}

type Wish = { mongod?: string; data?: string; progress: (line: string) => void };
type Fetch = { name: string; fetch(): Promise<string> };

/**
 * The first binary that runs here and opens the data: the one asked for, on PATH, fetched before, or fetched now.
 * @throws DomainError `unavailable` that names each way and why it failed.
 */
export async function findBinary(wish: Wish, fetches: (major: number | undefined) => Fetch[]): Promise<Binary> {
  const { data } = wish;
  const accept = async (file: string) => {
    const binary = await probe(file);
    if (data !== undefined && !opens(binary.version, data))
      throw new Error(`${file} is MongoDB ${binary.version}; the data folder was written by ${data} and stays with it`);
    return binary;
  };
  if (wish.mongod !== undefined) {
    const asked = wish.mongod;
    return accept(asked).catch(error => {
      const advice = 'Correct MONGOD, or unset it to have a mongod found or fetched.';
      throw new DomainError('unavailable', `MONGOD cannot be used: ${reason(error)}. ${advice}`, { cause: error });
    });
  }
  const faults: string[] = [];
  const ways: Fetch[] = [
    { name: 'mongod on PATH', fetch: async () => 'mongod' },
    ...cached().map(file => ({ name: 'fetched before', fetch: async () => file })),
    ...fetches(data === undefined ? undefined : numbers(data)[0]),
  ];
  for (const way of ways) {
    try {
      return await accept(await way.fetch());
    } catch (error) {
      faults.push(`${way.name}: ${reason(error)}`);
    }
  }
  throw new DomainError('unavailable', unavailable(faults, data));
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function unavailable(faults: string[], data: string | undefined): string {
  const which = data === undefined ? `MongoDB (${oldestMajor}.0 or later)` : `MongoDB ${numbers(data).join('.')}`;
  return [
    `No ${which} could be found or fetched. What was tried:`,
    ...faults.map(fault => `  - ${fault}`),
    'Any one of these helps: install mongod so that it is on PATH; set MONGOD to the path of a mongod;',
    'set MONGODB_URI to a MongoDB replica set; or start again once the network can be reached.',
    ...(data === undefined ? [] : ['To begin anew with another version, move the data folder away first.']),
  ].join('\n');
}
