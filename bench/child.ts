import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

type Usage = { cpuMs: number; peakRssMb: number };

/** A program of ours in a process of its own. It ends when disposed of, or when this process is gone. */
export type Child = AsyncDisposable & {
  pid: number;
  /** What the process has used since its start. */
  usage(): Promise<Usage>;
  /** The first line of its output that begins so. */
  line(beginning: string): Promise<string>;
  write(text: string): void;
};

type Options = { args?: string[]; nodeOptions?: string[]; env?: Record<string, string> };

export const root = fileURLToPath(new URL('..', import.meta.url));
const probe = new URL('probe.ts', import.meta.url).href;
const stopDeadlineMs = 20_000;
const usageSchema = z.object({ cpuMs: z.number(), peakRssMb: z.number() });

export function startChild(script: string, { args = [], nodeOptions = [], env = {} }: Options = {}): Child {
  const words = [...nodeOptions, '--import', probe, path.join(root, script), ...args];
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  });
  const lines = readLines(child, script);
  return {
    pid: child.pid ?? 0,
    async usage() {
      const answer = once(child, 'message', { signal: AbortSignal.timeout(10_000) });
      child.send({});
      return usageSchema.parse((await answer)[0]);
    },
    line: beginning => lines(beginning),
    write: text => void child.stdin?.end(text),
    [Symbol.asyncDispose]: () => stop(child),
  };
}

function readLines(child: ChildProcess, script: string): (beginning: string) => Promise<string> {
  const seen: string[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const tell = (): void => {
    for (const look of waiting) look();
  };
  if (child.stdout)
    createInterface(child.stdout).on('line', line => {
      // Of the log, which has a line for each request, only errors are of use here.
      if (line.startsWith('{"level":50')) console.error(line);
      else if (!line.startsWith('{"level"')) seen.push(line);
      tell();
    });
  child.once('exit', () => {
    ended = true;
    tell();
  });
  return beginning =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = seen.find(line => line.startsWith(beginning));
        if (found === undefined && !ended) return;
        waiting.delete(look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`${script} ended before it said "${beginning}".`));
      };
      waiting.add(look);
      look();
    });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  const force = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
  child.kill('SIGTERM');
  await exit;
  clearTimeout(force);
}
