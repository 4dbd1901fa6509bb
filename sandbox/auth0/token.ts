import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, sendAnswer } from '../http/answer.ts';
import { parseAs, parseJson, readBody } from '../http/body.ts';
import type { Route } from '../http/routes.ts';

const formSchema = z.object({
  grant_type: z.string().default(''),
  client_id: z.string().default(''),
  client_secret: z.string().default(''),
  audience: z.string().default(''),
});

type Application = { domain: string; clientId: string; clientSecret: string; scopes?: string[] };

export type TokenRoute = Route & {
  /** What a bearer token may do; nothing for one that is not alive. */
  scopesOf: (token: string) => string[] | undefined;
  endAll: () => void;
};

const lifetimeSeconds = 86_400;

/** Client credentials at /oauth/token, whose errors are worded as in RFC 6749 §5.2. */
export function tokenRoute({ domain, clientId, clientSecret, scopes = ['read:users'] }: Application): TokenRoute {
  const alive = new Set<string>();

  function grant(form: z.infer<typeof formSchema>): Answer {
    if (form.grant_type !== 'client_credentials')
      return refuse(403, 'unauthorized_client', `Grant type '${form.grant_type}' not allowed for the client.`);
    if (form.client_id !== clientId || form.client_secret !== clientSecret)
      return refuse(401, 'access_denied', 'Unauthorized');
    if (form.audience !== `https://${domain}/api/v2/`)
      return refuse(403, 'access_denied', `Service not found: ${form.audience}`);
    const token = randomUUID();
    alive.add(token);
    return {
      status: 200,
      body: { access_token: token, scope: scopes.join(' '), expires_in: lifetimeSeconds, token_type: 'Bearer' },
    };
  }

  return {
    method: 'POST',
    path: '/oauth/token',
    async handle({ req, res }) {
      sendAnswer(res, grant(parseAs(formSchema, parseJson(await readBody(req, 64 * 1024)))));
    },
    scopesOf: token => (alive.has(token) ? scopes : undefined),
    endAll: () => alive.clear(),
  };
}

function refuse(status: number, error: string, error_description: string): Answer {
  return { status, body: { error, error_description } };
}
