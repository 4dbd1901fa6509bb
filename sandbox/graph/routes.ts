import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Connector } from '../connector/connector.ts';
import type { Directory } from '../directory.ts';
import type { Tokens } from '../entra/tokens.ts';
import { type Answer, sendAnswer } from '../http/answer.ts';
import { parseJson, readBody } from '../http/body.ts';
import type { Call, Route } from '../http/routes.ts';
import type { RequestLog } from '../log.ts';
import type { Person } from '../state.ts';
import { refuse } from './refusal.ts';
import { context, describeUser, listUsers } from './users.ts';

const origin = 'https://graph.microsoft.com';
const audiences = [origin, '00000003-0000-0000-c000-000000000000'];

const readUsers = ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'];
const installs = [
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All',
  'TeamsAppInstallation.ReadWriteForUser.All',
];
const readOrganization = ['Organization.Read.All', 'Directory.Read.All'];

type Parts = { directory: Directory; connector: Connector; tokens: Tokens; log: RequestLog; teamsAppId: string };

/** Graph's users, organization and installed apps, with application permissions. */
export function graphRoutes({ directory, connector, tokens, log, teamsAppId }: Parts): Route[] {
  const catalogueId = guidOf(`catalogue ${teamsAppId}`);

  function allowed(roles: string[], work: (call: Call, tenantId: string) => Promise<Answer> | Answer) {
    return async (call: Call): Promise<void> => {
      const { req, res, url } = call;
      const entry = log.begin({ service: 'graph', method: req.method ?? '', path: url.pathname });
      const answer = await check(call, roles, work);
      log.end(entry, answer.status);
      sendAnswer(res, answer);
    };
  }

  async function check(
    call: Call,
    roles: string[],
    work: (call: Call, tenantId: string) => Promise<Answer> | Answer,
  ): Promise<Answer> {
    const token = /^Bearer (\S+)$/i.exec(call.req.headers.authorization ?? '')?.[1];
    if (token === undefined) return refuse(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    const claims = await tokens.verify(token, audiences).catch(() => undefined);
    if (!claims) return refuse(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    const held: unknown[] = Array.isArray(claims.roles) ? claims.roles : [];
    if (typeof claims.tid !== 'string' || !roles.some(role => held.includes(role)))
      return refuse(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    return work(call, claims.tid);
  }

  const ofUser = (work: (person: Person, call: Call) => Promise<Answer> | Answer) => (call: Call, tenantId: string) => {
    const person = directory.findPerson(tenantId, call.param('user'));
    return person
      ? work(person, call)
      : refuse(
          404,
          'Request_ResourceNotFound',
          `Resource '${call.param('user')}' does not exist or one of its queried reference-property objects are not present.`,
        );
  };

  function installation(person: Person, expand: boolean) {
    const id = Buffer.from(`${person.id}##${catalogueId}`).toString('base64url');
    const teamsApp = {
      id: catalogueId,
      externalId: teamsAppId,
      displayName: 'Wintro',
      distributionMethod: 'organization',
    };
    return { id, ...(expand ? { teamsApp } : {}) };
  }

  function installedApps(person: Person, { url }: Call): Answer {
    const expand = (url.searchParams.get('$expand') ?? '').includes('teamsApp');
    const there = connector.chat(person.id).bot !== 'absent';
    return { status: 200, body: { value: there ? [installation(person, expand)] : [] } };
  }

  async function install(person: Person, { req }: Call): Promise<Answer> {
    const body = bindSchema.safeParse(parseJson(await readBody(req, 64 * 1024)));
    const app = body.success ? body.data['teamsApp@odata.bind'].split('/').at(-1) : undefined;
    if (app === undefined) return refuse(400, 'BadRequest', 'Bind requires a teamsApp.');
    if (app !== catalogueId) return refuse(404, 'NotFound', 'The app was not found in the catalog of the tenant.');
    if (connector.chat(person.id).bot !== 'absent')
      return refuse(409, 'Conflict', 'The app is already installed in the specified scope.');
    await connector.install(person.id);
    return { status: 201, headers: { location: `/users/${person.id}/teamwork/installedApps` } };
  }

  return [
    {
      method: 'GET',
      path: '/v1.0/users',
      handle: allowed(readUsers, ({ url }, tenantId) => listUsers(directory.people(tenantId), url)),
    },
    {
      method: 'GET',
      path: '/v1.0/users/:user',
      handle: allowed(
        readUsers,
        ofUser(person => ({
          status: 200,
          body: { '@odata.context': context('users/$entity'), ...describeUser(person) },
        })),
      ),
    },
    {
      method: 'GET',
      path: '/v1.0/users/:user/teamwork/installedApps',
      handle: allowed(installs, ofUser(installedApps)),
    },
    { method: 'POST', path: '/v1.0/users/:user/teamwork/installedApps', handle: allowed(installs, ofUser(install)) },
    {
      method: 'GET',
      path: '/v1.0/organization',
      handle: allowed(readOrganization, (_call, tenantId) => {
        const tenant = directory.tenant(tenantId);
        return { status: 200, body: { value: tenant ? [describeTenant(tenant)] : [] } };
      }),
    },
    {
      method: 'GET',
      path: '/v1.0/appCatalogs/teamsApps',
      handle: allowed([...installs, 'AppCatalog.Read.All'], ({ url }) => {
        const wanted = /externalId eq '([^']*)'/.exec(url.searchParams.get('$filter') ?? '')?.[1];
        const app = {
          id: catalogueId,
          externalId: teamsAppId,
          displayName: 'Wintro',
          distributionMethod: 'organization',
        };
        return { status: 200, body: { value: wanted === undefined || wanted === teamsAppId ? [app] : [] } };
      }),
    },
  ];
}

const bindSchema = z.looseObject({ 'teamsApp@odata.bind': z.string().min(1) });

function describeTenant(tenant: { id: string; name: string; domain: string }) {
  return {
    id: tenant.id,
    displayName: tenant.name,
    tenantType: 'AAD',
    verifiedDomains: [
      {
        name: tenant.domain,
        isDefault: true,
        isInitial: false,
        type: 'Managed',
        capabilities: 'Email, OfficeCommunicationsOnline',
      },
    ],
  };
}

function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
