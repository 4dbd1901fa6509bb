import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The token of `Authorization: Bearer`, if it has the form of one (RFC 6750 §2.1, RFC 9110 §11.6.2). */
export function bearerToken(req: IncomingMessage, maxCharacters = 512): string | undefined {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(req.headers.authorization ?? '')?.[1];
  return token !== undefined && token.length <= maxCharacters ? token : undefined;
}

/** Compares in a time that says nothing of either, their lengths included. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}
