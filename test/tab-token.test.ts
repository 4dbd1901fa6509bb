import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { DomainError } from '#core/errors.ts';
import { createEntraKeys } from '#core/sso/entra-keys.ts';
import { createTeamsTokens, type VerifyTeamsToken } from '#core/sso/teams-token.ts';
import { createKey, lifetime, openKey, type SigningKey, sign } from '#sandbox/keys.ts';
import { type Claims, clientId, tabClaims, teamsWeb } from './tab-world.ts';

const tid = '11111111-2222-4333-8444-555555555555';
const oid = 'aaaaaaaa-2222-4333-8444-555555555555';
const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
const other = '99999999-2222-4333-8444-555555555555';
const microsoft = 'https://login.microsoftonline.com';

describe('the token of a tab (facts/sso.md §3.2)', () => {
  let key: SigningKey;
  let nextKey: SigningKey;
  let served: { keys: Record<string, unknown>[] };
  let down = false;
  let asked = 0;
  let server: Server;
  let entraUrl: string;

  const publish = (...keys: SigningKey[]) => {
    served = { keys: keys.map(each => ({ ...each.publicJwk, issuer: `${microsoft}/{tenantid}/v2.0` })) };
  };
  const verifier = (clients: string[] = [], againAfterMs = 1): VerifyTeamsToken =>
    createTeamsTokens({ clientId, clients, keys: createEntraKeys({ entraUrl, deadlineMs: 1_000, againAfterMs }) });
  const mint = (claims: Claims = {}, by = key) => sign(by, { ...lifetime(3_600), ...tabClaims(tid, oid), ...claims });
  const refused = (code: string, why?: RegExp) => (error: unknown) => {
    assert.ok(error instanceof DomainError);
    assert.equal(error.code, code);
    if (why) assert.match(String(error.cause), why);
    return true;
  };

  before(async () => {
    [key, nextKey] = [await openKey(await createKey()), await openKey(await createKey())];
    server = createServer((req, res) => {
      asked += 1;
      if (req.url !== '/common/discovery/v2.0/keys') res.statusCode = 404;
      if (down) res.statusCode = 500;
      res.end(JSON.stringify(served));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    entraUrl = `http://127.0.0.1:${address.port}`;
  });
  beforeEach(() => {
    publish(key);
    down = false;
    asked = 0;
  });
  after(() => void server.close());

  it('names the person by tenant and object id, and says when it ends', async () => {
    const identity = await verifier()(await mint(), new Date());
    assert.equal(identity.entraTenantId, tid);
    assert.equal(identity.entraObjectId, oid);
    assert.ok(Math.abs(identity.expiresAt.getTime() - Date.now() - 3_600_000) < 5_000);
  });

  const seconds = (ms: number) => Math.floor((Date.now() + ms) / 1000);
  const wrong: [string, Claims][] = [
    ['another audience', { aud: other }],
    ['the Application ID URI as audience (version 1)', { aud: `api://product.example/${clientId}` }],
    ['several audiences, none of them ours', { aud: [other, `api://${clientId}`] }],
    ['the issuer of another tenant', { iss: `${microsoft}/${other}/v2.0` }],
    ['a foreign issuer', { iss: `https://login.evil.example/${tid}/v2.0` }],
    ["version 1's issuer", { iss: `https://sts.windows.net/${tid}/` }],
    ["the multi-tenant document's issuer", { iss: `${microsoft}/{tenantid}/v2.0` }],
    ['version 1', { ver: '1.0' }],
    ['no version', { ver: undefined }],
    ['no scope, as an application has it', { scp: undefined, roles: ['access_as_user'] }],
    ['another scope', { scp: 'access_as_users User.Read' }],
    ['a personal account', { tid: personal, iss: `${microsoft}/${personal}/v2.0` }],
    ['another client', { azp: other }],
    ['no tenant', { tid: undefined }],
    ['a tenant that is no GUID', { tid: 'common', iss: `${microsoft}/common/v2.0` }],
    ['no object id', { oid: undefined }],
    ['an object id that is no GUID', { oid: '../x' }],
    ['an object id that is no text', { oid: { $ne: '' } }],
    ['no end', { exp: undefined }],
    ['no beginning', { nbf: undefined }],
  ];
  for (const [what, claims] of wrong)
    it(`is refused with ${what}`, async () => {
      await assert.rejects(verifier()(await mint(claims), new Date()), refused('unauthorized', /refused: /));
    });

  it('may have ended, or begin, within a minute of the clock and no more', async () => {
    await verifier()(await mint({ exp: seconds(-45_000) }), new Date());
    await verifier()(await mint({ nbf: seconds(45_000) }), new Date());
    await assert.rejects(verifier()(await mint({ exp: seconds(-75_000) }), new Date()), refused('unauthorized', /exp/));
    await assert.rejects(verifier()(await mint({ nbf: seconds(75_000) }), new Date()), refused('unauthorized', /nbf/));
  });

  it('may name more scopes, and any client that the configuration adds', async () => {
    await verifier()(await mint({ scp: 'openid access_as_user' }), new Date());
    await verifier([other.toUpperCase()])(await mint({ azp: other }), new Date());
    await verifier()(await mint({ azp: teamsWeb }), new Date());
  });

  const head = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url');
  it('is refused without a good RS256 signature', async () => {
    const [header = '', payload = '', signature = ''] = (await mint()).split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
    const stranger = { ...nextKey, kid: key.kid };
    const forged = [
      await mint({}, stranger),
      `${head({ alg: 'none', kid })}.${payload}.`,
      `${head({ alg: 'HS256', kid })}.${payload}.${signature}`,
      `${head({ alg: 'RS256' })}.${payload}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      'x',
    ];
    for (const token of forged) await assert.rejects(verifier()(token, new Date()), refused('unauthorized'), token);
  });

  it('is refused when its key belongs to another issuer', async () => {
    served = { keys: [{ ...key.publicJwk, issuer: `${microsoft}/${personal}/v2.0` }] };
    await assert.rejects(verifier()(await mint(), new Date()), refused('unauthorized', /key of another issuer/));
    served = { keys: [{ ...key.publicJwk, issuer: `${microsoft}/${tid}/v2.0` }] };
    await verifier()(await mint(), new Date());
  });

  it('is checked with a new key once Entra has changed it, and keys are asked for once', async () => {
    const verify = verifier();
    await Promise.all([verify(await mint(), new Date()), verify(await mint(), new Date())]);
    await verify(await mint(), new Date());
    assert.equal(asked, 1);
    publish(nextKey);
    await new Promise(resolve => setTimeout(resolve, 5));
    await verify(await mint({}, nextKey), new Date());
    assert.equal(asked, 2);
  });

  it('does not make us ask Entra again and again by naming unknown keys', async () => {
    const verify = verifier([], 60_000);
    await verify(await mint(), new Date());
    for (let turn = 0; turn < 5; turn += 1)
      await assert.rejects(verify(await mint({}, nextKey), new Date()), refused('unauthorized'));
    assert.equal(asked, 1);
  });

  it("is 'unavailable', not refused, while Entra gives no keys; known keys go on", async () => {
    const verify = verifier();
    down = true;
    await assert.rejects(verify(await mint(), new Date()), refused('unavailable'));
    down = false;
    await new Promise(resolve => setTimeout(resolve, 5));
    await verify(await mint(), new Date());
    down = true;
    await new Promise(resolve => setTimeout(resolve, 5));
    await verify(await mint(), new Date());
    await assert.rejects(verify(await mint({}, nextKey), new Date()), refused('unavailable'));
  });
});
