import assert from 'node:assert/strict';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Sandbox } from '#sandbox/start.ts';
import { amara, askToken, bot, botToken, femke, haven, linden, readObject, startWorld } from './sandbox-world.ts';

describe('the stand-in for Entra', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startWorld();
  });
  after(() => sandbox.stop());

  const entraKeys = () => createRemoteJWKSet(new URL(`${sandbox.entraUrl}/common/discovery/v2.0/keys`));

  it("gives the bot a token of its home tenant, for the Connector's audience", async () => {
    const { payload } = await jwtVerify(await botToken(sandbox), entraKeys(), {
      issuer: `https://sts.windows.net/${bot.tenantId}/`,
      audience: 'https://api.botframework.com',
    });
    assert.equal(payload.appid, bot.id);
    assert.equal(payload.tid, bot.tenantId);
  });

  const refusals: [string, Record<string, string>, number, string, number][] = [
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['no secret', { client_secret: '' }, 401, 'invalid_client', 7000218],
    ['an unknown application', { client_id: amara }, 400, 'unauthorized_client', 700016],
    ['an unknown tenant', { tenant: amara }, 400, 'invalid_request', 90002],
    ['a tenant that has not consented', { tenant: linden }, 400, 'unauthorized_client', 7000229],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    ['a scope that is not .default', { scope: 'User.Read' }, 400, 'invalid_scope', 1002012],
  ];
  for (const [what, changes, status, error, number] of refusals) {
    it(`refuses ${what} with AADSTS${number}`, async () => {
      const answer = await askToken(sandbox, changes);
      assert.equal(answer.status, status);
      assert.equal(answer.body.error, error);
      assert.deepEqual(answer.body.error_codes, [number]);
      assert.match(String(answer.body.error_description), new RegExp(`^AADSTS${number}: .*Trace ID: .*Timestamp: `));
    });
  }

  it("shows Microsoft's origin and issuer in its documents, and keys that verify", async () => {
    const base = `${sandbox.entraUrl}/${linden}`;
    const discovery = await readObject(await fetch(`${base}/v2.0/.well-known/openid-configuration`));
    assert.equal(discovery.issuer, `https://login.microsoftonline.com/${linden}/v2.0`);
    assert.equal(discovery.jwks_uri, `https://login.microsoftonline.com/${linden}/discovery/v2.0/keys`);
    const common = await readObject(await fetch(`${sandbox.entraUrl}/common/v2.0/.well-known/openid-configuration`));
    assert.equal(common.issuer, 'https://login.microsoftonline.com/{tenantid}/v2.0');
    const instance = await fetch(`${sandbox.entraUrl}/common/discovery/instance?api-version=1.1`);
    assert.match(JSON.stringify(await instance.json()), /login\.windows\.net/);
    const unknown = await fetch(`${sandbox.entraUrl}/${amara}/v2.0/.well-known/openid-configuration`);
    assert.equal(unknown.status, 400);
  });

  it("signs a tab's token for the person, the tenant and the registration", async () => {
    const token = await sandbox.entra.tab(femke, 'the-tab');
    const { payload } = await jwtVerify(token, entraKeys(), {
      issuer: `https://login.microsoftonline.com/${haven}/v2.0`,
      audience: 'the-tab',
    });
    assert.equal(payload.oid, femke);
    assert.equal(payload.tid, haven);
    assert.equal(payload.scp, 'access_as_user');
    assert.equal(payload.azp, '5e3ce6c0-2b1f-4285-8d4b-75ee78787346');
  });

  it('mints tokens that ought to be refused: ended, of the emulator route, signed by a stranger', async () => {
    const ended = await sandbox.entra.tab(amara, 'the-tab', { lifetimeSeconds: -600 });
    await assert.rejects(jwtVerify(ended, entraKeys()), { code: 'ERR_JWT_EXPIRED' });
    const emulator = decodeJwt(await sandbox.entra.emulator(amara));
    assert.equal(emulator.aud, bot.id);
    assert.equal(emulator.azp, bot.id);
    const foreign = await sandbox.entra.mint({ aud: 'x' }, { foreignKey: true });
    await assert.rejects(jwtVerify(foreign, entraKeys()), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  });
});

describe('the stand-in for the bot login', () => {
  it("endorses the Connector's key for Teams and serves it where its document says", async () => {
    const sandbox = await startWorld();
    try {
      const document = await readObject(await fetch(`${sandbox.botLoginUrl}/v1/.well-known/openidconfiguration`));
      assert.equal(document.issuer, 'https://api.botframework.com');
      const keys = await (await fetch(String(document.jwks_uri))).json();
      assert.deepEqual(keys.keys[0].endorsements, ['msteams']);
      const token = await sandbox.connector.token();
      const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
        issuer: 'https://api.botframework.com',
        audience: bot.id,
      });
      assert.equal(payload.serviceurl, sandbox.connectorUrl);
      assert.equal((payload.exp ?? 0) - Math.floor(Date.now() / 1000) > 3500, true);
      assert.equal(decodeProtectedHeader(token).kid, keys.keys[0].kid);
    } finally {
      await sandbox.stop();
    }
  });
});
