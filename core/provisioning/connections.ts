import type { ClientSession } from 'mongoose';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { newId } from '#core/identifiers.ts';
import { forgetTokens } from './kept-tokens.ts';
import { type Connection, Connections, type Provider, type Token } from './model.ts';

/** What people read where a directory acts. */
export const providerNames: Record<Provider, string> = {
  entra: 'Entra ID',
  okta: 'Okta',
  auth0: 'Auth0',
  other: 'The directory',
};

export type TokenState = 'live' | 'expired' | 'revoked';
export type TokenView = Omit<Token, 'digest'> & { state: TokenState };
export type ConnectionView = Omit<Connection, 'tokens'> & { tokens: TokenView[] };

type NewConnection = { provider: Provider; required?: Connection['required'] };

/**
 * Makes a directory that may provision the organization. It can do nothing until it has a token. Auth0 begins with the
 * short list of required attributes, since it knows no first and last names of who signed up by address alone.
 */
export async function createConnection(ctx: Context, input: NewConnection): Promise<ConnectionView> {
  return viewOf(await transaction(session => insertConnection(ctx, input, session)), ctx.now);
}

export async function insertConnection(
  ctx: Context,
  { provider, required = provider === 'auth0' ? 'short' : 'all' }: NewConnection,
  session: ClientSession,
): Promise<Connection> {
  const connection: Connection = {
    _id: newId('dir'),
    organization: ctx.organization,
    provider,
    required,
    tokens: [],
    seen: {},
    createdAt: ctx.now,
  };
  await Connections.create([connection], { session });
  await record(ctx, { action: 'scim-connection.create', target: connection._id, details: { provider } }, session);
  return connection;
}

/** The organization's directories with what was seen of them, oldest first; without the digests of their tokens. */
export async function listConnections(ctx: Context): Promise<ConnectionView[]> {
  const found = await Connections.find({ organization: ctx.organization }).sort({ createdAt: 1, _id: 1 }).lean();
  return found.map(connection => viewOf(connection, ctx.now));
}

/** Sets which attributes a person needs. @throws DomainError `not-found`. */
export async function configureConnection(
  ctx: Context,
  { connection, required }: { connection: string; required: Connection['required'] },
): Promise<ConnectionView> {
  const changed = await transaction(async session => {
    const former = await Connections.findOneAndUpdate(
      { _id: connection, organization: ctx.organization },
      { $set: { required } },
      { session, returnDocument: 'before' },
    ).lean();
    if (!former) throw new DomainError('not-found', `There is no directory ${connection}.`);
    if (former.required !== required)
      await record(
        ctx,
        {
          action: 'scim-connection.configure',
          target: connection,
          details: { required: { before: former.required, after: required } },
        },
        session,
      );
    return { ...former, required };
  });
  forgetTokens(connection);
  return viewOf(changed, ctx.now);
}

export function stateOf({ revokedAt, expiresAt }: Pick<Token, 'revokedAt' | 'expiresAt'>, now: Date): TokenState {
  if (revokedAt) return 'revoked';
  return expiresAt <= now ? 'expired' : 'live';
}

function viewOf(connection: Connection, now: Date): ConnectionView {
  const tokens = connection.tokens.map(({ digest: _, ...token }) => ({ ...token, state: stateOf(token, now) }));
  return { ...connection, tokens };
}
