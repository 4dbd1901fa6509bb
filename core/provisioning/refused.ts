import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { driver } from '#core/database.ts';
import { digest } from '#core/identifiers.ts';
import type { Limits } from '#env/limits.ts';
import { providerNames } from './connections.ts';
import { logRow } from './log.ts';
import {
  type Connection,
  Connections,
  type LogEntry,
  ProvisioningLog,
  type Token,
  type TokenRefusal,
} from './model.ts';

export type Refused = {
  connection: Connection;
  why: TokenRefusal;
  /** The token that was good once. */
  token?: Token;
  /** For the log: the request's id and what was asked. */
  request?: { id: string; line: string };
  now: Date;
  log: Logger;
  limits: Pick<Limits, 'SCIM_REFUSED_APART_MS'>;
};

type Tally = { count: number; newest: Refused };

const tallies = new Map<string, Tally>();
const underWay = new Set<Promise<void>>();
let hurry = new AbortController();

/**
 * Counts a refused token on a known directory. A flood of them costs a write now and then, and one row a day of each
 * kind in the provisioning log. Nobody waits for it; `drainRefused` does in the end.
 */
export function noteRefused(refused: Refused): void {
  const key = `${refused.connection._id} ${refused.why} ${refused.token?.id ?? ''}`;
  const tally = tallies.get(key);
  if (tally) {
    tally.count += 1;
    tally.newest = refused;
    return;
  }
  const begun = { count: 1, newest: refused };
  tallies.set(key, begun);
  const writing = keep(key, begun).finally(() => underWay.delete(writing));
  underWay.add(writing);
}

/** Resolves once everything counted so far is stored; errors are in the log. */
export async function drainRefused(): Promise<void> {
  hurry.abort();
  while (underWay.size > 0) await Promise.all(underWay);
  hurry = new AbortController();
}

async function keep(key: string, tally: Tally): Promise<void> {
  while (tally.count > 0) {
    const { count, newest } = tally;
    tally.count = 0;
    try {
      await Promise.all([countOnConnection(newest, count), countInLog(newest, count)]);
    } catch (error) {
      newest.log.warn({ err: error, count }, 'refused tokens could not be counted');
    }
    await sleep(newest.limits.SCIM_REFUSED_APART_MS, undefined, { signal: hurry.signal, ref: false }).catch(() => {});
  }
  tallies.delete(key);
}

async function countOnConnection({ connection, why, now }: Refused, count: number): Promise<void> {
  await driver<Connection>(Connections).updateOne(
    { _id: connection._id, organization: connection.organization },
    { $max: { [`seen.refused.${why}.at`]: now }, $inc: { [`seen.refused.${why}.count`]: count } },
  );
}

async function countInLog(refused: Refused, count: number): Promise<void> {
  const { _id, at, ...row } = refusedRow(refused);
  await driver<LogEntry>(ProvisioningLog).updateOne(
    { _id },
    { $setOnInsert: row, $max: { at }, $inc: { count } },
    { upsert: true },
  );
}

function refusedRow({ connection, why, token, request, now, log }: Refused): LogEntry {
  const { _id, organization, provider } = connection;
  const actor = { kind: 'directory', id: _id, name: providerNames[provider] } as const;
  const name = token ? `The token that ends in ${token.ending}` : 'A token that is not known';
  const row = logRow(
    { organization, actor, now, log },
    {
      verb: 'failure',
      target: { kind: 'token', ...(token ? { id: token.id } : {}), name },
      words: [why],
      ...words(why, token),
    },
  );
  const day = now.toISOString().slice(0, 10);
  return {
    ...row,
    _id: `log_${digest(organization, _id, why, token?.id ?? '', day)}`,
    connection: _id,
    ...(request ? { requestId: request.id, request: request.line } : {}),
  };
}

function words(why: TokenRefusal, token: Token | undefined): Pick<LogEntry, 'reason' | 'mend'> {
  const on = (date: Date | undefined): string => (date ? ` on ${date.toISOString().slice(0, 10)}` : '');
  const renew = 'Generate a token under Settings, Security, SCIM Configuration, and paste it into the directory.';
  if (why === 'expired')
    return { reason: `Requests were refused: their token expired${on(token?.expiresAt)}.`, mend: renew };
  if (why === 'revoked')
    return { reason: `Requests were refused: their token was revoked${on(token?.revokedAt)}.`, mend: renew };
  return {
    reason: 'Requests were refused: their token is not one of this directory.',
    mend: `Look whether the whole token was pasted, with nothing before or after it. If it is lost: ${renew.charAt(0).toLowerCase()}${renew.slice(1)}`,
  };
}
