import assert from 'node:assert/strict';
import { cursorTimeoutSeconds, readCursor, writeCursor } from '#api/scim/cursor.ts';
import { ScimError } from '#api/scim/errors.ts';
import { readParameters } from '#api/scim/list.ts';
import { aUser, type Json, openRig, type Rig, refused, schemas } from './scim-rig.ts';

const ids = ({ body }: { body: Json }): string[] => body.Resources.map(({ id }: { id: string }) => id);

describe('lists of SCIM (RFC 7644 §3.4.2, RFC 9865)', () => {
  let rig: Rig;
  const everybody = 230;

  before(async function () {
    this.timeout(120_000);
    rig = await openRig();
    const Operations = Array.from({ length: everybody - 1 }, (_, index) => ({
      method: 'POST',
      path: '/Users',
      bulkId: String(index),
      data: aUser(rig.a.domain, { title: `Level ${index % 7}` }),
    }));
    const { body } = await rig.a.ask('/Bulk', { body: { schemas: [schemas.bulk], Operations } });
    assert.ok(body.Operations.every(({ status }: { status: string }) => status === '201'));
    for (const displayName of ['One', 'Two', 'Three']) await rig.a.ask('/Groups', { body: { displayName } });
  });
  after(() => rig?.close());

  it('holds 100 unless asked, 200 at most, and nothing but the total for a count of 0', async () => {
    for (const [asked, held] of [
      ['', 100],
      ['?count=', 100],
      ['?count=150', 150],
      ['?count=5000', 200],
      ['?count=0', 0],
      ['?count=-1', 0],
      ['?startIndex=201', 30],
      ['?startIndex=231', 0],
      ['?startIndex=900719925474099', 0],
    ] as const) {
      const { body } = await rig.a.ask(`/Users${asked}`);
      assert.deepEqual([body.totalResults, body.itemsPerPage, body.Resources.length], [everybody, held, held], asked);
      for (const name of ['totalResults', 'itemsPerPage', 'startIndex']) assert.equal(typeof body[name], 'number');
    }
    refused(await rig.a.ask('/Users?count=many'), 400, 'invalidValue');
    refused(await rig.a.ask('/Users?startIndex=1.5'), 400, 'invalidValue');
    refused(await rig.a.ask('/Users?sortOrder=up'), 400, 'invalidValue');
    refused(await rig.a.ask('/Users?cursor&count=x'), 400, 'invalidCount');
  });

  it('shows everybody once, page by page, by index and by cursor, sorted or not, and by POST', async () => {
    const all = new Set([
      ...ids(await rig.a.ask('/Users?count=200')),
      ...ids(await rig.a.ask('/Users?startIndex=201')),
    ]);
    assert.equal(all.size, everybody);
    for (const query of ['', '&sortBy=title', '&sortBy=userName&sortOrder=descending']) {
      const byIndex: string[] = [];
      for (let startIndex = 1; startIndex <= everybody; startIndex += 90)
        byIndex.push(...ids(await rig.a.ask(`/Users?count=90&startIndex=${startIndex}${query}`)));
      const byCursor: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        assert.match(cursor, /^[\w.~-]*$/, 'unreserved characters alone');
        const page = await rig.a.ask(`/Users?count=90&cursor=${cursor}${query}`);
        byCursor.push(...ids(page));
        cursor = page.body.nextCursor;
      }
      assert.deepEqual(new Set(byIndex), all, query);
      assert.deepEqual(byCursor, byIndex, query);
      assert.equal(byCursor.length, everybody);
    }
    const body = { schemas: [schemas.search], cursor: '', count: 200, attributes: ['userName'] };
    const first = await rig.a.ask('/Users/.search', { body });
    const second = await rig.a.ask('/Users/.search', { body: { ...body, cursor: first.body.nextCursor } });
    assert.deepEqual(new Set([...ids(first), ...ids(second)]), all);
    assert.deepEqual(Object.keys(first.body.Resources[0]).toSorted(), ['id', 'schemas', 'userName']);
  });

  it('lists people and groups as one at the base address and by POST to /.search', async () => {
    const byIndex = [...ids(await rig.a.ask('?count=200')), ...ids(await rig.a.ask('/?count=200&startIndex=201'))];
    assert.equal(new Set(byIndex).size, everybody + 3);
    assert.ok(byIndex.slice(-3).every(id => id.startsWith('grp_')));
    const byCursor: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body }: { body: Json } = await rig.a.ask('/.search', { body: { cursor, count: 115 } });
      assert.equal(body.totalResults, everybody + 3);
      byCursor.push(...ids({ body }));
      cursor = body.nextCursor;
    }
    assert.deepEqual(byCursor, byIndex);
    const groups = await rig.a.ask('/?filter=meta.resourceType%20eq%20%22Group%22');
    assert.equal(groups.body.totalResults, 3);
    const titled = await rig.a.ask('/?filter=title%20eq%20%22level%203%22&sortBy=userName&count=5');
    assert.equal(titled.body.totalResults, 33);
    refused(await rig.a.ask('/?filter=nothing%20pr'), 400, 'invalidFilter');
    refused(await rig.a.ask('/?sortBy=nothing'), 400, 'invalidValue');
  });

  it('goes on only where a cursor was given: same query, same organization, in time', async () => {
    const page = await rig.a.ask('/Users?cursor=&count=10&filter=displayName%20sw%20%22Person%22');
    const { nextCursor } = page.body;
    const next = `cursor=${nextCursor}&filter=displayName%20sw%20%22Person%22`;
    assert.equal((await rig.a.ask(`/Users?count=20&${next}`)).status, 200);
    const flipped = `${nextCursor.slice(0, 10)}${nextCursor[10] === 'A' ? 'B' : 'A'}${nextCursor.slice(11)}`;
    for (const query of [
      `cursor=${nextCursor}`,
      `cursor=${nextCursor}.x&filter=displayName%20sw%20%22Person%22`,
      `cursor=${nextCursor}x&filter=displayName%20sw%20%22Person%22`,
      `${next}&sortBy=userName`,
      `cursor=${flipped}&filter=displayName%20sw%20%22Person%22`,
      'cursor=x',
      'cursor=e30.e30',
      `cursor=${'x'.repeat(2_000)}`,
    ])
      refused(await rig.a.ask(`/Users?${query}`), 400, 'invalidCursor');
    refused(await rig.a.ask(`/Groups?${next}`), 400, 'invalidCursor');
    refused(await rig.b.ask(`/Users?${next}`), 400, 'invalidCursor');

    const now = new Date();
    const query = { organization: 'org_a', asked: ['x'], now };
    const old = writeCursor({ source: 0, after: 'per_1' }, query);
    assert.deepEqual(readCursor(old, query), { source: 0, after: 'per_1' });
    const later = { ...query, now: new Date(now.getTime() + (cursorTimeoutSeconds + 2) * 1000) };
    assert.throws(
      () => readCursor(old, later),
      new ScimError(400, 'expiredCursor', 'This cursor is older than a day. Begin again with an empty cursor.'),
    );
  });

  it('reads spaces as + and as %20, and a plus as what it is', async () => {
    const { a } = rig;
    const plus = await a.ask('/Users', { body: aUser(a.domain, { userName: `ada+hr@${a.domain}` }) });
    const found = plus.body.id;
    for (const filter of [
      `userName%20eq%20%22ada%2Bhr@${a.domain}%22`,
      `userName%20eq%20%22ada+hr@${a.domain}%22`,
      `userName+eq+%22ada%2bhr@${a.domain}%22`,
      `userName+eq+"ada%2Bhr@${a.domain}"+and+active+eq+true`,
    ])
      assert.deepEqual(ids(await a.ask(`/Users?filter=${filter}`)), [found], filter);
    assert.deepEqual(readParameters('?filter=displayName+eq+%22a%20b%22'), { filter: 'displayName eq "a b"' });
    assert.deepEqual(readParameters('?Count=1&count=2&cursor&__proto__=x&a[]=1'), { count: '1', cursor: '' });
    refused(await a.ask('/Users?filter=%ff'), 400, 'invalidValue');
    refused(await a.ask('/Users?filter='), 400, 'invalidFilter');
  });
});
