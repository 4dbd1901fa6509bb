import assert from 'node:assert/strict';
import { guide, madeToken, security } from '#api/settings/security/contract.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { problem } from './api-client.ts';
import { answered, base, openSettingsRig, type SettingsRig } from './settings-rig.ts';

describe('Settings → Security: directories and their tokens', () => {
  let rig: SettingsRig;
  const state = async (company = rig.a, name = [...company.people.keys()][0] ?? '') =>
    answered(await company.as(name, ''), security.parse);

  before(async () => {
    rig = await openSettingsRig();
  });
  after(() => rig.close());

  it('shows an admin and a boss what is set, and that an admin alone changes it', async () => {
    const seen = await state();
    assert.deepEqual(seen, {
      mayChange: true,
      tenantUrl: seen.tenantUrl,
      people: { active: 3, inactive: 0 },
      groups: 0,
      connections: [],
      guard: { threshold: 10, automatic: 10 },
    });
    assert.match(seen.tenantUrl, /^http.*\/api\/scim\/v2$/);
    assert.equal((await state(rig.a, 'amy')).mayChange, false);
  });

  it('refuses members and whoever is not signed in', async () => {
    for (const path of ['', '/groups', '/log', '/log/export?format=csv', '/guides/entra', '/log/log_1'])
      await problem(await rig.a.as('art', path), 403, 'forbidden');
    await problem(await rig.world.as(undefined, base), 401, 'unauthorized');
    for (const path of ['/guard/restore', '/guard/intended'])
      await problem(await rig.world.as(undefined, `${base}${path}`, { method: 'POST' }), 401, 'unauthorized');
  });

  it('lets bosses and members change nothing', async () => {
    const asked: [string, { method?: string; body: unknown }][] = [
      ['/tokens', { body: {} }],
      ['/tokens/tok_1/revoke', { body: {} }],
      ['/connections/dir_1/required', { method: 'PUT', body: { required: 'short' } }],
      ['/groups/grp_1/role/preview', { body: { role: 'admin' } }],
      ['/groups/grp_1/role', { method: 'PUT', body: { role: 'admin' } }],
      ['/guard', { method: 'PUT', body: { threshold: 3 } }],
      ['/guard/restore', { body: { reason: 'because', from: new Date().toISOString() } }],
      ['/guard/intended', { body: { from: new Date().toISOString() } }],
      ['/people/per_1/enable', { body: { reason: 'because' } }],
      ['/merge', { body: { keep: 'per_1', drop: 'per_2' } }],
    ];
    for (const [path, request] of asked)
      for (const name of ['amy', 'art']) await problem(await rig.a.as(name, path, request), 403, 'forbidden');
    await problem(await rig.a.as('amy', '/merge/preview?keep=per_1&drop=per_2'), 403, 'forbidden');
    assert.deepEqual((await state()).connections, []);
  });

  it('makes a token that is shown once, works, and stands in no log line', async () => {
    const response = await rig.a.as('ada', '/tokens', { body: { provider: 'entra' } });
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const made = await answered(response, madeToken.parse, 201);
    assert.equal(made.token.split(':').at(-1), made.providerId);
    assert.equal(made.tenantUrl, (await state()).tenantUrl);
    assert.equal((await rig.scim(made.token, 'GET', '/ServiceProviderConfig')).status, 200);
    const text = JSON.stringify(await state());
    const [raw = ''] = made.token.split(':');
    assert.ok(!text.includes(raw));
    assert.ok(!rig.world.api.lines.join().includes(raw));
    const [connection] = (await state()).connections;
    assert.equal(connection?.provider, 'entra');
    assert.deepEqual(
      connection?.tokens.map(({ id, state: of, ending, createdBy }) => ({ id, of, ending, createdBy })),
      [{ id: made.tokenId, of: 'live', ending: raw.slice(-4), createdBy: 'ada Test' }],
    );
  });

  it('keeps the old token alive beside a new one, refuses a third with a hint, and ends one at once', async () => {
    const [connection] = (await state()).connections;
    const [old] = connection?.tokens ?? [];
    assert.ok(connection && old);
    const second = await answered(
      await rig.a.as('ada', '/tokens', { body: { connection: connection.id } }),
      madeToken.parse,
      201,
    );
    assert.equal(second.providerId, connection.id);
    const { detail } = await problem(await rig.a.as('ada', '/tokens', { body: {} }), 409, 'conflict');
    assert.match(detail, /two live tokens/);
    const [both] = (await state()).connections;
    assert.equal(both?.maySupplyToken, false);
    const after = await answered(await rig.a.as('ada', `/tokens/${old.id}/revoke`, { body: {} }), security.parse);
    assert.deepEqual(
      after.connections[0]?.tokens.map(token => [token.id, token.state]),
      [
        [second.tokenId, 'live'],
        [old.id, 'revoked'],
      ],
    );
    assert.equal((await rig.scim(second.token, 'GET', '/ServiceProviderConfig')).status, 200);
    await problem(await rig.a.as('ada', `/tokens/${old.id}/revoke`, { body: {} }), 404, 'not-found');
  });

  it('says what was seen: the first request, a test, a wrong token', async () => {
    const { token, providerId } = await createToken(rig.b.ctx, { provider: 'okta' });
    assert.equal((await state(rig.b)).connections[0]?.state, 'waiting');
    await rig.scim(`wrong${token}`, 'GET', '/Users');
    await rig.settle();
    const [refused] = (await state(rig.b)).connections;
    assert.deepEqual(
      [refused?.id, refused?.state, refused?.refused.map(({ kind, count }) => [kind, count])],
      [providerId, 'refused', [['unknown', 1]]],
    );
    await rig.scim(token, 'GET', '/ServiceProviderConfig');
    await rig.settle();
    const [connected] = (await state(rig.b)).connections;
    assert.equal(connected?.state, 'connected');
    assert.ok(connected?.seen.firstRequestAt && connected.seen.lastRequestAt);
  });

  it('answers 304 to who has it already', async () => {
    const first = await rig.a.as('ada', '');
    const etag = first.headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    assert.equal((await rig.world.as(rig.a.person('ada'), base, { headers })).status, 304);
    await rig.a.as('ada', '/guard', { method: 'PUT', body: { threshold: 77 } });
    assert.equal((await rig.world.as(rig.a.person('ada'), base, { headers })).status, 200);
  });

  it('sets which attributes a person needs', async () => {
    const [connection] = (await state()).connections;
    const after = await answered(
      await rig.a.as('ada', `/connections/${connection?.id}/required`, { method: 'PUT', body: { required: 'short' } }),
      security.parse,
    );
    assert.equal(after.connections[0]?.required, 'short');
    const wrong = { method: 'PUT', body: { required: 'none' } };
    const { errors } = await problem(
      await rig.a.as('ada', `/connections/${connection?.id}/required`, wrong),
      400,
      'invalid',
    );
    assert.deepEqual(errors, [{ field: 'required', message: 'must be one of "all", "short"' }]);
  });

  it('has the guide of each directory, with the tenant URL in it and a place for the token', async () => {
    const { tenantUrl } = await state();
    for (const provider of ['entra', 'okta', 'auth0']) {
      const read = await answered(await rig.a.as('amy', `/guides/${provider}`), guide.parse);
      const text = JSON.stringify(read);
      assert.ok(read.steps.length > 3, provider);
      assert.ok(text.includes(tenantUrl) && !text.includes('{{tenantUrl}}') && !text.includes('{{appName}}'), provider);
    }
    await problem(await rig.a.as('ada', '/guides/other'), 404, 'not-found');
  });

  it('finds nothing of another organization', async () => {
    const [connection] = (await state()).connections;
    const [token] = connection?.tokens ?? [];
    for (const id of [token?.id, 'tok_none'])
      await problem(await rig.b.as('bea', `/tokens/${id}/revoke`, { body: {} }), 404, 'not-found');
    const required = { method: 'PUT', body: { required: 'all' } };
    await problem(await rig.b.as('bea', `/connections/${connection?.id}/required`, required), 404, 'not-found');
    await problem(await rig.b.as('bea', '/tokens', { body: { connection: connection?.id } }), 404, 'not-found');
    const [mine] = (await state()).connections;
    assert.deepEqual([mine?.required, mine?.tokens[0]?.state], ['short', 'live']);
    assert.ok(!JSON.stringify(await state(rig.b)).includes(connection?.id ?? 'dir_'));
  });
});
