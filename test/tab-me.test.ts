import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { me } from '#api/me/contract.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import { problem } from './api-client.ts';
import { realBot, startApi } from './api-start.ts';
import { install, makeCompany, type TestCompany } from './company.ts';
import { openTabWorld, type TabWorld } from './tab-world.ts';

describe('GET /api/me', () => {
  let world: TabWorld;
  let company: TestCompany;

  before(async () => {
    world = await openTabWorld({ SUPPORT_EMAIL: 'help@wintro.example' });
    company = await makeCompany('ada:admin', 'mo:member', 'eva:boss');
  });
  after(() => world.close());

  it('says who is signed in', async () => {
    const ada = await install(company, 'ada');
    const response = await world.as(ada, '/api/me');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const { organization } = company.ctx;
    assert.deepEqual(me.parse(await response.json()), {
      id: ada._id,
      email: ada.email,
      displayName: 'ada Test',
      givenName: 'ada',
      organization,
      organizationName: company.domain,
      role: 'admin',
    });
    assert.ok(world.api.lines.some(line => line.includes(`"organization":"${organization}"`)));
    assert.ok(!world.api.lines.join().includes(ada.email));
  });

  it('says who is signed in to an employee as well', async () => {
    const mo = await install(company, 'mo');
    const response = await world.as(mo, '/api/me');
    assert.equal(response.status, 200);
    assert.equal(me.parse(await response.json()).role, 'member');
  });

  it('refuses nobody, and a bad token, as unauthorized; the log says why, without the token', async () => {
    await problem(await world.as(undefined, '/api/me'), 401, 'unauthorized');
    const token = await world.token(company.tenantId, randomUUID(), { aud: 'api://other' });
    const answer = await fetch(`${world.api.base}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    const { detail } = await problem(answer, 401, 'unauthorized');
    assert.ok(!detail.includes('aud'));
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    const lines = world.api.lines.join();
    assert.match(lines, /The token was refused: claim aud/);
    assert.ok(!lines.includes(token.slice(-40)));
  });

  it('tells somebody whose company is not connected what to do', async () => {
    const stranger = { entraTenantId: randomUUID(), entraObjectId: randomUUID() };
    const { detail } = await problem(await world.as(stranger, '/api/me'), 401, 'no-organization');
    assert.match(detail, /its IT must approve it once/);
    assert.match(detail, /help@wintro\.example/);
  });

  it('tells somebody unknown what to do, and links nobody by an e-mail claim', async () => {
    const eva = company.people.get('eva');
    const claims = { email: eva?.email, preferred_username: eva?.email, upn: eva?.email, xms_edov: true };
    const token = await world.token(company.tenantId, randomUUID(), claims);
    const answer = await fetch(`${world.api.base}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    const { detail } = await problem(answer, 401, 'unknown-person');
    assert.match(detail, /bot in Teams/);
  });

  it('knows nobody by an object id of another tenant', async () => {
    const other = await makeCompany('bea:admin');
    const bea = await install(other, 'bea');
    const mixed = { entraTenantId: company.tenantId, entraObjectId: bea.entraObjectId ?? '' };
    await problem(await world.as(mixed, '/api/me'), 401, 'unknown-person');
  });

  it('refuses a deactivated person as inactive', async () => {
    const eva = await install(company, 'eva');
    await disablePerson(company.ctx, { email: eva.email });
    const { detail } = await problem(await world.as(eva, '/api/me'), 401, 'inactive');
    assert.match(detail, /ask your IT/);
  });

  it('takes tokens as long as those of people with many groups', async () => {
    const ada = company.people.get('ada');
    const groups = Array.from({ length: 150 }, () => randomUUID());
    const token = await world.token(company.tenantId, ada?.entraObjectId ?? '', { groups });
    const answer = await fetch(`${world.api.base}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
  });

  it('answers 503 where Entra gives no keys, and where the tab has no registration', async () => {
    const token = await world.token(company.tenantId, randomUUID());
    const headers = { authorization: `Bearer ${token}` };
    const unreachable: Record<string, string> = { AAD_APP_CLIENT_ID: randomUUID(), ENTRA_URL: 'http://127.0.0.1:9' };
    for (const env of [unreachable, {}]) {
      const api = await startApi({ ...realBot, ...env });
      await problem(await fetch(`${api.base}/api/me`, { headers }), 503, 'unavailable');
      await api.close();
    }
  });
});
