import { hash, randomFillSync } from 'node:crypto';

const idBytes = 15;
/** Randomness for many ids at once, since each question to the system costs more than an id. */
const pool = Buffer.alloc(idBytes * 256);
let used = pool.length;

/** A random public identifier with a prefix that says what it names: `org_…`, 120 bits. No secret. */
export function newId(prefix: string): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += idBytes;
  return `${prefix}_${pool.toString('base64url', used - idBytes, used)}`;
}

/** SHA-256 as base64url: what is stored of a secret, and how long keys become short ones. */
export function digest(...parts: string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}
