import assert from 'node:assert/strict';
import type { Provider } from '#core/provisioning/model.ts';
import { drainRefused } from '#core/provisioning/refused.ts';
import { drainSeen } from '#core/provisioning/seen.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { realBot, type Started, startApi } from './api-start.ts';
import { makeCompany, type TestCompany } from './company.ts';

/** Answers are looked at, not built upon. */
export type Json = ReturnType<typeof JSON.parse>;

export type Answer = { status: number; headers: Headers; body: Json; text: string };
export type Asked = { method?: string; body?: unknown; headers?: Record<string, string>; prefix?: string };

/** An organization with a directory, and how that asks. */
export type Directory = TestCompany & {
  token: string;
  connection: string;
  ask: (path: string, asked?: Asked) => Promise<Answer>;
};

export type Rig = { api: Started; a: Directory; b: Directory; close(): Promise<void> };

export const prefix = '/api/scim/v2';
/** Where the product says it is, which is not where the tests reach it. */
export const publicUrl = 'https://wintro.example';

export const schemas = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
  bulk: 'urn:ietf:params:scim:api:messages:2.0:BulkRequest',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
};

/** The API with two organizations, each with an admin made by hand and a directory of its own. */
export async function openRig(provider: Provider = 'other', env: Record<string, string> = {}): Promise<Rig> {
  const [a, b] = [await makeCompany('ada:admin'), await makeCompany('bea:admin')];
  const api = await startApi({ ...realBot, PUBLIC_URL: publicUrl, ...env });
  const close = async (): Promise<void> => {
    await api.close();
    await Promise.all([drainSeen(), drainRefused()]);
  };
  return { api, a: await addDirectory(api, a, provider), b: await addDirectory(api, b, provider), close };
}

async function addDirectory(api: Started, company: TestCompany, provider: Provider): Promise<Directory> {
  const { token, providerId } = await createToken(company.ctx, { provider });
  return { ...company, token, connection: providerId, ask: (path, asked) => ask(api, token, path, asked) };
}

/** Sends a request as a directory would, and checks what holds of every answer. */
export async function ask(api: Started, token: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { method = asked.body === undefined ? 'GET' : 'POST', body, headers = {} } = asked;
  const response = await fetch(`${api.base}${asked.prefix ?? prefix}${path}`, {
    method,
    headers: {
      ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: Answer = { status: response.status, headers: response.headers, text, body: text && JSON.parse(text) };
  assert.ok(answer.status < 500 || [501, 503].includes(answer.status), `${method} ${path}: ${answer.status} ${text}`);
  if (text !== '') assert.equal(answer.headers.get('content-type'), 'application/scim+json', `${method} ${path}`);
  return answer;
}

/** Checks that an answer is SCIM's error of that status and type (RFC 7644 §3.12). */
export function refused({ status, body, text }: Answer, expected: number, scimType?: string): string {
  assert.equal(status, expected, text);
  assert.deepEqual(body.schemas, [schemas.error]);
  assert.equal(body.status, String(expected));
  assert.equal(body.scimType, scimType, text);
  assert.ok(typeof body.detail === 'string' && body.detail.length > 10, text);
  return body.detail;
}

let next = 0;

/** A user with all that is required; nobody else has its names. */
export function aUser(domain: string, more: Record<string, unknown> = {}): Json {
  const name = `person${++next}`;
  return {
    schemas: [schemas.user, schemas.enterprise],
    externalId: `ext-${name}`,
    userName: `${name}@${domain}`,
    displayName: `Person ${next}`,
    name: { givenName: 'Person', familyName: `Number ${next}` },
    active: true,
    emails: [{ value: `${name}@${domain}`, type: 'work', primary: true }],
    ...more,
  };
}

export const patch = (...Operations: unknown[]) => ({ schemas: [schemas.patch], Operations });
