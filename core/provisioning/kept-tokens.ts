import type { Connection, Token } from './model.ts';

type Kept = { connection: Connection; token: Token; until: number };

/** By the digest of what was presented. A cycle sends dozens of requests a second, all with one token. */
const kept = new Map<string, Kept>();
const keptAtMost = 1_000;

export function keptToken(key: string, now: Date): Kept | undefined {
  const known = kept.get(key);
  return known && known.until > now.getTime() && known.token.expiresAt > now ? known : undefined;
}

export function keepToken(key: string, token: Kept): void {
  if (kept.size >= keptAtMost) kept.clear();
  kept.set(key, token);
}

/** To be called once a change of a directory or its tokens is committed. */
export function forgetTokens(connection: string): void {
  for (const [key, token] of kept) if (token.connection._id === connection) kept.delete(key);
}
