import type { JWTPayload } from 'jose';
import { sendAnswer } from '../http/answer.ts';
import type { Route } from '../http/routes.ts';
import { createKey, lifetime, openKey, type SigningKey, sign } from '../keys.ts';
import type { Store } from '../store.ts';

const issuer = 'https://api.botframework.com';

export type BotLogin = {
  key: SigningKey;
  /** A token as the Connector sends with its requests to the bot; a claim set to undefined is left out. */
  token: (input: {
    audience: string;
    serviceUrl: string;
    claims?: JWTPayload;
    lifetimeSeconds?: number;
  }) => Promise<string>;
};

export async function openBotLogin(store: Store): Promise<BotLogin> {
  if (!store.state.botLoginKey) {
    store.state.botLoginKey = await createKey();
    store.changed();
  }
  const key = await openKey(store.state.botLoginKey);
  return {
    key,
    token({ audience, serviceUrl, claims = {}, lifetimeSeconds = 3600 }) {
      const all = { ...lifetime(lifetimeSeconds), iss: issuer, aud: audience, serviceurl: serviceUrl, ...claims };
      return sign(key, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
    },
  };
}

/** What login.botframework.com serves: where the Connector's keys are, and for which channels they are endorsed. */
export function botLoginRoutes(login: BotLogin, baseUrl: string): Route[] {
  const metadata = {
    issuer,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${baseUrl}/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
  return [
    {
      method: 'GET',
      path: '/v1/.well-known/openidconfiguration',
      handle: ({ res }) => sendAnswer(res, { status: 200, body: metadata }),
    },
    {
      method: 'GET',
      path: '/v1/.well-known/keys',
      handle: ({ res }) =>
        sendAnswer(res, { status: 200, body: { keys: [{ ...login.key.publicJwk, endorsements: ['msteams'] }] } }),
    },
  ];
}
