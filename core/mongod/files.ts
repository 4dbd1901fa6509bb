import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, type Mark, markOf, parseMark } from './liveness.ts';

/** The mongod of a data folder; without a pid it was stopped, or its starter died before it could write the pid down. */
export type Instance = { port: number; version: string; pid?: number; startedAt?: string };

/** Beyond this the log begins anew, and the one before is kept. */
const logMaxBytes = 8 * 1024 * 1024;

/** Where everything of one embedded MongoDB lies. */
export function layout(dataDir: string) {
  const root = path.resolve(dataDir, 'mongod');
  const at = (name: string) => path.join(root, name);
  return {
    root,
    database: at('db'),
    members: at('members'),
    lock: at('lock'),
    instance: at('instance.json'),
    keyFile: at('key'),
    password: at('password'),
    log: at('mongod.log'),
  };
}

export type Layout = ReturnType<typeof layout>;

export function makeFolders(files: Layout): void {
  for (const folder of [files.root, files.database, files.members]) mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** The secret in that file, made on first use and readable by this user alone. */
export function secret(file: string, bytes: number): string {
  const found = readText(file);
  if (found) return found;
  // A key file may hold the letters of plain base64 alone, a connection string those of a URL: hex suits both.
  const made = randomBytes(bytes).toString('hex');
  writeWhole(file, made);
  return made;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written beside and renamed, so that a crash leaves the old content or the new, never half of it. */
export function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, file);
}

export function readInstance(files: Layout): Instance | undefined {
  const text = readText(files.instance);
  if (!text) return undefined;
  try {
    const { port, version } = JSON.parse(text);
    if (Number.isInteger(port) && typeof version === 'string') return { port, version, ...parseMark(text) };
  } catch {
    // Not ours, or cut off by a full disk: as good as none.
  }
  return undefined;
}

/** The process of an instance; where its pid was not written down, mongod's own lock file knows it. */
export function processOf(files: Layout, instance: Instance): Mark | undefined {
  if (instance.pid !== undefined) return { ...instance, pid: instance.pid };
  const pid = Number(readText(path.join(files.database, 'mongod.lock')));
  return Number.isInteger(pid) && pid > 0 ? markOf(pid) : undefined;
}

/** Says that this process uses the instance. @returns the marker's path, to be removed in the end. */
export function join(files: Layout): string {
  const marker = path.join(files.members, `${process.pid}-${randomBytes(4).toString('hex')}`);
  writeWhole(marker, JSON.stringify(markOf(process.pid)));
  return marker;
}

/** Whether any living process uses the instance; markers of dead ones are removed. */
export function isUsed(files: Layout): boolean {
  const dead = readdirSync(files.members)
    .map(name => path.join(files.members, name))
    .filter(file => {
      const mark = parseMark(readText(file) ?? '');
      return mark === undefined || !isAlive(mark);
    });
  for (const file of dead) rmSync(file, { force: true });
  return readdirSync(files.members).length > 0;
}

/** Moves a long log aside. @returns whether it did; a running mongod has then to be told. */
export function turnLog(files: Layout): boolean {
  const size = statSync(files.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size < logMaxBytes) return false;
  renameSync(files.log, `${files.log}.1`);
  return true;
}
