import assert from 'node:assert/strict';
import type { Sandbox } from '#sandbox/start.ts';
import { amara, bot, botToken, linden, startWorld } from './sandbox-world.ts';

describe('the stand-in for Graph', () => {
  const graphApp = {
    id: 'cccccccc-0000-4000-8000-000000000001',
    secret: 'graph-secret',
    homeTenantId: bot.tenantId,
    consents: { [linden]: ['User.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'] },
  };
  let sandbox: Sandbox;
  let token: string;
  before(async () => {
    sandbox = await startWorld({ teamsAppId: 'dddddddd-0000-4000-8000-000000000001' });
    sandbox.directory.addApplication(graphApp);
    token = await botToken(sandbox, {
      tenant: linden,
      client_id: graphApp.id,
      client_secret: graphApp.secret,
      scope: 'https://graph.microsoft.com/.default',
    });
  });
  after(() => sandbox.stop());

  async function graph(method: string, path: string, body?: unknown, bearer = token) {
    const response = await fetch(`${sandbox.graphUrl}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  it('lists the users of the tenant of the token alone', async () => {
    const { body } = await graph('GET', '/users');
    assert.deepEqual(
      body.value.map((user: { givenName: string }) => user.givenName),
      ['Amara', 'Jonas'],
    );
    assert.equal((await graph('GET', '/users/amara.okafor@linden.example')).body.id, amara);
    assert.equal((await graph('GET', '/users/femke.visser@haven.example')).status, 404);
    const paged = await graph('GET', '/users?$top=1');
    assert.match(paged.body['@odata.nextLink'], /^https:\/\/graph\.microsoft\.com\/.*skiptoken=1/);
  });

  it('installs the app once', async () => {
    const path = `/users/${amara}/teamwork/installedApps`;
    const app = (
      await graph('GET', `/appCatalogs/teamsApps?$filter=externalId eq 'dddddddd-0000-4000-8000-000000000001'`)
    ).body.value[0];
    const bind = { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${app.id}` };
    assert.deepEqual((await graph('GET', path)).body.value, []);
    assert.equal((await graph('POST', path, bind)).status, 201);
    assert.equal(sandbox.connector.chat(amara).bot, 'installed');
    assert.equal((await graph('POST', path, bind)).status, 409);
    const { body } = await graph('GET', `${path}?$expand=teamsApp`);
    assert.equal(body.value[0].teamsApp.externalId, 'dddddddd-0000-4000-8000-000000000001');
  });

  it('refuses without a token for Graph, and without the permission', async () => {
    assert.equal((await graph('GET', '/users', undefined, await botToken(sandbox))).status, 401);
    const denied = await graph('GET', '/organization');
    assert.equal(denied.status, 403);
    assert.equal(denied.body.error.code, 'Authorization_RequestDenied');
  });
});
