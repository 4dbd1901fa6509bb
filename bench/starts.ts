import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './child.ts';
import { freePort } from './product.ts';

/** Milliseconds from `npm start` to its `ready`. */
export type Starts = { firstMs: number; secondMs: number };

/** Starts the product as it stands in the folder, over a new data folder and then over the one it has made. */
export async function starts(scratch: string, folder = root): Promise<Starts> {
  const dataDir = mkdtempSync(path.join(scratch, 'start-'));
  try {
    const firstMs = await timeStart(folder, dataDir);
    return { firstMs, secondMs: await timeStart(folder, dataDir) };
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

const leftOut = new Set(['node_modules', '.data', '.git', 'coverage']);

/** The same on a fresh clone, which installs its packages first; that needs the network. */
export async function freshStarts(scratch: string): Promise<Starts> {
  const clone = mkdtempSync(path.join(scratch, 'clone-'));
  try {
    for (const name of readdirSync(root).filter(each => !leftOut.has(each)))
      cpSync(path.join(root, name), path.join(clone, name), { recursive: true });
    return await starts(scratch, clone);
  } finally {
    rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function timeStart(folder: string, dataDir: string): Promise<number> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const beganAt = performance.now();
  const child = spawn(process.execPath, startWords(folder), {
    cwd: folder,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), SANDBOX_PORT: String(sandboxPort) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: grouped,
  });
  // npm passes a SIGTERM on to its shell alone, so it goes to the whole group.
  const stop = (): void => void (grouped && child.pid ? process.kill(-child.pid, 'SIGTERM') : child.kill());
  const abandon = (): void => {
    stop();
    process.exit(130);
  };
  for (const signal of signals) process.once(signal, abandon);
  const closed = once(child, 'close');
  let readyMs: number | undefined;
  createInterface(child.stdout).on('line', line => {
    if (readyMs !== undefined || !line.startsWith('ready ')) return;
    readyMs = performance.now() - beganAt;
    stop();
  });
  await closed;
  for (const signal of signals) process.off(signal, abandon);
  if (readyMs === undefined) throw new Error('npm start ended before it was ready.');
  return readyMs;
}

const signals = ['SIGINT', 'SIGTERM'] as const;
const grouped = process.platform !== 'win32';

/** Through npm itself where the bench was started by it, as people do; else without npm's own part. */
function startWords(folder: string): string[] {
  const npm = process.env.npm_execpath;
  if (grouped && npm && existsSync(npm)) return [npm, 'start'];
  return [path.join(folder, 'run.mjs'), 'start'];
}

export function makeScratch(): string {
  const scratch = path.join(root, '.data', 'bench');
  mkdirSync(scratch, { recursive: true });
  return scratch;
}
