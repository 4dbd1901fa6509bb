import { createLocalJWKSet, errors, type FlattenedJWSInput, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';
import { rewriteEntra, send } from '#core/clients/outbound.ts';
import { DomainError } from '#core/errors.ts';

const keysUrl = 'https://login.microsoftonline.com/common/discovery/v2.0/keys';
const keySchema = z.looseObject({
  kty: z.string(),
  kid: z.string(),
  /** Whose tokens the key may sign; `{tenantid}` stands for any tenant. */
  issuer: z.string().optional(),
});
const keysSchema = z.object({ keys: z.array(keySchema).min(1) });

const maxAgeMs = 24 * 3_600_000;
/** After a failure Entra is left alone this long, at most. */
const restMs = 5_000;

type Held = { find: ReturnType<typeof createLocalJWKSet>; issuers: Map<string, string | undefined>; at: number };

export type EntraKeys = {
  /** For jose. @throws DomainError `unavailable` while keys cannot be had, since the token may then be a good one. */
  find: (header: JWTHeaderParameters, token: FlattenedJWSInput) => ReturnType<Held['find']>;
  /** Whether the key may sign for that issuer. Source: Microsoft page "Access tokens", validate the issuer. */
  signsFor: (kid: string | undefined, issuer: string, entraTenantId: string) => boolean;
};

type Settings = {
  /** ENTRA_URL: where to connect instead of login.microsoftonline.com. */
  entraUrl: string;
  deadlineMs: number;
  /** For a key that is not there Entra is asked at most this often. */
  againAfterMs: number;
};

/** Entra's public keys, kept for a day, and longer while new ones cannot be had; an unknown one is looked for anew. */
export function createEntraKeys({ entraUrl, deadlineMs, againAfterMs }: Settings): EntraKeys {
  let held: Held | undefined;
  let pending: Promise<Held> | undefined;
  let failed: { at: number; cause: unknown } | undefined;

  async function load(): Promise<Held> {
    const url = rewriteEntra(keysUrl, entraUrl);
    const answer = await send({ url, method: 'GET', headers: { accept: 'application/json' }, deadlineMs });
    if (answer.status !== 200) throw new Error(`Entra answered ${answer.status} to the question for its keys.`);
    const { keys } = keysSchema.parse(JSON.parse(answer.body));
    const issuers = new Map(keys.map(({ kid, issuer }) => [kid, issuer]));
    return { find: createLocalJWKSet({ keys }), issuers, at: Date.now() };
  }

  async function refresh(): Promise<Held> {
    if (failed && Date.now() - failed.at < Math.min(restMs, againAfterMs)) throw failed.cause;
    pending ??= load().finally(() => {
      pending = undefined;
    });
    try {
      held = await pending;
      failed = undefined;
      return held;
    } catch (cause) {
      failed = { at: Date.now(), cause };
      throw cause;
    }
  }

  async function current(kid: string | undefined): Promise<Held> {
    const age = held ? Date.now() - held.at : Number.POSITIVE_INFINITY;
    const known = held?.issuers.has(kid ?? '') ?? false;
    if (held && (known ? age < maxAgeMs : age < againAfterMs)) return held;
    try {
      return await refresh();
    } catch (cause) {
      if (held && known) return held;
      throw new DomainError('unavailable', "Microsoft's keys cannot be had just now, so nobody can be signed in.", {
        cause,
      });
    }
  }

  return {
    async find(header, token) {
      if (header.kid === undefined) throw new errors.JWKSNoMatchingKey();
      const keys = await current(header.kid);
      return keys.find(header, token);
    },
    signsFor(kid, issuer, entraTenantId) {
      const allowed = held?.issuers.get(kid ?? '');
      return allowed === undefined || allowed.replace('{tenantid}', entraTenantId) === issuer;
    },
  };
}
