import assert from 'node:assert/strict';
import { People } from '#core/people/model.ts';
import { garbage, noise, seeded } from './api-garbage.ts';
import { aUser, type Json, openRig, patch, type Rig, schemas } from './scim-rig.ts';

describe('SCIM in the face of garbage', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig();
  });
  after(() => rig?.close());

  it('refuses a person who grows past what one may have, and keeps them as they were', async () => {
    const { ask, domain } = rig.a;
    const { body: user } = await ask('/Users', { body: aUser(domain) });
    const certificates = (letter: string) =>
      patch({
        op: 'add',
        path: 'x509Certificates',
        value: [1, 2].map(n => ({ value: `${n}${letter.repeat(19_000)}` })),
      });
    const grow = (letter: string) => ask(`/Users/${user.id}`, { method: 'PATCH', body: certificates(letter) });
    assert.ok((await grow('中')).status < 300);
    const refused = await grow('文');
    assert.deepEqual([refused.status, refused.body.scimType], [400, 'invalidValue']);
    assert.match(refused.body.detail, /at most 65536 characters together; these have \d+/);
    assert.equal((await ask(`/Users/${user.id}`)).body.x509Certificates.length, 2);
  });

  it('never fails: 700 bodies and addresses without a 5xx, and the process is as it was', async function () {
    this.timeout(120_000);
    const { ask, domain } = rig.a;
    const random = seeded(6);
    const { body: user } = await ask('/Users', { body: aUser(domain) });
    const { body: group } = await ask('/Groups', { body: { displayName: 'G', members: [{ value: user.id }] } });
    const bulk = {
      schemas: [schemas.bulk],
      failOnErrors: 3,
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'a', data: aUser(domain) },
        { method: 'PATCH', path: `/Users/${user.id}`, data: patch({ op: 'add', path: 'nickName', value: 'bulkId:a' }) },
      ],
    };
    const search = { filter: 'userName eq "x" and active eq true', count: 2, cursor: '', attributes: ['userName'] };
    const sent: [string, string, unknown][] = [
      ['POST', '/Users', aUser(domain)],
      ['PUT', `/Users/${user.id}`, aUser(domain)],
      [
        'PATCH',
        `/Users/${user.id}`,
        patch({ op: 'replace', path: 'emails[type eq "work"].value', value: `x@${domain}` }),
      ],
      ['POST', '/Groups', { displayName: 'x', members: [{ value: user.id }] }],
      ['PATCH', `/Groups/${group.id}`, patch({ op: 'add', path: 'members', value: [{ value: user.id }] })],
      ['POST', '/Bulk', bulk],
      ['POST', '/.search', search],
    ];
    const statuses = new Map<number, number>();
    for (let n = 0; n < 560; n++) {
      const [method, path, body] = sent[n % sent.length] ?? ['POST', '/Users', {}];
      const { status } = await ask(path, {
        method,
        body: Buffer.from(garbage(random, JSON.stringify(body), n)).toString(),
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    const names = ['filter', 'count', 'startIndex', 'cursor', 'sortBy', 'attributes', 'excludedAttributes'];
    for (let n = 0; n < 140; n++) {
      const value = encodeURIComponent(noise(random, 40).toWellFormed());
      await ask(`/${n % 2 ? 'Users' : 'Groups'}?${names[n % names.length]}=${value}`);
    }
    assert.ok(statuses.size > 2, JSON.stringify([...statuses]));
    assert.equal(Object.keys(Object.prototype).length, 0);
    assert.equal(({} as Json).polluted, undefined);
    assert.equal((await ask('/Users?count=1')).status, 200);
    const { organization } = rig.b.ctx;
    assert.equal(await People.countDocuments({ organization }), 1);
  });

  it('takes names of JavaScript’s own objects for names', async () => {
    const { ask, domain } = rig.a;
    const { body: user } = await ask('/Users', { body: aUser(domain) });
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    for (const [method, path, body] of [
      ['POST', '/Users', `${evil},${JSON.stringify(aUser(domain)).slice(1)}`],
      ['POST', '/Groups', `${evil},"displayName":"P","members":[{"__proto__":{"value":"x"}}]}`],
      ['POST', '/.search', `${evil},"count":1}`],
      [
        'POST',
        '/Bulk',
        `${evil},"Operations":[{"method":"POST","path":"/__proto__","bulkId":"__proto__","data":{"__proto__":{"a":"bulkId:constructor"}}}]}`,
      ],
      [
        'PATCH',
        `/Users/${user.id}`,
        `{"Operations":[{"op":"add","value":{"__proto__.polluted":1,"name.__proto__.polluted":1}}]}`,
      ],
      ['PATCH', `/Users/${user.id}`, JSON.stringify(patch({ op: 'add', path: '__proto__.polluted', value: '1' }))],
    ] as const)
      await ask(path, { method, body });
    for (const path of [
      '/__proto__',
      '/Users/__proto__',
      '/constructor',
      '/Schemas/__proto__',
      '/Users?__proto__=1&constructor=1',
    ])
      await ask(path);
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString'])
      for (const query of [
        `filter=${name}%20pr`,
        `sortBy=${name}`,
        `attributes=${name}`,
        `excludedAttributes=${name}.x`,
      ])
        await ask(`/Users?${query}`);
    assert.equal(({} as Json).polluted, undefined);
  });
});
