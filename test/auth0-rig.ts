import { randomUUID } from 'node:crypto';
import { type Auth0, createAuth0 } from '#core/clients/auth0.ts';
import { type Auth0Stand, startAuth0 } from '#sandbox/auth0/start.ts';
import type { Auth0User } from '#sandbox/auth0/users.ts';

export const application = {
  domain: 'contoso.eu.auth0.com',
  clientId: 'the-client-id',
  clientSecret: 'the-secret-of-the-client',
};

export type Auth0Rig = { stand: Auth0Stand; auth0: Auth0; told: string[] };

/** Auth0 as the sandbox has it, and our client of it. */
export async function openAuth0(changes: Partial<typeof application> & { scopes?: string[] } = {}): Promise<Auth0Rig> {
  const { scopes, ...own } = changes;
  const stand = await startAuth0({ ...application, ...(scopes ? { scopes } : {}) });
  const told: string[] = [];
  const auth0 = createAuth0({
    ...application,
    ...own,
    url: stand.url,
    deadlineMs: 5_000,
    backoffMs: 5,
    progress: line => void told.push(line),
  });
  return { stand, auth0, told };
}

/** A user who signed up in the employees' database, with a verified address unless changed. */
export function auth0User(email: string | undefined, changes: Partial<Auth0User> = {}): Auth0User {
  const id = randomUUID().replaceAll('-', '').slice(0, 24);
  const [local = ''] = (email ?? '').split('@');
  return {
    user_id: `auth0|${id}`,
    ...(email === undefined ? {} : { email, email_verified: true }),
    name: email ?? '+31600000000',
    nickname: local,
    created_at: '2026-03-02T10:00:00.000Z',
    identities: [{ connection: 'employees', provider: 'auth0', user_id: id, isSocial: false }],
    ...changes,
  };
}

export const pullWay = { pollMs: 5, waitMs: 5_000 };
