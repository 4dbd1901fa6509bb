import assert from 'node:assert/strict';
import type { Context } from '#core/context.ts';
import { listConnections } from '#core/provisioning/connections.ts';
import { type Connection, Connections, ProvisioningLog } from '#core/provisioning/model.ts';
import { noteRefused } from '#core/provisioning/refused.ts';
import { drainSeen, dueFacts, noteSeen, type SeenFacts } from '#core/provisioning/seen.ts';
import { checkToken } from '#core/provisioning/token-check.ts';
import { createToken, listTokens, revokeToken } from '#core/provisioning/tokens.ts';
import { limitsSchema } from '#env/limits.ts';
import { connectTestDatabase, makeCompany, silent, until } from './company.ts';

const limits = limitsSchema.parse({});
const minuteMs = 60_000;
const at = (ctx: Context, ms: number): Date => new Date(ctx.now.getTime() + ms);

/** One request of the directory, as the edge tells of it. */
async function ask(token: string, now: Date, facts: SeenFacts = {}): Promise<void> {
  const checked = await checkToken(token, now);
  if (!checked.connection) return;
  const parts = { connection: checked.connection, now, limits, log: silent };
  if (checked.kind === 'valid') noteSeen({ ...parts, token: checked.token.id, facts });
  else {
    const request = { id: 'req-1', line: 'GET /Users' };
    noteRefused({ ...parts, why: checked.why, ...(checked.token ? { token: checked.token } : {}), request });
  }
}

const seenOf = async (ctx: Context): Promise<Connection['seen']> => (await listConnections(ctx))[0]?.seen ?? {};

