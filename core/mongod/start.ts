import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DomainError } from '#core/errors.ts';
import { findBinary } from './binary.ts';
import { fetches } from './fetch.ts';
import {
  type Instance,
  isUsed,
  join,
  type Layout,
  layout,
  makeFolders,
  processOf,
  readInstance,
  secret,
  turnLog,
  writeWhole,
} from './files.ts';
import { isAlive, markOf } from './liveness.ts';
import { hasCode, withLock } from './lock.ts';
import { awaitEnd, choosePort, hasData, listens, startProcess } from './process.ts';
import { asOwner, prepareReplicaSet, uriOf } from './replica-set.ts';

export type Mongod = { uri: string; version: string; leave(): Promise<void> };

type Options = {
  dataDir: string;
  mongod?: string;
  database?: string;
  progress: (line: string) => void;
  /** For a mongod that is started; one that already runs keeps its own. */
  extraParameters?: Record<string, string>;
  log?: Logger;
};

const logCheckMs = 3_600_000;
const answerDeadlineMs = 60_000;

/**
 * Joins the one mongod of the data folder, or finds a binary and starts it. It stops when the last process leaves.
 * @throws DomainError `unavailable` that says what is wrong and what helps.
 */
export async function openMongod(options: Options): Promise<Mongod> {
  const files = layout(options.dataDir);
  try {
    makeFolders(files);
    const password = secret(files.password, 24);
    secret(files.keyFile, 500);
    const waiting = { for: 'which is starting or stopping MongoDB', progress: options.progress };
    return await withLock(files.lock, waiting, async () => {
      const marker = join(files);
      try {
        const instance = (await adopt(files, password, options)) ?? (await start(files, password, options));
        return member(files, { ...instance, password }, marker, options);
      } catch (error) {
        rmSync(marker, { force: true });
        throw error;
      }
    });
  } catch (cause) {
    throw hasCode(cause, 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST')
      ? new DomainError('unavailable', folderFault(files, cause), { cause })
      : cause;
  }
}

/** Takes up the running mongod, be its starter alive or killed. */
async function adopt(files: Layout, password: string, options: Options): Promise<Instance | undefined> {
  const instance = readInstance(files);
  const mark = instance && processOf(files, instance);
  if (instance === undefined || mark === undefined) return undefined;
  // It may still be recovering, started by a process that was killed meanwhile.
  const deadline = Date.now() + answerDeadlineMs;
  while (isAlive(mark) && !(await listens(instance.port))) {
    if (Date.now() > deadline) throw new DomainError('unavailable', silentNote(files, mark.pid));
    await sleep(20);
  }
  if (!isAlive(mark)) return undefined;
  try {
    await prepareReplicaSet({ port: instance.port, password });
  } catch (error) {
    // Killed a moment ago: it took connections while it was already going down.
    if (!isAlive(mark)) return undefined;
    throw error;
  }
  const adopted = { ...instance, ...mark };
  writeWhole(files.instance, JSON.stringify(adopted));
  options.log?.debug({ pid: mark.pid, port: instance.port }, 'joined the running mongod');
  return adopted;
}

async function start(files: Layout, password: string, options: Options): Promise<Instance> {
  const { progress, mongod, extraParameters = {} } = options;
  const last = readInstance(files);
  const wish = { mongod, data: hasData(files) ? last?.version : undefined, progress };
  const binary = await findBinary(wish, major => fetches(progress, major));
  const port = await choosePort(last?.port);
  if (last !== undefined && last.port !== port) progress(`Port ${last.port} is taken; MongoDB moves to ${port}`);
  const instance = await startProcess(files, binary, port, extraParameters, progress);
  try {
    await prepareReplicaSet({ port: instance.port, password });
  } catch (error) {
    if (instance.pid !== undefined) process.kill(instance.pid);
    throw error;
  }
  options.log?.debug({ pid: instance.pid, port: instance.port, version: instance.version }, 'started mongod');
  return instance;
}

function member(files: Layout, access: Instance & { password: string }, marker: string, options: Options): Mongod {
  const { port, password, version } = access;
  const logCheck = setInterval(() => {
    if (turnLog(files))
      asOwner(access, admin => admin.command({ logRotate: 1 })).catch(error =>
        options.log?.warn({ err: error }, 'the log of mongod could not be turned over'),
      );
  }, logCheckMs).unref();
  let left: Promise<void> | undefined;
  const leave = async () => {
    clearInterval(logCheck);
    const waiting = { for: 'which is starting or stopping MongoDB', progress: options.progress };
    await withLock(files.lock, waiting, async () => {
      rmSync(marker, { force: true });
      if (!isUsed(files)) await stop(files, { port, password });
    });
  };
  return {
    uri: uriOf({ port, password }, options.database ?? 'wintro'),
    version,
    leave: () => {
      left ??= leave();
      return left;
    },
  };
}

async function stop(files: Layout, access: { port: number; password: string }): Promise<void> {
  const instance = readInstance(files);
  if (instance?.pid !== undefined && isAlive({ ...instance, pid: instance.pid })) {
    const mark = markOf(instance.pid);
    // There is nobody to hand over to, so no time is given to hand over. The command's answer is a closed connection.
    await asOwner(access, admin => admin.command({ shutdown: 1, force: true, timeoutSecs: 0 })).catch(() => {
      if (isAlive(mark)) process.kill(mark.pid);
    });
    await awaitEnd(mark);
  }
  // Port and version stay: clients may know the port, and the data keeps its version.
  if (instance !== undefined) {
    const { port, version } = instance;
    writeWhole(files.instance, JSON.stringify({ port, version }));
  }
}

function silentNote(files: Layout, pid: number): string {
  return `The mongod with process id ${pid} has not answered for ${answerDeadlineMs / 1_000} s. Its log is ${files.log}. Stop that process and start again.`;
}

function folderFault(files: Layout, cause: unknown): string {
  const full = hasCode(cause, 'ENOSPC', 'EDQUOT');
  const what = full ? 'The disk is full' : 'The data folder cannot be written to';
  const help = full ? 'Make room and start again.' : 'Correct its permissions, or set DATA_DIR to another folder.';
  const detail = cause instanceof Error ? cause.message : String(cause);
  return `${what} (${files.root}: ${detail}). ${help}`;
}
