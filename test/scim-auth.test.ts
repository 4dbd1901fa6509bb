import assert from 'node:assert/strict';
import { ProvisioningLog } from '#core/provisioning/model.ts';
import { drainRefused } from '#core/provisioning/refused.ts';
import { createToken, revokeToken } from '#core/provisioning/tokens.ts';
import { until } from './company.ts';
import { ask, openRig, patch, prefix, type Rig, refused } from './scim-rig.ts';

describe('the token of a SCIM request', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig('entra');
  });
  after(() => rig?.close());

  const paths = ['', '/', '/Users', '/users/', '/Users/x', '/Groups', '/Bulk', '/Me', '/.search', '/Users/.search'];
  const others = [
    '/ServiceProviderConfig',
    '/Schemas',
    '/Schemas/x',
    '/ResourceTypes',
    '/nothing',
    '/Users/x/y',
    '/%zz',
  ];

  it('is asked for on every path under both prefixes, by every method, also where nothing is', async () => {
    for (const at of [prefix, '/api/auth/scim/v2', '/API/Scim/V2', '//api//scim/v2', '/api/sci%6d/v2'])
      for (const path of [...paths, ...others])
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
          const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { body: patch() } : {};
          const answer = await ask(rig.api, '', path, { method, prefix: at, ...body });
          refused(answer, 401);
          assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
        }
  });

  it('is looked at before the size and coding of the body', async () => {
    const asked = { body: 'x'.repeat(1_100_000), headers: { 'content-encoding': 'gzip' } };
    refused(await ask(rig.api, '', '/Users', asked), 401);
  });

  it('is refused alike whether missing, misformed, unknown, of another directory, expired or revoked', async () => {
    const { a, b } = rig;
    const revoked = await createToken(a.ctx, { provider: 'entra' });
    await revokeToken(a.ctx, { token: revoked.tokenId });
    const longAgo = { ...a.ctx, now: new Date(Date.now() - 400 * 86_400_000) };
    const expired = await createToken(longAgo, { provider: 'entra' });
    const raw = a.token.split(':')[0] ?? '';
    const headers: Record<string, string>[] = [
      {},
      { authorization: 'Bearer' },
      { authorization: `Basic ${a.token}` },
      { authorization: `Bearer ${raw}` },
      { authorization: `Bearer ${raw}:${b.connection}` },
      { authorization: `Bearer x:${a.connection}` },
      { authorization: `Bearer ${a.token}x` },
      { authorization: `Bearer ${a.token} x` },
      { authorization: `Bearer ${revoked.token}` },
      { authorization: `Bearer ${expired.token}` },
      { authorization: 'Bearer a:dir_$ne' },
      { authorization: `Bearer ${'x'.repeat(5_000)}` },
    ];
    const answers = await Promise.all(headers.map(each => ask(rig.api, '', '/Users', { headers: each })));
    for (const answer of answers) refused(answer, 401);
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
    assert.match(answers[0]?.body.detail, /Settings, Security, SCIM Configuration/);
  });

  it('that was refused is told apart in the provisioning log of its own organization, without a word of it', async () => {
    const { a, b } = rig;
    await ask(rig.api, `wrong:${a.connection}`, '/Users?filter=userName eq "ada@x"');
    await drainRefused();
    const rows = await until(
      () => ProvisioningLog.find({ organization: a.ctx.organization, verb: 'failure' }).lean(),
      found => found.length >= 3,
    );
    assert.deepEqual(
      new Set(rows.map(({ reason }) => /expired|revoked|not one of/.exec(reason)?.[0])),
      new Set(['expired', 'revoked', 'not one of']),
    );
    assert.ok(!JSON.stringify([rows, rig.api.lines]).includes('wrong:'));
    assert.ok(!rig.api.lines.join('').includes(a.token.split(':')[0] ?? a.token));
    const ofB = await ProvisioningLog.find({ organization: b.ctx.organization, verb: 'failure' }).lean();
    assert.ok(ofB.every(({ reason }) => !/expired|revoked/.test(reason)));
  });

  it('is taken with Bearer in any letter case, and two of them while they are rotated', async () => {
    const { a } = rig;
    const second = await createToken(a.ctx, { provider: 'entra' });
    for (const token of [a.token, second.token])
      for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
        const answer = await ask(rig.api, '', '/Users?count=1', { headers: { authorization: `${scheme} ${token}` } });
        assert.equal(answer.status, 200);
      }
  });

  it('names the organization in the log of requests', async () => {
    const { a } = rig;
    const { headers } = await a.ask('/Users?filter=userName%20eq%20%22secret@person.example%22');
    const id = headers.get('x-request-id') ?? '';
    const line = await until(
      () => rig.api.lines.find(text => text.includes(id) && text.includes('"route"')),
      found => found !== undefined,
    );
    const { organization, route } = JSON.parse(line ?? '{}');
    assert.deepEqual([organization, route], [a.ctx.organization, `${prefix}/Users`]);
    assert.ok(!rig.api.lines.join('').includes('secret@'));
  });
});
