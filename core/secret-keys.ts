import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The sandbox's own `SECRET_KEYS`, made once in its data folder and readable to this user alone. */
export function ownSecretKeys(dataDir: string): string {
  const file = path.join(dataDir, 'secret-keys');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, `sandbox:${randomBytes(32).toString('base64')}`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
  return readFileSync(file, 'utf8');
}
