import { randomUUID } from 'node:crypto';
import { People, type Person } from '#core/people/model.ts';
import { startSandbox } from '#sandbox/start.ts';
import { realBot, type Started, startApi } from './api-start.ts';
import type { TestCompany } from './company.ts';
import { freePort } from './places.ts';

export const clientId = '00000000-0000-4000-8000-00000000000a';
export const teamsWeb = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export type Claims = Record<string, unknown>;

/** What Entra puts into a tab's token of version 2, without times. */
export function tabClaims(tid: string, oid: string): Claims {
  return {
    aud: clientId,
    iss: `https://login.microsoftonline.com/${tid}/v2.0`,
    azp: teamsWeb,
    tid,
    oid,
    scp: 'access_as_user',
    ver: '2.0',
  };
}

export type TabWorld = {
  api: Started;
  /** A request as that person; `undefined`: as nobody. */
  as: (
    person: Pick<Person, 'entraTenantId' | 'entraObjectId'> | undefined,
    path: string,
    init?: RequestInit,
  ) => Promise<Response>;
  token: (tid: string, oid: string, claims?: Claims) => Promise<string>;
  close: () => Promise<void>;
};

/** The API with the stand-in for Entra, over whatever database is connected. */
export async function openTabWorld(
  env: Record<string, string> = {},
  parts: Parameters<typeof startApi>[1] = {},
): Promise<TabWorld> {
  const bot = { id: realBot.BOT_ID, password: realBot.SECRET_BOT_PASSWORD, tenantId: realBot.BOT_TENANT_ID };
  const loadCompany = async () => ({ apiKey: '' });
  const sandbox = await startSandbox({ port: await freePort(), bot, productUrl: 'http://localhost:9', loadCompany });
  const api = await startApi({ ...realBot, AAD_APP_CLIENT_ID: clientId, ENTRA_URL: sandbox.entraUrl, ...env }, parts);
  const token = (tid: string, oid: string, claims: Claims = {}) =>
    sandbox.entra.mint({ ...tabClaims(tid, oid), ...claims });
  return {
    api,
    token,
    async as(person, path, init = {}) {
      const headers = new Headers(init.headers);
      if (person)
        headers.set('authorization', `Bearer ${await token(person.entraTenantId ?? '', person.entraObjectId ?? '')}`);
      return fetch(`${api.base}${path}`, { ...init, headers, redirect: 'manual' });
    },
    async close() {
      await api.close();
      await sandbox.stop();
    },
  };
}

/** Links somebody to a Microsoft account without the bot, so that mail is the way to them. */
export async function link(company: TestCompany, givenName: string): Promise<Person> {
  const found = company.people.get(givenName);
  const linked = await People.findOneAndUpdate(
    { _id: found?._id ?? '', organization: company.ctx.organization },
    { $set: { entraTenantId: company.tenantId, entraObjectId: randomUUID() } },
    { returnDocument: 'after', lean: true },
  );
  if (!linked) throw new Error(`nobody is called ${givenName}`);
  company.people.set(givenName, linked);
  return linked;
}
