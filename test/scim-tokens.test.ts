import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Audit } from '#core/audit/model.ts';
import type { Context } from '#core/context.ts';
import { exportOrganization } from '#core/organizations/remove.ts';
import { configureConnection, createConnection, listConnections } from '#core/provisioning/connections.ts';
import { Connections } from '#core/provisioning/model.ts';
import { checkToken } from '#core/provisioning/token-check.ts';
import { createToken, listTokens, revokeToken } from '#core/provisioning/tokens.ts';
import { connectTestDatabase, makeCompany } from './company.ts';

const dayMs = 86_400_000;
const later = (ctx: Context, days: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + days * dayMs) });
const actions = async (ctx: Context): Promise<string[]> => {
  const entries = await Audit.find({ organization: ctx.organization }).lean();
  return entries
    .map(({ action }) => action)
    .filter(action => action.startsWith('scim-'))
    .toSorted();
};

describe('a SCIM token', () => {
  before(connectTestDatabase);

  it('has 256 random bits and the public id of its directory, and lives a year', async () => {
    const { ctx } = await makeCompany();
    const made = await createToken(ctx, { provider: 'entra' });
    const [raw = '', providerId] = made.token.split(':');
    assert.equal(Buffer.from(raw, 'base64url').length, 32);
    assert.equal(providerId, made.providerId);
    assert.equal(made.expiresAt.getUTCFullYear(), ctx.now.getUTCFullYear() + 1);
    const checked = await checkToken(made.token, ctx.now);
    assert.equal(checked.kind, 'valid');
    assert.equal(checked.connection?.organization, ctx.organization);
    assert.equal(checked.token?.id, made.tokenId);
    assert.equal((await checkToken(made.token, new Date(made.expiresAt.getTime() - 1))).kind, 'valid');
    assert.equal((await checkToken(made.token, made.expiresAt)).kind, 'refused');
  });

  it('is stored as its digest alone, which no list, export or audit entry shows', async () => {
    const { ctx } = await makeCompany('ada:admin');
    const { token, providerId, tokenId } = await createToken(ctx, { provider: 'okta' });
    const [raw = ''] = token.split(':');
    const stored = JSON.stringify(await Connections.find({ organization: ctx.organization }).lean());
    assert.ok(!stored.includes(raw));
    const [{ digest = '' } = {}] = (await Connections.findById(providerId).lean())?.tokens ?? [];
    assert.equal(
      digest,
      createHash('sha256')
        .update(JSON.stringify([raw]))
        .digest('base64url'),
    );
    const shown = [await listTokens(ctx), await listConnections(ctx), await exportOrganization(ctx)];
    assert.ok(JSON.stringify(shown).includes(tokenId));
    assert.ok(!JSON.stringify(shown).includes(digest));
    assert.deepEqual(
      (await listTokens(ctx)).map(({ ending, createdBy, state }) => ({ ending, createdBy, state })),
      [{ ending: raw.slice(-4), createdBy: 'The operator', state: 'live' }],
    );
  });

  it('joins the only directory of its provider, and a third live one is refused with a hint', async () => {
    const { ctx } = await makeCompany();
    const first = await createToken(ctx, { provider: 'entra' });
    const second = await createToken(ctx, { provider: 'entra' });
    assert.equal(second.providerId, first.providerId);
    assert.notEqual(second.token, first.token);
    for (const { token } of [first, second]) assert.equal((await checkToken(token, ctx.now)).kind, 'valid');
    await assert.rejects(createToken(ctx, { connection: first.providerId }), (error: Error) => {
      assert.equal('code' in error && error.code, 'conflict');
      assert.match(error.message, /Revoke the one/);
      assert.ok(error.message.includes(first.tokenId) && error.message.includes(second.tokenId));
      return true;
    });
    await revokeToken(ctx, { token: first.tokenId });
    const third = await createToken(ctx, { provider: 'entra' });
    assert.equal(third.providerId, first.providerId);
    assert.deepEqual(
      (await listTokens(ctx)).map(({ state }) => state),
      ['revoked', 'live', 'live'],
    );
    const made = ['scim-token.create', 'scim-token.create', 'scim-token.create'];
    assert.deepEqual(await actions(ctx), ['scim-connection.create', ...made, 'scim-token.revoke']);
  });

  it('makes room by expiring, too', async () => {
    const { ctx } = await makeCompany();
    await createToken(ctx);
    await createToken(ctx);
    await assert.rejects(createToken(later(ctx, 360)), { code: 'conflict' });
    assert.equal((await createToken(later(ctx, 367))).providerId, (await listConnections(ctx))[0]?._id);
  });

  it('of another provider is another directory, and has to be named when several could be meant', async () => {
    const { ctx } = await makeCompany();
    const entra = await createToken(ctx, { provider: 'entra' });
    const okta = await createToken(ctx, { provider: 'okta' });
    assert.notEqual(entra.providerId, okta.providerId);
    await assert.rejects(createToken(ctx), { code: 'invalid' });
    assert.equal((await createToken(ctx, { connection: okta.providerId })).providerId, okta.providerId);
  });

  it('asked for ten times at once comes twice, from one directory', async () => {
    const { ctx } = await makeCompany();
    const made = await Promise.allSettled(Array.from({ length: 10 }, () => createToken(ctx, { provider: 'entra' })));
    assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 2);
    for (const one of made) if (one.status === 'rejected') assert.equal(one.reason.code, 'conflict');
    assert.equal((await listConnections(ctx)).length, 1);
    assert.equal((await listTokens(ctx)).length, 2);
  });

  it('is refused alike when unknown, expired or revoked, and the reason is told apart for the log', async () => {
    const { ctx } = await makeCompany();
    const revoked = await createToken(ctx);
    const expired = await createToken(ctx);
    await revokeToken(ctx, { token: revoked.tokenId });
    await assert.rejects(revokeToken(ctx, { token: revoked.tokenId }), { code: 'not-found' });
    const why = async (token: string, now = ctx.now) => {
      const checked = await checkToken(token, now);
      return [checked.kind, checked.kind === 'refused' && checked.why, checked.connection?._id];
    };
    const id = revoked.providerId;
    assert.deepEqual(await why(revoked.token), ['refused', 'revoked', id]);
    assert.deepEqual(await why(expired.token, later(ctx, 400).now), ['refused', 'expired', id]);
    assert.deepEqual(await why(revoked.token, later(ctx, 400).now), ['refused', 'revoked', id]);
    assert.deepEqual(await why(`${'x'.repeat(43)}:${id}`), ['refused', 'unknown', id]);
    assert.deepEqual(await why(`:${id}`), ['refused', 'unknown', undefined]);
    assert.deepEqual(await why(`x:dir_${'a'.repeat(20)}`), ['refused', 'unknown', undefined]);
    for (const nonsense of ['', ':', 'x', id, expired.token.split(':')[0] ?? '', `${expired.token}:`, 'x:{"$gt":""}'])
      assert.deepEqual(await why(nonsense), ['refused', 'unknown', undefined]);
    assert.deepEqual(await why(`${'x'.repeat(9_000)}:${id}`), ['refused', 'unknown', undefined]);
    assert.deepEqual(await why(`a:${expired.token}`), ['refused', 'unknown', id]);
  });

  it('of one company is nothing at another, to look at or to end', async () => {
    const one = await makeCompany();
    const two = await makeCompany();
    const mine = await createToken(one.ctx, { provider: 'entra' });
    const theirs = await createToken(two.ctx, { provider: 'entra' });
    const [raw] = mine.token.split(':');
    assert.equal((await checkToken(`${raw}:${theirs.providerId}`, one.ctx.now)).kind, 'refused');
    await assert.rejects(revokeToken(two.ctx, { token: mine.tokenId }), { code: 'not-found' });
    await assert.rejects(createToken(two.ctx, { connection: mine.providerId }), { code: 'not-found' });
    await assert.rejects(configureConnection(two.ctx, { connection: mine.providerId, required: 'short' }), {
      code: 'not-found',
    });
    assert.deepEqual(
      (await listTokens(two.ctx)).map(({ id }) => id),
      [theirs.tokenId],
    );
    assert.equal((await checkToken(mine.token, one.ctx.now)).kind, 'valid');
  });

  it('stays known for a while after its end, but not for ever', async () => {
    const { ctx } = await makeCompany();
    const lasting = await createToken(ctx);
    for (let round = 0; round < 25; round += 1) {
      const { tokenId } = await createToken(ctx);
      await revokeToken(ctx, { token: tokenId });
    }
    assert.ok((await listTokens(ctx)).length <= 22);
    assert.equal((await checkToken(lasting.token, ctx.now)).kind, 'valid');
  });

  it('is checked by one look-up by id', async () => {
    const { ctx } = await makeCompany();
    const { token } = await createToken(ctx);
    const lookups = async (): Promise<number> => {
      const uses = await Connections.aggregate<{ accesses: { ops: number } }>([{ $indexStats: {} }]);
      return uses.reduce((sum, { accesses }) => sum + Number(accesses.ops), 0);
    };
    const before = await lookups();
    await checkToken(token, ctx.now);
    assert.equal(await lookups(), before + 1);
    await checkToken(`x:dir_${'a'.repeat(20)}`, ctx.now);
    assert.equal(await lookups(), before + 2);
    await checkToken('nonsense', ctx.now);
    assert.equal(await lookups(), before + 2);
  });
});

describe('a directory', () => {
  before(connectTestDatabase);

  it('needs all six attributes of a person until it is set to the short list', async () => {
    const { ctx } = await makeCompany();
    const { _id, required } = await createConnection(ctx, { provider: 'okta' });
    assert.equal(required, 'all');
    assert.equal((await configureConnection(ctx, { connection: _id, required: 'short' })).required, 'short');
    await configureConnection(ctx, { connection: _id, required: 'short' });
    const { token } = await createToken(ctx, { connection: _id });
    assert.equal((await checkToken(token, ctx.now)).connection?.required, 'short');
    assert.deepEqual(await actions(ctx), ['scim-connection.configure', 'scim-connection.create', 'scim-token.create']);
  });

  it('of Auth0 begins with the short list, since it may know no names', async () => {
    const { ctx } = await makeCompany();
    const { token } = await createToken(ctx, { provider: 'auth0' });
    assert.equal((await checkToken(token, ctx.now)).connection?.required, 'short');
  });
});
