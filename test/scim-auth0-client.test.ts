import assert from 'node:assert/strict';
import { pullUsers } from '#core/clients/auth0-users.ts';
import { type Auth0Rig, application, auth0User, openAuth0, pullWay } from './auth0-rig.ts';

describe("Auth0's users, pulled", () => {
  let rig: Auth0Rig;
  afterEach(() => rig.stand.stop());

  const fill = (count: number) => {
    for (let number = 0; number < count; number++) rig.stand.users.push(auth0User(`p${number}@contoso.example`));
  };
  const pulled = () => pullUsers(rig.auth0, pullWay);
  const asked = (path: string) => rig.stand.heard.filter(line => line.includes(path)).length;

  it('come page by page, each once, with one token', async () => {
    rig = await openAuth0();
    fill(250);
    const users = await pulled();
    assert.equal(new Set(users.map(({ email }) => email)).size, 250);
    assert.equal(asked('/api/v2/users?'), 3);
    await pulled();
    assert.equal(asked('/oauth/token'), 1);
    assert.deepEqual(Object.keys(users[0] ?? {}).includes('nickname'), true);
  });

  it('come from one connection alone when it is named', async () => {
    rig = await openAuth0();
    fill(3);
    const identity = { connection: 'customers', provider: 'auth0', user_id: 'c', isSocial: false };
    rig.stand.users.push(auth0User('customer@elsewhere.example', { identities: [identity] }));
    const users = await pullUsers(rig.auth0, { ...pullWay, connection: 'employees' });
    assert.equal(users.length, 3);
  });

  it('come by an export from 1,000 on, of the named connection alone', async () => {
    rig = await openAuth0();
    fill(1_200);
    const identity = { connection: 'customers', provider: 'auth0', user_id: 'c', isSocial: false };
    rig.stand.users.push(auth0User('customer@elsewhere.example', { identities: [identity], blocked: true }));
    assert.equal((await pulled()).length, 1_201);
    assert.equal(asked('/api/v2/users?'), 1);
    const employees = await pullUsers(rig.auth0, { ...pullWay, connection: 'employees' });
    assert.equal(employees.length, 1_200);
    assert.equal(employees[0]?.blocked, null);
  });

  it('do not come at all when the export is torn', async () => {
    rig = await openAuth0();
    fill(1_000);
    rig.stand.tearExport();
    await assert.rejects(pulled(), /^DomainError: Auth0's export did not arrive whole\.$/);
  });

  it('are read anew when the list changes under way, and not taken when it never holds still', async () => {
    rig = await openAuth0();
    fill(150);
    let changes = 1;
    rig.stand.before(line => {
      if (line.includes('page=1&') && changes-- > 0) rig.stand.users.splice(0, 1);
    });
    assert.equal((await pulled()).length, 149);
    assert.match(rig.told.join('\n'), /reading it again/);
    changes = 100;
    await assert.rejects(pulled(), /The list of users changed while it was read/);
  });

  it('wait as long as a 429 says', async () => {
    rig = await openAuth0();
    fill(150);
    const resetAt = Math.ceil(Date.now() / 1000) + 1;
    rig.stand.limit(1, resetAt);
    assert.equal((await pulled()).length, 150);
    assert.ok(Date.now() >= resetAt * 1000, 'it asked again before its time');
    assert.equal(asked('/api/v2/users?'), 3);
    assert.match(rig.told.join('\n'), /Auth0 answered 429\. Asking again in \d s\./);
  });

  it('are asked for again when a connection breaks, and given up in the end', async () => {
    rig = await openAuth0();
    fill(1);
    let broken = 2;
    rig.stand.before(() => {
      if (broken-- > 0) throw new Error('cut');
    });
    assert.equal((await pulled()).length, 1);
    broken = 1_000;
    await assert.rejects(pulled(), /Auth0 could not be asked, 8 times over: The connection to .* broke/);
  });

  it('need a new token once when the old one has ended', async () => {
    rig = await openAuth0();
    fill(1);
    await pulled();
    rig.stand.endTokens();
    assert.equal((await pulled()).length, 1);
    assert.equal(asked('/oauth/token'), 2);
  });

  it('are refused with a wrong secret, a wrong domain or without the permission, in words', async () => {
    rig = await openAuth0({ clientSecret: 'wrong' });
    await assert.rejects(
      pulled(),
      new RegExp(`gave no token to application ${application.clientId}: Unauthorized\\.$`),
    );
    await rig.stand.stop();
    rig = await openAuth0({ domain: 'other.eu.auth0.com' });
    await assert.rejects(pulled(), /Service not found: https:\/\/other\.eu\.auth0\.com\/api\/v2\/\.$/);
    await rig.stand.stop();
    rig = await openAuth0({ scopes: ['read:clients'] });
    await assert.rejects(pulled(), /Insufficient scope.* The application needs read:users\.$/);
  });
});
