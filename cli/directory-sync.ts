import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Auth0, createAuth0 } from '#core/clients/auth0.ts';
import { pullUsers } from '#core/clients/auth0-users.ts';
import type { Context } from '#core/context.ts';
import { DomainError } from '#core/errors.ts';
import { newId } from '#core/identifiers.ts';
import { auth0Connection } from '#core/provisioning/auth0/connection.ts';
import { type Pulled, type Refusals, syncAuth0 } from '#core/provisioning/auth0/sync.ts';
import { drainGuard } from '#core/provisioning/guard.ts';
import { drainSeen, noteSeen } from '#core/provisioning/seen.ts';
import { operatorContext, organizationOption } from './context.ts';
import { parseWhole } from './numbers.ts';
import { type Command, type Options, type Surroundings, UsageError } from './parse.ts';

const everyMinutes = 40;
const turnsKept = 100;
const hostPattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const connectionPattern = /^[A-Za-z0-9]([A-Za-z0-9-]{0,126}[A-Za-z0-9])?$/;

type Turn = { at: Date } & ({ pulled: Pulled } | { fault: string });

export const directorySyncCommand: Command = {
  name: 'directory-sync auth0',
  summary:
    'Pulls the users of Auth0 every 40 minutes, so that joiners arrive and leavers leave; with --once a single time.',
  options: {
    ...organizationOption,
    domain: { value: 'D', required: true },
    'client-id': { value: 'I', required: true },
    'client-secret-file': { value: 'F|-', required: true },
    'auth0-connection': { value: 'NAME' },
    directory: { value: 'ID' },
    once: { flag: true },
    'every-minutes': { value: 'N' },
  },
  async run(at, options) {
    const minutes = parseWhole('every-minutes', options.maybe('every-minutes'), { fallback: everyMinutes, max: 1440 });
    const source = await open(at, options);
    const ctx = await operatorContext(at, options);
    const refusals: Refusals = new Map();
    if (options.has('once')) {
      const pulled = await pull(at, ctx, source, refusals);
      return { rows: [counts(pulled)], document: pulled, note: notes(pulled) };
    }
    const turns = await keepOn(at, minutes, () => pull(at, { ...ctx, now: new Date() }, source, refusals));
    return { rows: turns.map(shown), document: turns };
  },
};

type Source = { auth0: Auth0; connection: string | undefined; directory: string | undefined };

async function open({ config, progress }: Surroundings, options: Options): Promise<Source> {
  const domain = options
    .one('domain')
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/+$/, '');
  if (!hostPattern.test(domain))
    throw new UsageError(`"${options.one('domain')}" is not an Auth0 domain such as acme.eu.auth0.com.`);
  const connection = options.maybe('auth0-connection');
  if (connection !== undefined && !connectionPattern.test(connection))
    throw new UsageError(`"${connection}" is not the name of a connection in Auth0.`);
  const { AUTH0_DEADLINE_MS, AUTH0_BACKOFF_MS } = config.limits;
  const auth0 = createAuth0({
    domain,
    clientId: options.one('client-id'),
    clientSecret: await readSecret(options.one('client-secret-file')),
    url: config.AUTH0_URL,
    deadlineMs: AUTH0_DEADLINE_MS,
    backoffMs: AUTH0_BACKOFF_MS,
    progress,
  });
  return { auth0, connection, directory: options.maybe('directory') };
}

async function readSecret(file: string): Promise<string> {
  const content = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((cause: unknown) => {
    throw new DomainError('invalid', `The client secret cannot be read from ${file}.`, { cause });
  });
  const secret = content.trim();
  if (secret === '')
    throw new DomainError('invalid', `There is no client secret in ${file === '-' ? 'the input' : file}.`);
  return secret;
}

async function pull(at: Surroundings, ctx: Context, source: Source, refusals: Refusals): Promise<Pulled> {
  const { config, log, progress } = at;
  const { limits } = config;
  const { auth0, directory } = source;
  const connection = await auth0Connection(ctx, directory === undefined ? {} : { directory });
  const users = await pullUsers(auth0, {
    connection: source.connection,
    pollMs: limits.AUTH0_EXPORT_POLL_MS,
    waitMs: limits.AUTH0_EXPORT_WAIT_MS,
  });
  progress(`Auth0 lists ${users.length} users.`);
  const pulled = await syncAuth0(
    {
      ...ctx,
      actor: { kind: 'directory', id: connection._id, name: 'Auth0' },
      connection,
      request: { id: newId('pull'), line: `Pull of ${auth0.account.domain}` },
    },
    { users, connection: source.connection, refusals, progress },
  );
  noteSeen({ connection, facts: { wrote: true, user: users.length > 0 }, now: ctx.now, log, limits });
  await Promise.all([drainGuard(), drainSeen()]);
  return pulled;
}

/** One turn after another until somebody stops it; a turn that fails is told of, and the next one comes in its time. */
async function keepOn(at: Surroundings, minutes: number, work: () => Promise<Pulled>): Promise<Turn[]> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const turns: Turn[] = [];
  while (!stopping.signal.aborted) {
    const began = new Date();
    const turn: Turn = await work().then(
      pulled => ({ at: began, pulled }),
      (error: unknown) => {
        if (!(error instanceof DomainError)) at.log.error({ err: error }, 'a pull of Auth0 failed');
        return { at: began, fault: error instanceof Error ? error.message : String(error) };
      },
    );
    turns.splice(0, turns.length >= turnsKept ? 1 : 0);
    turns.push(turn);
    at.progress(line(turn));
    const restMs = Math.max(began.getTime() + minutes * 60_000 - Date.now(), 1_000);
    await sleep(restMs, undefined, { signal: stopping.signal }).catch(() => {});
  }
  return turns;
}

function counts({ skipped, failed, ...numbers }: Pulled): Record<string, number> {
  return { ...numbers, skipped: skipped.length, failed: failed.length };
}

function notes({ skipped, failed }: Pulled): string {
  const lines = [
    ...failed.map(({ name, reason }) => `refused: ${name}: ${reason}`),
    ...skipped.map(({ name, why }) => `passed over: ${name} ${why}`),
  ];
  const more = lines.length - 20;
  return [...lines.slice(0, 20), ...(more > 0 ? [`and ${more} more: --json shows all.`] : [])].join('\n');
}

function shown(turn: Turn): Record<string, unknown> {
  return 'pulled' in turn ? { at: turn.at, ...counts(turn.pulled) } : { at: turn.at, fault: turn.fault };
}

function line(turn: Turn): string {
  if ('fault' in turn) return `${turn.at.toISOString()} The pull failed, nothing more was changed: ${turn.fault}`;
  const told = Object.entries(counts(turn.pulled)).map(([name, count]) => `${name} ${count}`);
  return `${turn.at.toISOString()} ${told.join(', ')}`;
}
