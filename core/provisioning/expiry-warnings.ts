import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { tellRecruiters } from '#core/notifications/notice.ts';
import type { Notice } from '#core/notifications/outbox.ts';
import { wake } from '#core/notifications/wake.ts';
import type { Limits } from '#env/limits.ts';
import { providerNames, stateOf } from './connections.ts';
import { type Connection, Connections, type Token } from './model.ts';

const warnDaysBefore = [60, 30, 7, 1] as const;
const dayMs = 86_400_000;

type Parts = { limits: Pick<Limits, 'SCIM_EXPIRY_SWEEP_MS'>; log: Logger };

/** Warns of tokens whose end is near, now and from time to time, until stopped. Any number of workers may do so. */
export function startExpiryWarnings({ limits, log }: Parts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const sweep = async (): Promise<void> => {
    while (!signal.aborted) {
      await warnOfExpiry(new Date(), log).catch((error: unknown) => {
        log.warn({ err: error }, 'tokens about to expire could not be looked for; the next sweep tries again');
      });
      await sleep(limits.SCIM_EXPIRY_SWEEP_MS, undefined, { signal, ref: false }).catch(() => {
        // Stopped.
      });
    }
  };
  const sweeping = sweep();
  return {
    async stop() {
      stopping.abort();
      await sweeping;
    },
  };
}

/** Tells admins of each token that ends within 60, 30, 7 or 1 days, once for each of these, over all organizations. */
export async function warnOfExpiry(now: Date, log: Logger): Promise<void> {
  const horizon = new Date(now.getTime() + warnDaysBefore[0] * dayMs);
  const near = await driver<Connection>(Connections)
    .find({ tokens: { $elemMatch: { expiresAt: { $gt: now, $lte: horizon }, revokedAt: { $exists: false } } } })
    .hint({ 'tokens.expiresAt': 1 })
    .toArray();
  for (const connection of near)
    for (const token of connection.tokens) {
      const days = dueWarning(token, now);
      const ctx: Context = { organization: connection.organization, actor: { kind: 'system' }, now, log };
      if (days !== undefined) await warn(ctx, connection, token, days);
    }
}

/** The days before its end of which a token has to be warned now; undefined when that was done, or has no point. */
function dueWarning(token: Token, now: Date): number | undefined {
  if (stateOf(token, now) !== 'live') return undefined;
  const reached = warnDaysBefore.filter(days => token.expiresAt.getTime() - now.getTime() <= days * dayMs);
  const days = reached.at(-1);
  return days === undefined || token.warned?.includes(days) ? undefined : days;
}

async function warn(ctx: Context, connection: Connection, token: Token, days: number): Promise<void> {
  const { _id, organization } = connection;
  const lanes = await transaction(async session => {
    const claimed = await driver<Connection>(Connections).updateOne(
      {
        _id,
        organization,
        tokens: { $elemMatch: { id: token.id, revokedAt: { $exists: false }, warned: { $ne: days } } },
      },
      { $addToSet: { 'tokens.$.warned': { $each: warnDaysBefore.filter(each => each >= days) } } },
      { session },
    );
    if (claimed.modifiedCount === 0) return [];
    const telling = { key: `token-expiry-${token.id}-${days}`, notice: noticeOf(connection, token, ctx.now) };
    return tellRecruiters(ctx, { ...telling, roles: ['admin'] }, session);
  });
  wake(lanes);
}

function noticeOf({ provider, tokens }: Connection, token: Token, now: Date): Notice {
  const days = Math.ceil((token.expiresAt.getTime() - now.getTime()) / dayMs);
  const within = days === 1 ? 'within a day' : `in ${days} days`;
  const name = provider === 'other' ? 'your directory' : providerNames[provider];
  const successor = tokens.find(
    other =>
      stateOf(other, now) === 'live' &&
      other.expiresAt > token.expiresAt &&
      (other.lastUsedAt ?? 0) > (token.lastUsedAt ?? 0),
  );
  const todo = successor
    ? `The token that ends in ${successor.ending} has been used since. If the directory has that one now, nothing is left to do but to revoke the old one.`
    : 'What to do: under Settings, Security, SCIM Configuration choose Regenerate, paste the new token into the directory, test the connection there, then revoke the old token. Both work until then, so nothing is interrupted.';
  return {
    subject: `The SCIM token of ${name} expires ${within}`,
    text: [
      `The token that ends in ${token.ending}, with which ${name} provisions your company, expires on ${token.expiresAt.toISOString().slice(0, 10)}. From then on nobody is created, changed or deactivated here by it.`,
      todo,
    ].join('\n\n'),
    opens: 'settings',
  };
}
