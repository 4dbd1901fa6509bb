import assert from 'node:assert/strict';
import { type Child, launch } from './children.ts';
import { testMongoUri } from './setup.ts';

/** One of the operator's commands, in a process of its own over the run's database. */
export function start(args: string[], env: Record<string, string> = {}): Child {
  return launch('cli/main.ts', args, { MONGODB_URI: testMongoUri(), PUBLIC_URL: 'https://hire.contoso.com', ...env });
}

export const run = (...args: string[]) => start(args).end;

/** What it prints, in lines; it must succeed and say nothing else. */
export async function table(...args: string[]): Promise<string[]> {
  const { code, out, err } = await run(...args);
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  return out.trimEnd().split('\n');
}

export async function json(...args: string[]): Promise<ReturnType<typeof JSON.parse>> {
  return JSON.parse((await table(...args, '--json')).join('\n'));
}
