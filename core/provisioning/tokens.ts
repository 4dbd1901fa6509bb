import { randomBytes } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { actorName } from '#core/audit/actor-name.ts';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { digest, newId } from '#core/identifiers.ts';
import { Organizations } from '#core/organizations/model.ts';
import { insertConnection, listConnections, providerNames, stateOf, type TokenView } from './connections.ts';
import { forgetTokens } from './kept-tokens.ts';
import { type Connection, Connections, type Provider, type Token } from './model.ts';

/** One in use and its successor. */
const liveAtOnce = 2;
/** Dead tokens that are kept, so that a directory still using one is told apart from one with a wrong token. */
const deadKept = 20;

export type NewToken = { token: string; providerId: string; tokenId: string; expiresAt: Date };

/**
 * Makes a token of 256 random bits for a directory: the one named; else the organization's only one of that provider,
 * or a new one. The answer is the only time it can be seen.
 * @throws DomainError `conflict` for a third live one, `invalid` when several directories could be meant, `not-found`.
 */
export async function createToken(
  ctx: Context,
  input: { connection?: string; provider?: Provider } = {},
): Promise<NewToken> {
  const raw = randomBytes(32).toString('base64url');
  const token: Token = {
    id: newId('tok'),
    digest: digest(raw),
    ending: raw.slice(-4),
    createdAt: ctx.now,
    createdBy: actorName(ctx.actor),
    expiresAt: aYearAfter(ctx.now),
  };
  const providerId = await transaction(async session => {
    const connection = await connectionFor(ctx, input, session);
    refuseThird(connection, ctx.now);
    await Connections.updateOne(
      { _id: connection._id, organization: ctx.organization },
      { $set: { tokens: [...withoutOldest(connection.tokens, ctx.now), token] } },
      { session },
    );
    const details = { connection: connection._id, ending: token.ending, expiresAt: token.expiresAt };
    await record(ctx, { action: 'scim-token.create', target: token.id, details }, session);
    return connection._id;
  });
  return { token: `${raw}:${providerId}`, providerId, tokenId: token.id, expiresAt: token.expiresAt };
}

async function connectionFor(
  ctx: Context,
  input: { connection?: string; provider?: Provider },
  session: ClientSession,
): Promise<Connection> {
  const { organization } = ctx;
  if (input.connection !== undefined) {
    const named = await Connections.findOne({ _id: input.connection, organization }).session(session).lean();
    if (!named) throw new DomainError('not-found', `There is no directory ${input.connection}.`);
    return named;
  }
  const { provider } = input;
  const found = await Connections.find({ organization, ...(provider ? { provider } : {}) })
    .session(session)
    .lean();
  const [only, ...others] = found;
  if (others.length > 0)
    throw new DomainError(
      'invalid',
      `Several directories could be meant: ${found.map(one => `${providerNames[one.provider]} ${one._id}`).join(', ')}. Name one.`,
    );
  if (only) return only;
  // Two at once would each make a directory; this way the later one finds the earlier one's.
  await Organizations.updateOne({ _id: organization }, { $inc: { adminEpoch: 1 } }, { session });
  return insertConnection(ctx, { provider: provider ?? 'other' }, session);
}

function refuseThird({ provider, tokens }: Connection, now: Date): void {
  const live = tokens.filter(token => stateOf(token, now) === 'live');
  if (live.length < liveAtOnce) return;
  const said = live.map(({ ending, id, lastUsedAt }) => {
    const used = lastUsedAt ? `last used ${lastUsedAt.toISOString().slice(0, 10)}` : 'never used';
    return `the one that ends in ${ending} (${id}, ${used})`;
  });
  throw new DomainError(
    'conflict',
    `${providerNames[provider]} has two live tokens already: ${said.join(' and ')}. Revoke the one that is no longer pasted into the directory, then generate again.`,
  );
}

function withoutOldest(tokens: Token[], now: Date): Token[] {
  const dead = tokens.filter(token => stateOf(token, now) !== 'live');
  const dropped = new Set(dead.slice(0, Math.max(0, dead.length - deadKept)));
  return tokens.filter(token => !dropped.has(token));
}

function aYearAfter(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end;
}

/** Ends a token at once. @throws DomainError `not-found` when the organization has none of that id, or no longer. */
export async function revokeToken(ctx: Context, input: { token: string }): Promise<void> {
  const { organization, now } = ctx;
  const connection = await transaction(async session => {
    const former = await Connections.findOneAndUpdate(
      { organization, tokens: { $elemMatch: { id: input.token, revokedAt: { $exists: false } } } },
      { $set: { 'tokens.$.revokedAt': now } },
      { session },
    ).lean();
    const token = former?.tokens.find(({ id }) => id === input.token);
    if (!former || !token) throw new DomainError('not-found', `There is no token ${input.token} that can be revoked.`);
    const details = { connection: former._id, ending: token.ending };
    await record(ctx, { action: 'scim-token.revoke', target: token.id, details }, session);
    return former._id;
  });
  forgetTokens(connection);
}

/** Every token of the organization that is still known, by directory, oldest first; never the token itself. */
export async function listTokens(ctx: Context): Promise<(TokenView & { connection: string; provider: Provider })[]> {
  const connections = await listConnections(ctx);
  return connections.flatMap(({ _id, provider, tokens }) =>
    tokens.map(token => ({ connection: _id, provider, ...token })),
  );
}
