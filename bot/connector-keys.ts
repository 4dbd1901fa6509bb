import { createLocalJWKSet, errors, type FlattenedJWSInput, type JSONWebKeySet, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';
import { send } from '#core/clients/outbound.ts';
import { DomainError } from '#core/errors.ts';

const metadataSchema = z.looseObject({ jwks_uri: z.url() });
const keySchema = z.looseObject({
  kty: z.string(),
  kid: z.string(),
  /** The channels whose activities the key may sign. */
  endorsements: z.array(z.string()).optional(),
});
const keysSchema = z.looseObject({ keys: z.array(keySchema) });

const maxAgeMs = 24 * 3_600_000;
/** A key that is not there is looked for again at most this often. */
const againAfterMs = 60_000;

type Held = { find: ReturnType<typeof createLocalJWKSet>; endorsed: Map<string, string[]>; at: number };
export type FindKey = (header: JWTHeaderParameters, token: FlattenedJWSInput) => ReturnType<Held['find']>;

/**
 * The Connector's public keys, for one channel. Kept for a day, and longer while new ones cannot be had.
 * Source: Microsoft page "Authenticate requests with the Bot Connector API", connector to bot.
 */
export function createConnectorKeys(metadataUrl: string, channel: string, deadlineMs: number): FindKey {
  let held: Held | undefined;
  let pending: Promise<Held> | undefined;

  async function read(url: string): Promise<unknown> {
    const answer = await send({ url, method: 'GET', headers: { accept: 'application/json' }, deadlineMs });
    if (answer.status !== 200) throw new Error(`${new URL(url).host} answered ${answer.status}.`);
    return JSON.parse(answer.body);
  }

  async function load(): Promise<Held> {
    const { jwks_uri } = metadataSchema.parse(await read(metadataUrl));
    const { keys } = keysSchema.parse(await read(jwks_uri));
    const set: JSONWebKeySet = { keys };
    const endorsed = new Map(keys.map(key => [key.kid, key.endorsements ?? []]));
    return { find: createLocalJWKSet(set), endorsed, at: Date.now() };
  }

  function refresh(): Promise<Held> {
    pending ??= load()
      .then(fresh => {
        held = fresh;
        return fresh;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  async function current(kid: string | undefined): Promise<Held> {
    const age = held ? Date.now() - held.at : Number.POSITIVE_INFINITY;
    const known = held?.endorsed.has(kid ?? '') ?? false;
    if (held && age < maxAgeMs && (known || age < againAfterMs)) return held;
    try {
      return await refresh();
    } catch (cause) {
      if (held && known) return held;
      throw new DomainError('unavailable', 'The keys of the Bot Connector cannot be had.', { cause });
    }
  }

  return async (header, token) => {
    const keys = await current(header.kid);
    const endorsements = keys.endorsed.get(header.kid ?? '') ?? [];
    if (endorsements.length > 0 && !endorsements.includes(channel)) throw new errors.JWKSNoMatchingKey();
    return keys.find(header, token);
  };
}
