import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { disconnectDatabase } from '#core/database.ts';
import { listLog } from '#core/provisioning/log-list.ts';
import { ProvisioningLog } from '#core/provisioning/model.ts';
import { connectTestDatabase } from './company.ts';
import { aUser, openRig, patch, prefix, publicUrl, type Rig, refused, schemas } from './scim-rig.ts';

describe('SCIM over HTTP (RFC 7644)', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig('entra');
  });
  after(() => rig?.close());

  it('answers other letter case, trailing and doubled slashes and unknown parameters like the exact address', async () => {
    const { a } = rig;
    const exact = await a.ask('/Users?count=5');
    assert.equal(exact.status, 200);
    for (const path of [
      '/users?count=5',
      '/USERS/?COUNT=5',
      '//Users//?count=5&aadOptscim062020',
      '/Users?count=5&x=%22',
    ])
      assert.equal((await a.ask(path)).text, exact.text, path);
    const { id } = exact.body.Resources[0];
    const one = await a.ask(`/Users/${id}`);
    for (const path of [`/users/${id}/`, `//Users/${id}?aadOptscim062020=true`])
      assert.equal((await a.ask(path)).text, one.text, path);
    refused(await a.ask(`/Users/${id.toUpperCase()}`), 404);
  });

  it('writes addresses from PUBLIC_URL with the prefix that was used', async () => {
    const { a } = rig;
    for (const at of [prefix, '/api/auth/scim/v2']) {
      const made = await a.ask('/Users', { body: aUser(a.domain), prefix: at });
      const location = `${publicUrl}${at}/Users/${made.body.id}`;
      assert.deepEqual([made.status, made.headers.get('location'), made.body.meta.location], [201, location, location]);
      const group = await a.ask('/Groups', {
        body: { displayName: `G ${at}`, members: [{ value: made.body.id }] },
        prefix: at,
      });
      assert.equal(group.body.members[0].$ref, location);
    }
    const other = await a.ask('/Schemas', { prefix: '/API/AUTH/SCIM/V2' });
    assert.ok(other.body.Resources[0].meta.location.startsWith(`${publicUrl}/api/auth/scim/v2/Schemas/`));
  });

  it('takes JSON by either media type, with a charset and without any, and refuses the rest with 415', async () => {
    const { a } = rig;
    const send = (type: string | undefined) => {
      const body = JSON.stringify(aUser(a.domain));
      const bytes = new Blob([body]);
      return fetch(`${rig.api.base}${prefix}/Users`, {
        method: 'POST',
        headers: { authorization: `Bearer ${a.token}`, ...(type === undefined ? {} : { 'content-type': type }) },
        body: bytes,
      });
    };
    for (const type of [undefined, 'application/json', 'application/scim+json; charset=utf-8', 'Application/SCIM+JSON'])
      assert.equal((await send(type)).status, 201, type);
    for (const type of ['text/plain', 'application/xml', 'application/json; charset=utf-16']) {
      const answer = await a.ask('/Users', { body: aUser(a.domain), headers: { 'content-type': type } });
      refused(answer, 415);
    }
    refused(await a.ask('/Users', { body: aUser(a.domain), headers: { 'content-encoding': 'gzip' } }), 415);
  });

  it('says what is wrong with a body that is none', async () => {
    const { a } = rig;
    for (const body of ['', '{', '[]', '"x"', 'null', `${'{"a":'.repeat(30)}1${'}'.repeat(30)}`])
      refused(await a.ask('/Users', { method: 'POST', body }), 400, 'invalidSyntax');
    assert.match(refused(await a.ask('/Users', { body: {} }), 400, 'invalidValue'), /userName/);
    refused(await a.ask('/Users', { body: `{"x":"${'y'.repeat(1_048_576)}"}` }), 413);
    const most = aUser(a.domain, { nickName: 'n'.repeat(100), ignored: 'z'.repeat(1_000_000) });
    assert.equal((await a.ask('/Users', { body: most })).status, 201);
  });

  it('answers 404, 405 and 501 in its own form, and says what to look at', async () => {
    const { a } = rig;
    assert.match(refused(await a.ask('/v2/Users'), 404), /tenant URL/);
    for (const path of ['/nothing', '/Users/x/y', '/%zz', '/Users/%zz', '/Users/x%2Fy', `/Users/${'x'.repeat(3_000)}`])
      refused(await a.ask(path), 404);
    const wrong = await a.ask('/Users', { method: 'DELETE' });
    refused(wrong, 405);
    assert.deepEqual(wrong.headers.get('allow')?.split(', ').toSorted(), ['GET', 'HEAD', 'POST']);
    refused(await a.ask('/ServiceProviderConfig', { method: 'PUT', body: {} }), 405);
    refused(await a.ask('/Users/.search'), 404);
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE'])
      refused(await a.ask('/Me', { method, ...(method === 'POST' || method === 'PATCH' ? { body: {} } : {}) }), 501);
  });

  it('answers HEAD as GET, without the body', async () => {
    const { a } = rig;
    for (const path of ['', '/Users', '/Groups', '/ServiceProviderConfig', '/Schemas', '/ResourceTypes']) {
      const [head, whole] = [await a.ask(path, { method: 'HEAD' }), await a.ask(path)];
      assert.deepEqual([head.status, head.text], [200, ''], path);
      assert.equal(head.headers.get('content-length'), String(Buffer.byteLength(whole.text)));
      assert.equal(head.headers.get('content-type'), 'application/scim+json');
    }
    assert.equal((await a.ask('/Users/nobody', { method: 'HEAD' })).status, 404);
  });

  it('has another version of a group once a member was deleted, and once they are back', async () => {
    const { a } = rig;
    const sent = aUser(a.domain);
    const { body: user } = await a.ask('/Users', { body: sent });
    const { body: group } = await a.ask('/Groups', { body: { displayName: 'Seen', members: [{ value: user.id }] } });
    const read = async (tag: string) => {
      const { status, headers, body } = await a.ask(`/Groups/${group.id}`, { headers: { 'If-None-Match': tag } });
      return { status, tag: headers.get('etag') ?? '', members: body?.members?.length ?? 0 };
    };
    assert.equal((await read('W/"1"')).status, 304);
    await a.ask(`/Users/${user.id}`, { method: 'DELETE' });
    const without = await read('W/"1"');
    assert.deepEqual([without.status, without.members], [200, 0]);
    assert.equal((await a.ask('/Users', { body: sent })).body.id, user.id);
    const again = await read(without.tag);
    assert.deepEqual([again.status, again.members], [200, 1]);
  });

  it('logs the operations of a bulk in their order', async () => {
    const { a } = rig;
    const names = Array.from({ length: 12 }, (_, n) => `Group ${n} of a bulk`);
    const Operations = names.map(displayName => ({
      method: 'POST',
      path: '/Groups',
      bulkId: displayName,
      data: { displayName },
    }));
    await a.ask('/Bulk', { body: { schemas: [schemas.bulk], Operations } });
    const { entries } = await listLog(a.ctx, { q: 'of a bulk', limit: 50 });
    assert.deepEqual(
      entries.map(({ target }) => target.name),
      names.toReversed(),
    );
  });

  it('keeps to If-Match and If-None-Match on users and groups (§3.14)', async () => {
    const { a } = rig;
    const change = patch({ op: 'replace', path: 'displayName', value: 'Changed' });
    for (const [path, body] of [
      ['/Users', aUser(a.domain)],
      ['/Groups', { displayName: 'Versions' }],
    ] as const) {
      const made = await a.ask(path, { body });
      const at = `${path}/${made.body.id}`;
      assert.deepEqual([made.headers.get('etag'), made.body.meta.version], ['W/"1"', 'W/"1"']);
      for (const tags of ['W/"1"', '"1"', 'W/"9", W/"1"', '*']) {
        const known = await a.ask(at, { headers: { 'If-None-Match': tags } });
        assert.deepEqual([known.status, known.text, known.headers.get('etag')], [304, '', 'W/"1"'], tags);
      }
      assert.equal((await a.ask(at, { headers: { 'If-None-Match': 'W/"2"' } })).status, 200);
      for (const tags of ['W/"2"', 'W/"2", "3"', 'abc'])
        for (const method of ['PATCH', 'DELETE']) {
          const headers = { 'If-Match': tags };
          refused(await a.ask(at, { method, headers, ...(method === 'PATCH' ? { body: change } : {}) }), 412);
        }
      const changed = await a.ask(at, { method: 'PATCH', body: change, headers: { 'If-Match': 'W/"5", W/"1"' } });
      assert.ok(changed.status < 300);
      assert.equal(changed.headers.get('etag'), 'W/"2"');
      assert.equal(
        (await a.ask(at, { method: 'PATCH', body: change, headers: { 'If-Match': '*' } })).status < 300,
        true,
      );
      assert.equal((await a.ask(at, { method: 'DELETE', headers: { 'If-Match': 'W/"2"' } })).status, 204);
      refused(await a.ask(at, { method: 'DELETE', headers: { 'If-Match': 'W/"2"' } }), 404);
    }
  });

  it('answers a PATCH of a group with 204, and with the group where attributes are asked for', async () => {
    const { a } = rig;
    const user = await a.ask('/Users', { body: aUser(a.domain) });
    const group = await a.ask('/Groups', { body: { displayName: 'Answers' } });
    const at = `/Groups/${group.body.id}`;
    const add = patch({ op: 'add', path: 'members', value: [{ value: user.body.id }] });
    const silent = await a.ask(at, { method: 'PATCH', body: add });
    assert.deepEqual([silent.status, silent.text], [204, '']);
    const rename = patch({ op: 'replace', path: 'displayName', value: 'Answered' });
    const told = await a.ask(`${at}?attributes=displayName`, { method: 'PATCH', body: rename });
    assert.equal(told.status, 200);
    assert.deepEqual(told.body, { schemas: [schemas.group], id: group.body.id, displayName: 'Answered' });
    const whole = await a.ask(`${at}?attributes=members`, { method: 'PATCH', body: rename });
    assert.deepEqual(
      whole.body.members.map(({ value }: { value: string }) => value),
      [user.body.id],
    );
  });

  it('writes each refused write into the provisioning log, with the request and how to mend it', async () => {
    const { a } = rig;
    const user = aUser(a.domain);
    const { body } = await a.ask('/Users', { body: user });
    const refusals = [
      await a.ask('/Users', { body: user }),
      await a.ask('/Users', { body: { ...aUser(a.domain), displayName: '', password: 'hunter2' } }),
      await a.ask('/Users/per_gone', { method: 'PATCH', body: patch({ op: 'replace', path: 'title', value: 'x' }) }),
      await a.ask(`/Users/${body.id}`, { method: 'DELETE', headers: { 'If-Match': 'W/"8"' } }),
      await a.ask('/Users/per_gone', {
        method: 'PATCH',
        body: patch({ op: 'add', path: 'PassWord', value: 'hunter2' }),
      }),
      await a.ask('/Groups', { body: {} }),
      await a.ask('/Users', { body: '{' }),
    ];
    for (const { status, headers, body: said } of refusals) {
      const row = await ProvisioningLog.findOne({
        organization: a.ctx.organization,
        verb: 'failure',
        requestId: headers.get('x-request-id') ?? '',
      }).lean();
      assert.ok(row, String(status));
      assert.deepEqual([row.verb, row.reason, row.actor], ['failure', said.detail, 'Entra ID']);
      assert.match(row.request ?? '', /^(POST|PATCH|DELETE) \/(Users|Groups)/);
      assert.ok(row.mend, row.reason);
      assert.ok(!row.sent?.includes('hunter2'));
      assert.equal(row.request?.startsWith('PATCH'), row.sent?.includes('"Operations"') ?? false);
    }
    const asked = (await a.ask('/Users/per_gone')).headers.get('x-request-id');
    const none = { organization: a.ctx.organization, verb: 'failure' as const, requestId: asked ?? '' };
    assert.equal(await ProvisioningLog.countDocuments(none), 0);
  });

  it('answers 503 in its own form while the database is away', async () => {
    const { a } = rig;
    await sleep(50);
    await disconnectDatabase();
    try {
      const answer = await a.ask('/Users');
      refused(answer, 503);
      assert.equal(answer.headers.get('retry-after'), '5');
    } finally {
      await connectTestDatabase();
    }
  });
});
