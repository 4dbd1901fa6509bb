import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '#core/errors.ts';
import type { Binary } from './binary.ts';
import { type Instance, type Layout, turnLog, writeWhole } from './files.ts';
import { isAlive, type Mark, markOf } from './liveness.ts';

/** A first start on a slow disk, or recovery after a crash, may take this long. */
const startDeadlineMs = 120_000;
const stopDeadlineMs = 30_000;
const noticeEveryMs = 3_000;

/** The last port when it is free, else another. */
export async function choosePort(last: number | undefined): Promise<number> {
  return (last !== undefined && (await tryPort(last))) || (await tryPort(0)) || 0;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/**
 * Starts mongod apart from this process, so that it outlives a Ctrl-C and a crash, and waits until it listens.
 * @throws DomainError `unavailable` with the last lines of mongod's log.
 */
export async function startProcess(
  files: Layout,
  binary: Binary,
  port: number,
  parameters: Record<string, string>,
  progress: (line: string) => void,
): Promise<Instance> {
  turnLog(files);
  const logBegan = existsSync(files.log) ? readFileSync(files.log).length : 0;
  const unstarted = { port, version: binary.version };
  // Written before the start: whoever comes after a crash at this very moment finds the port.
  writeWhole(files.instance, JSON.stringify(unstarted));
  const child = spawn(binary.path, commandLine(files, port, parameters), {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  child.unref();
  let ended: string | undefined;
  child.once('error', error => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = code === null ? `signal ${signal}` : `exit code ${code}`;
  });
  const instance = child.pid === undefined ? unstarted : { ...unstarted, ...markOf(child.pid) };
  writeWhole(files.instance, JSON.stringify(instance));
  const began = Date.now();
  let noticeAt = began + noticeEveryMs;
  while (!(await listens(port))) {
    if (ended !== undefined) {
      // Without data no version is bound to the folder yet.
      if (!hasData(files)) rmSync(files.instance, { force: true });
      throw new DomainError('unavailable', deathNote(files, logBegan, ended));
    }
    if (Date.now() - began > startDeadlineMs) {
      child.kill('SIGKILL');
      ended = `no answer for ${startDeadlineMs / 1_000} s`;
    }
    if (Date.now() > noticeAt) {
      progress(`MongoDB ${binary.version} is starting (${Math.round((Date.now() - began) / 1_000)} s)`);
      noticeAt = Date.now() + noticeEveryMs;
    }
    await sleep(10);
  }
  return instance;
}

export function hasData(files: Layout): boolean {
  return existsSync(path.join(files.database, 'WiredTiger'));
}

function commandLine(files: Layout, port: number, parameters: Record<string, string>): string[] {
  // A transaction of a killed process locks what it wrote until this limit, MongoDB's own being 60 s.
  const ours = { diagnosticDataCollectionEnabled: 'false', transactionLifetimeLimitSeconds: '15' };
  const given = Object.entries({ ...ours, ...parameters });
  return [
    ...['--dbpath', files.database, '--port', String(port), '--bind_ip', '127.0.0.1'],
    ...['--replSet', 'wintro', '--keyFile', files.keyFile],
    ...['--logpath', files.log, '--logappend', '--logRotate', 'reopen', '--quiet', '--slowms', '1000'],
    // The operations log takes a twentieth of the disk unless told otherwise.
    ...['--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256'],
    // CVE-2025-14847 reads memory through zlib; on loopback nothing is gained by compressing.
    ...['--networkMessageCompressors', 'disabled'],
    ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
    ...given.flatMap(([name, value]) => ['--setParameter', `${name}=${value}`]),
  ];
}

export function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(1_000, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

/** Waits for the end of a process that was told to stop; one that does not is killed, which its journal survives. */
export async function awaitEnd(mark: Mark): Promise<void> {
  const deadline = Date.now() + stopDeadlineMs;
  while (isAlive(mark)) {
    if (Date.now() > deadline) process.kill(mark.pid, 'SIGKILL');
    await sleep(20);
  }
}

const causes: [RegExp, string][] = [
  [/No space left on device|ENOSPC/i, 'the disk is full; make room and start again'],
  [/Address already in use/i, 'its port was taken by another program at that moment; start again'],
  [/DBPathInUse|Unable to lock the lock file/i, 'another mongod has this data folder open; stop it first'],
  [/permissions on .* are too open/i, 'the file "key" there must be readable by its owner alone (chmod 600)'],
  [/Permission denied|Operation not permitted|Read-only file system/i, 'its data folder cannot be written to'],
  [/Wrong mongod version|featureCompatibilityVersion|UPGRADE PROBLEM/i, 'its data belongs to another MongoDB version'],
  [/Too many open files/i, 'too few files may be open at once; raise the limit (ulimit -n)'],
];

function deathNote(files: Layout, logBegan: number, ended: string): string {
  const text = existsSync(files.log) ? readFileSync(files.log).subarray(logBegan).toString('utf8') : '';
  const cause = causes.find(([sign]) => sign.test(text))?.[1];
  const head = `MongoDB ended while starting (${ended})${cause === undefined ? '' : `: ${cause}`}.`;
  // A faulty key file is quoted by mongod with its content.
  const told = text.split('\n').filter(line => line.trim() !== '' && !line.includes('char in key file'));
  const lines = told.slice(-8).map(readable);
  const last = lines.length > 0 ? ['The last lines of its log:', ...lines.map(line => `  ${line}`)] : [];
  return [head, `Its data folder is ${files.root}, its log ${files.log}.`, ...last].join('\n');
}

/** A line of mongod's JSON log as a person reads it. */
function readable(line: string): string {
  try {
    const { s, msg, attr } = JSON.parse(line);
    return `${s} ${msg}${attr === undefined ? '' : ` ${JSON.stringify(attr)}`}`.slice(0, 300);
  } catch {
    return line.slice(0, 300);
  }
}
