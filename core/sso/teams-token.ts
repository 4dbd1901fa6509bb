import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { DomainError } from '#core/errors.ts';
import type { EntraKeys } from './entra-keys.ts';

/** Who a Teams tab's token speaks of. `expiresAt` is when the token ends. */
type TeamsIdentity = { entraTenantId: string; entraObjectId: string; expiresAt: Date };

type Settings = {
  /** AAD_APP_CLIENT_ID: the tab's registration, for which the tokens are. */
  clientId: string;
  /** Further clients that may ask for tokens, beside Microsoft's own. */
  clients: string[];
  keys: EntraKeys;
};

/** Verifies a token. @throws DomainError `unauthorized`, whose cause says why; `unavailable` without Entra's keys. */
export type VerifyTeamsToken = (token: string, now: Date) => Promise<TeamsIdentity>;

/** The clients in which a tab runs. Source: Microsoft page "Configure your tab app in Microsoft Entra ID". */
const hosts = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264', // Teams, desktop and mobile
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', // Teams, web
  '4765445b-32c6-49b0-83e6-1d93765276ca', // Microsoft 365, web
  '0ec893e0-5785-4de6-99da-4ed124e5296c', // Microsoft 365, desktop
  'd3590ed6-52b3-4102-aeff-aad2292ab01c', // Microsoft 365, mobile; Outlook, desktop
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3', // Outlook, web
  '27922004-5251-4030-b22d-91ecd9a37ea4', // Outlook, mobile
];

/** The tenant of personal accounts, which no organization can have. Source: "Access token claims reference", tid. */
const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
const skewSeconds = 60;

const claimsSchema = z.object({
  ver: z.literal('2.0'),
  iss: z.string(),
  tid: z.guid().lowercase(),
  oid: z.guid().lowercase(),
  scp: z.string(),
  azp: z.string().optional(),
  exp: z.number(),
});

/**
 * Verifies what `authentication.getAuthToken()` gives a tab. Tokens of version 2 alone, since our registration asks for
 * them (`requestedAccessTokenVersion`), and in these the audience is the client id, never the Application ID URI.
 * Source: Microsoft page "Access token claims reference", aud, azp, ver.
 */
export function createTeamsTokens({ clientId, clients, keys }: Settings): VerifyTeamsToken {
  const allowed = new Set([...hosts, ...clients.map(client => client.toLowerCase())]);
  return async (token, now) => {
    const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
      algorithms: ['RS256'],
      audience: clientId.toLowerCase(),
      clockTolerance: skewSeconds,
      currentDate: now,
      requiredClaims: ['exp', 'nbf', 'iss', 'tid', 'oid', 'scp', 'ver'],
    }).catch(refuse);
    const read = claimsSchema.safeParse(payload);
    if (!read.success) throw unauthorized(`claim ${read.error.issues[0]?.path.join('.')}`, read.error);
    const { tid, oid, iss, scp, azp, exp } = read.data;
    if (iss !== `https://login.microsoftonline.com/${tid}/v2.0`) throw unauthorized('claim iss');
    if (!keys.signsFor(protectedHeader.kid, iss, tid)) throw unauthorized('a key of another issuer');
    if (tid === personalTenant) throw unauthorized('a personal account');
    if (!scp.split(' ').includes('access_as_user')) throw unauthorized('claim scp');
    if (azp !== undefined && !allowed.has(azp)) throw unauthorized('claim azp');
    return { entraTenantId: tid, entraObjectId: oid, expiresAt: new Date(exp * 1000) };
  };
}

function refuse(error: unknown): never {
  if (error instanceof errors.JOSEError)
    throw unauthorized('claim' in error ? `claim ${String(error.claim)}` : error.code, error);
  throw error;
}

function unauthorized(why: string, cause?: unknown): DomainError {
  return new DomainError('unauthorized', 'Microsoft has not signed you in: the token is not valid or has ended.', {
    cause: new Error(`The token was refused: ${why}.`, { cause }),
  });
}
