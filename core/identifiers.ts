import { createHash, randomBytes } from 'node:crypto';

/** A random public identifier with a prefix that says what it names: `org_…`, 120 bits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(15).toString('base64url')}`;
}

/** SHA-256 as base64url: what is stored of a secret, and how long keys become short ones. */
export function digest(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
