import { timingSafeEqual } from 'node:crypto';
import { driver } from '#core/database.ts';
import { digest } from '#core/identifiers.ts';
import { stateOf } from './connections.ts';
import { keepToken, keptToken } from './kept-tokens.ts';
import { type Connection, Connections, type Token, type TokenRefusal } from './model.ts';

export type TokenCheck =
  | { kind: 'valid'; connection: Connection; token: Token }
  /** `connection` is there when it is known, `token` when it once was good. */
  | { kind: 'refused'; why: TokenRefusal; connection?: Connection; token?: Token };

const maxCharacters = 512;
const providerIdPattern = /^dir_[\w-]{20}$/;

/** Whose token `<raw>:<providerId>` is, at the cost of one look-up by id. */
export async function checkToken(presented: string, now: Date): Promise<TokenCheck> {
  const colon = presented.lastIndexOf(':');
  const providerId = presented.slice(colon + 1);
  if (colon < 1 || presented.length > maxCharacters || !providerIdPattern.test(providerId))
    return { kind: 'refused', why: 'unknown' };
  const connection = await driver<Connection>(Connections).findOne({ _id: providerId });
  if (!connection) return { kind: 'refused', why: 'unknown' };
  const token = tokenOf(connection, digest(presented.slice(0, colon)));
  if (!token) return { kind: 'refused', why: 'unknown', connection };
  const state = stateOf(token, now);
  return state === 'live' ? { kind: 'valid', connection, token } : { kind: 'refused', why: state, connection, token };
}

/**
 * As `checkToken`, but a good token is taken for `keptMs` without asking the database again. What this process revokes
 * or changes counts at once, what another one does counts after that time.
 */
export async function checkKeptToken(presented: string, now: Date, keptMs: number): Promise<TokenCheck> {
  const key = digest(presented);
  const known = keptToken(key, now);
  if (known) return { kind: 'valid', connection: known.connection, token: known.token };
  const check = await checkToken(presented, now);
  if (check.kind === 'valid')
    keepToken(key, { connection: check.connection, token: check.token, until: now.getTime() + keptMs });
  return check;
}

/** Compares with every token of the directory, each in constant time. */
function tokenOf({ tokens }: Connection, presented: string): Token | undefined {
  const given = Buffer.from(presented);
  return tokens.filter(token => timingSafeEqual(Buffer.from(token.digest), given))[0];
}
