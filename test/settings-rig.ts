import assert from 'node:assert/strict';
import type { Person } from '#core/people/model.ts';
import { drainGuard } from '#core/provisioning/guard.ts';
import { drainRefused } from '#core/provisioning/refused.ts';
import { drainSeen } from '#core/provisioning/seen.ts';
import { makeCompany, type TestCompany } from './company.ts';
import { link, openTabWorld, type TabWorld } from './tab-world.ts';

export const base = '/api/settings/security';

/** A company whose people can open the tab. */
type Company = TestCompany & {
  /** As that person; a body makes it a POST unless told otherwise. */
  as: (name: string, path: string, asked?: { method?: string; body?: unknown }) => Promise<Response>;
  person: (name: string) => Person;
};

export type SettingsRig = {
  world: TabWorld;
  a: Company;
  b: Company;
  /** As a directory. */
  scim: (token: string, method: string, path: string, body?: unknown) => Promise<Response>;
  settle: () => Promise<void>;
  close: () => Promise<void>;
};

/** The API over two companies, each with an admin, a boss and a member. */
export async function openSettingsRig(): Promise<SettingsRig> {
  const world = await openTabWorld();
  const [a, b] = [
    await openCompany(world, 'ada:admin', 'amy:boss', 'art:member'),
    await openCompany(world, 'bea:admin', 'bob:boss', 'ben:member'),
  ];
  const settle = async () => {
    await Promise.all([drainSeen(), drainRefused(), drainGuard()]);
  };
  return {
    world,
    a,
    b,
    scim: (token, method, path, body) =>
      fetch(`${world.api.base}/api/scim/v2${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    settle,
    async close() {
      await settle();
      await world.close();
    },
  };
}

async function openCompany(world: TabWorld, ...names: Parameters<typeof makeCompany>): Promise<Company> {
  const company = await makeCompany(...names);
  for (const name of company.people.keys()) await link(company, name);
  const person = (name: string): Person => {
    const found = company.people.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  return {
    ...company,
    person,
    as(name, path, { method, body } = {}) {
      const init: RequestInit = {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      };
      return world.as(person(name), `${base}${path}`, init);
    },
  };
}

/** The JSON of an answer that must have that status. */
export async function answered<T>(response: Response, parse: (body: unknown) => T, status = 200): Promise<T> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return parse(JSON.parse(text));
}

/** What a directory sends of somebody. */
export function scimUser(email: string, givenName: string, familyName: string, active = true) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: email,
    displayName: `${givenName} ${familyName}`,
    name: { givenName, familyName },
    emails: [{ value: email, type: 'work', primary: true }],
    active,
  };
}

export function scimPatch(...Operations: unknown[]) {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
}
