import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK, type JWTPayload, SignJWT } from 'jose';

export type SigningKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject; publicJwk: JWK };

const generate = promisify(generateKeyPair);

/** A fresh RSA key in the form in which it is kept. */
export async function createKey(): Promise<JWK> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return privateKey.export({ format: 'jwk' });
}

export async function openKey(jwk: JWK): Promise<SigningKey> {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const { kty, n, e } = jwk;
  if (kty === undefined || n === undefined || e === undefined) throw new Error('The kept key is no RSA key.');
  const kid = await calculateJwkThumbprint({ kty, n, e });
  return { kid, privateKey, publicKey, publicJwk: { kty, use: 'sig', kid, x5t: kid, n, e } };
}

/** Signs the claims as they are; the caller gives `exp`, `iat` and `nbf`. */
export function sign(key: SigningKey, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid })
    .sign(key.privateKey);
}

/** `iat`, `nbf` and `exp` of a token that lives so long from now; a negative lifetime gives one that has ended. */
export function lifetime(seconds: number): { iat: number; nbf: number; exp: number } {
  const now = Math.floor(Date.now() / 1000);
  const begin = seconds < 0 ? now + seconds * 2 : now - 300;
  return { iat: begin, nbf: begin, exp: now + seconds };
}