describe('what is seen of a directory', () => {
  before(connectTestDatabase);
  afterEach(drainSeen);

  it('is its first request, the test of its connection, its first person and when its token was used', async () => {
    const { ctx } = await makeCompany();
    const { token } = await createToken(ctx);
    await ask(token, ctx.now, { testConnection: true });
    await drainSeen();
    const { now } = ctx;
    assert.deepEqual(await seenOf(ctx), { firstRequestAt: now, lastRequestAt: now, testConnectionAt: now });
    assert.deepEqual((await listTokens(ctx))[0]?.lastUsedAt, now);
    const second = at(ctx, 1_000);
    await ask(token, second, { wrote: true, user: true });
    await drainSeen();
    const seen = await seenOf(ctx);
    assert.deepEqual([seen.firstRequestAt, seen.lastRequestAt], [now, now]);
    assert.deepEqual([seen.firstUserAt, seen.lastWriteAt, seen.cycleBeganAt], [second, second, second]);
  });

  it('is a test of the connection by externalId only as long as nobody can have been matched by it', async () => {
    const { ctx } = await makeCompany();
    const { token } = await createToken(ctx);
    await ask(token, ctx.now, { perhapsTest: true });
    await drainSeen();
    assert.deepEqual((await seenOf(ctx)).testConnectionAt, ctx.now);
    await ask(token, at(ctx, minuteMs), { wrote: true });
    await drainSeen();
    await ask(token, at(ctx, 2 * minuteMs), { perhapsTest: true });
    await drainSeen();
    assert.deepEqual((await seenOf(ctx)).testConnectionAt, ctx.now);
    await ask(token, at(ctx, 3 * minuteMs), { testConnection: true });
    await drainSeen();
    assert.deepEqual((await seenOf(ctx)).testConnectionAt, at(ctx, 3 * minuteMs));
  });

  it('is written seldom: the newest request and its token once a minute', async () => {
    const { ctx } = await makeCompany();
    const { token, tokenId } = await createToken(ctx);
    await ask(token, ctx.now);
    await drainSeen();
    const due = async (ms: number, facts: SeenFacts = {}): Promise<string[]> => {
      const connection = await Connections.findOne({ organization: ctx.organization }).lean();
      assert.ok(connection);
      const { first, newest } = dueFacts({ connection, token: tokenId, facts, now: at(ctx, ms), limits });
      return [...first, ...newest];
    };
    assert.deepEqual(await due(minuteMs - 1), []);
    assert.deepEqual(await due(minuteMs), ['seen.lastRequestAt', 'tokens.$.lastUsedAt']);
    await ask(token, at(ctx, minuteMs));
    await drainSeen();
    assert.deepEqual((await seenOf(ctx)).lastRequestAt, at(ctx, minuteMs));
    assert.deepEqual(await due(minuteMs + 1), []);
  });

  it('tells a cycle from the next one by ten quiet minutes', async () => {
    const { ctx } = await makeCompany();
    const { token } = await createToken(ctx);
    const began: (Date | undefined)[] = [];
    for (const minutes of [0, 3, 9, 15, 40, 44]) {
      await ask(token, at(ctx, minutes * minuteMs), { wrote: true });
      await drainSeen();
      began.push((await seenOf(ctx)).cycleBeganAt);
    }
    const [first, next] = [ctx.now, at(ctx, 40 * minuteMs)];
    assert.deepEqual(began, [first, first, first, first, next, next]);
  });

  it('costs one write when many ask at once', async () => {
    const { ctx } = await makeCompany();
    const { token } = await createToken(ctx);
    const checked = await checkToken(token, ctx.now);
    assert.equal(checked.kind, 'valid');
    for (let request = 0; request < 500; request += 1)
      noteSeen({
        connection: checked.connection,
        token: checked.token.id,
        now: at(ctx, request),
        limits,
        log: silent,
      });
    await drainSeen();
    assert.deepEqual((await seenOf(ctx)).firstRequestAt, ctx.now);
    assert.deepEqual((await seenOf(ctx)).lastRequestAt, ctx.now);
  });

  it('counts wrong tokens, and has one row a day of each kind in the log', async () => {
    const one = await makeCompany();
    const two = await makeCompany();
    const { ctx } = one;
    const { token, tokenId, providerId } = await createToken(ctx, { provider: 'entra' });
    await createToken(two.ctx, { provider: 'entra' });
    await Promise.all(Array.from({ length: 50 }, () => ask(`wrong:${providerId}`, ctx.now)));
    await revokeToken(ctx, { token: tokenId });
    await ask(token, at(ctx, 1_000));
    await ask(token, at(ctx, 2_000));
    await drainSeen();
    const { refused } = await seenOf(ctx);
    assert.deepEqual(refused, {
      unknown: { at: ctx.now, count: 50 },
      revoked: { at: at(ctx, 2_000), count: 2 },
    });
    const rows = await ProvisioningLog.find({ organization: ctx.organization }).sort({ at: 1 }).lean();
    assert.deepEqual(
      rows.map(({ verb, count, target, actor, connection }) => [
        verb,
        count,
        target.kind,
        target.id,
        actor,
        connection,
      ]),
      [
        ['failure', 50, 'token', undefined, 'Entra ID', providerId],
        ['failure', 2, 'token', tokenId, 'Entra ID', providerId],
      ],
    );
    assert.match(rows[1]?.reason ?? '', /revoked/);
    assert.ok(rows.every(({ mend, requestId }) => mend && requestId === 'req-1'));
    assert.ok(!JSON.stringify(rows).includes('wrong:'));
    await ask(token, at(ctx, 26 * 60 * minuteMs));
    await drainSeen();
    assert.equal(await ProvisioningLog.countDocuments({ organization: ctx.organization }), 3);
    assert.equal(await ProvisioningLog.countDocuments({ organization: two.ctx.organization }), 0);
    assert.deepEqual(await seenOf(two.ctx), {});
  });

  it('says at once that the directory works again after a wrong token', async () => {
    const { ctx } = await makeCompany();
    const { token, providerId } = await createToken(ctx);
    await ask(token, ctx.now);
    await ask(`wrong:${providerId}`, at(ctx, 1_000));
    await drainSeen();
    await ask(token, at(ctx, 2_000));
    await drainSeen();
    assert.deepEqual((await seenOf(ctx)).lastRequestAt, at(ctx, 2_000));
  });

  it('gathers a flood of wrong tokens into few writes, without waiting for the end', async () => {
    const { ctx } = await makeCompany();
    const { providerId } = await createToken(ctx);
    const checked = await checkToken(`wrong:${providerId}`, ctx.now);
    const { connection } = checked;
    assert.ok(connection && checked.kind === 'refused');
    const refuse = () => noteRefused({ connection, why: 'unknown', now: ctx.now, limits, log: silent });
    for (let attempt = 0; attempt < 1_000; attempt += 1) refuse();
    const count = async () => (await seenOf(ctx)).refused?.unknown?.count;
    await until(count, seen => seen === 1);
    await until(count, seen => seen === 1_000);
    refuse();
    await drainSeen();
    assert.equal(await count(), 1_001);
  });
});
