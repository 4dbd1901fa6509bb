import assert from 'node:assert/strict';
import { aUser, type Json, openRig, publicUrl, type Rig, refused, schemas } from './scim-rig.ts';

const at = `${publicUrl}/api/scim/v2`;

describe('what SCIM says of itself (RFC 7644 §4)', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig();
  });
  after(() => rig?.close());

  it('tells what is supported, and that is so', async () => {
    const { body } = await rig.a.ask('/ServiceProviderConfig');
    for (const name of ['patch', 'bulk', 'filter', 'sort', 'etag']) assert.equal(body[name].supported, true, name);
    assert.equal(body.changePassword.supported, false);
    assert.deepEqual(
      body.authenticationSchemes.map(({ type }: { type: string }) => type),
      ['oauthbearertoken'],
    );
    const { pagination } = body;
    assert.deepEqual([pagination.cursor, pagination.index, pagination.defaultPaginationMethod], [true, true, 'index']);
    assert.deepEqual([pagination.defaultPageSize, pagination.maxPageSize, body.filter.maxResults], [100, 200, 200]);
    assert.equal(body.meta.location, `${at}/ServiceProviderConfig`);
    const operation = { method: 'DELETE', path: '/Users/nobody' };
    const send = (count: number) => rig.a.ask('/Bulk', { body: { Operations: Array(count).fill(operation) } });
    refused(await send(body.bulk.maxOperations + 1), 413);
    const most = `{"x":"${'x'.repeat(body.bulk.maxPayloadSize)}"}`;
    refused(await rig.a.ask('/Bulk', { body: most }), 413);
  });

  it('lists schemas and resource types, and gives each by its id, in any letter case', async () => {
    for (const [name, own] of [
      ['/Schemas', [schemas.user, schemas.enterprise, schemas.group]],
      ['/ResourceTypes', ['User', 'Group']],
    ] as const) {
      const { body } = await rig.a.ask(name);
      assert.deepEqual(
        body.Resources.map(({ id }: { id: string }) => id),
        own,
      );
      assert.deepEqual([body.schemas, body.totalResults, body.itemsPerPage], [[schemas.list], own.length, own.length]);
      for (const document of body.Resources) {
        assert.equal(document.meta.location, `${at}${name}/${document.id}`);
        for (const id of [document.id, document.id.toUpperCase(), encodeURIComponent(document.id)])
          assert.deepEqual((await rig.a.ask(`${name}/${id}`)).body, document);
      }
      refused(await rig.a.ask(`${name}/nothing`), 404);
      refused(await rig.a.ask(`${name}?filter=id%20pr`), 403);
      assert.ok(!JSON.stringify(body).includes('null'));
    }
  });

  it('names every attribute that an answer holds', async () => {
    const { body: listed } = await rig.a.ask('/Schemas');
    const known = new Map<string, Json>(listed.Resources.map((each: Json) => [each.id, each]));
    const names = (id: string) => new Set(known.get(id).attributes.map(({ name }: { name: string }) => name));
    const department = { [schemas.enterprise]: { department: 'Sales' } };
    const { body } = await rig.a.ask('/Users', { body: aUser(rig.a.domain, { title: 'x', ...department }) });
    const { schemas: _, id: __, externalId: ___, meta: ____, [schemas.enterprise]: extension, ...core } = body;
    for (const name of Object.keys(core)) assert.ok(names(schemas.user).has(name), name);
    for (const name of Object.keys(extension)) assert.ok(names(schemas.enterprise).has(name), name);
  });
});
