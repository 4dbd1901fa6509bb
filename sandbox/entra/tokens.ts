import { createHash, randomUUID } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import type { Directory } from '../directory.ts';
import { createKey, lifetime, openKey, type SigningKey, sign } from '../keys.ts';
import type { Store } from '../store.ts';

/** The client ids with which Teams asks for a tab's token. Source: Microsoft page "Update manifest for SSO". */
const teamsClients = {
  desktop: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  web: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
};

type TokenOptions = {
  lifetimeSeconds?: number;
  /** Replace or add claims; a claim set to undefined is left out. */
  claims?: JWTPayload;
};

export type Tokens = {
  key: SigningKey;
  /** Signs any claims with Entra's key, or with one that nobody knows. */
  mint: (claims: JWTPayload, options?: { lifetimeSeconds?: number; foreignKey?: boolean }) => Promise<string>;
  /** What client_credentials gives: version 1, since that is what these resources accept. */
  application: (input: {
    clientId: string;
    tenantId: string;
    resource: string;
    roles?: string[];
    lifetimeSeconds?: number;
  }) => Promise<string>;
  /** What a tab gets from `getAuthToken()`: version 2, for the tab's own registration. */
  tab: (personId: string, clientId: string, options?: TokenOptions) => Promise<string>;
  /** A user's own token whose audience and client are both the bot: the route the adapter takes for the emulator. */
  emulator: (personId: string, options?: TokenOptions) => Promise<string>;
  /** The claims of a token of ours for that audience. @throws when it is none. */
  verify: (token: string, audience: string | string[]) => Promise<JWTPayload>;
};

export async function createTokens(store: Store, directory: Directory, botId: string): Promise<Tokens> {
  if (!store.state.entraKey) {
    store.state.entraKey = await createKey();
    store.changed();
  }
  const key = await openKey(store.state.entraKey);
  let foreign: SigningKey | undefined;

  async function mint(claims: JWTPayload, options: { lifetimeSeconds?: number; foreignKey?: boolean } = {}) {
    const whole = withoutUndefined({ ...lifetime(options.lifetimeSeconds ?? 3599), ...claims });
    if (!options.foreignKey) return sign(key, whole);
    foreign ??= await openKey(await createKey());
    return sign({ ...foreign, kid: key.kid }, whole);
  }

  function userClaims(personId: string, clientId: string): JWTPayload {
    const person = directory.person(personId);
    if (!person) throw new Error(`The sandbox knows nobody with the object id ${personId}.`);
    return {
      aud: clientId,
      iss: `https://login.microsoftonline.com/${person.tenantId}/v2.0`,
      azpacr: '0',
      name: person.name,
      oid: person.id,
      preferred_username: person.userPrincipalName,
      rh: '0.',
      scp: 'access_as_user',
      sub: createHash('sha256').update(`${clientId}:${person.id}`).digest('base64url'),
      tid: person.tenantId,
      uti: randomUUID(),
      ver: '2.0',
    };
  }

  return {
    key,
    mint,
    application: ({ clientId, tenantId, resource, roles, lifetimeSeconds }) =>
      mint(
        {
          aud: resource,
          iss: `https://sts.windows.net/${tenantId}/`,
          appid: clientId,
          appidacr: '1',
          idp: `https://sts.windows.net/${tenantId}/`,
          idtyp: 'app',
          oid: servicePrincipalOf(clientId, tenantId),
          rh: '0.',
          ...(roles && roles.length > 0 ? { roles } : {}),
          sub: servicePrincipalOf(clientId, tenantId),
          tid: tenantId,
          uti: randomUUID(),
          ver: '1.0',
        },
        lifetimeSeconds === undefined ? {} : { lifetimeSeconds },
      ),
    tab: async (personId, clientId, options = {}) =>
      mint(
        { ...userClaims(personId, clientId), azp: teamsClients.web, ...options.claims },
        { lifetimeSeconds: options.lifetimeSeconds ?? 3599 },
      ),
    emulator: async (personId, options = {}) =>
      mint(
        { ...userClaims(personId, botId), azp: botId, ...options.claims },
        { lifetimeSeconds: options.lifetimeSeconds ?? 3599 },
      ),
    async verify(token, audience) {
      const { payload } = await jwtVerify(token, key.publicKey, {
        algorithms: ['RS256'],
        audience,
        clockTolerance: 300,
      });
      return payload;
    },
  };
}

function withoutUndefined(claims: JWTPayload): JWTPayload {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

/** A GUID that stays the same for an application in a tenant. */
function servicePrincipalOf(clientId: string, tenantId: string): string {
  const hex = createHash('sha256').update(`${clientId}:${tenantId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
