import type { IncomingMessage } from 'node:http';
import type { DirectoryContext } from '#core/provisioning/contract.ts';
import type { SeenFacts } from '#core/provisioning/seen.ts';
import type { Parameters } from './list.ts';

/** One request of a directory whose token is good, or one operation of its bulk. */
export type Scim = {
  ctx: DirectoryContext;
  /** Where this directory finds us: PUBLIC_URL and the prefix it uses. */
  base: string;
  parameters: Parameters;
  /** How long a list may look through everybody. */
  scanMs: number;
  ifMatch?: string;
  ifNoneMatch?: string;
  /** What the request turns out to be. */
  facts: SeenFacts;
};

const begun = new WeakMap<IncomingMessage, Scim>();

export function beginScim(req: IncomingMessage, scim: Scim): void {
  begun.set(req, scim);
}

/** @throws Error for a request that came past the check of its token: none is answered so. */
export function scimOf(req: IncomingMessage): Scim {
  const scim = begun.get(req);
  if (!scim) throw new Error('A SCIM request was routed without its token being checked.');
  return scim;
}
