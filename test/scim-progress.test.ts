import assert from 'node:assert/strict';
import type { Context } from '#core/context.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { setupProgress } from '#core/organizations/integrations.ts';
import { listConnections } from '#core/provisioning/connections.ts';
import { warnOfExpiry } from '#core/provisioning/expiry-warnings.ts';
import { createGroup } from '#core/provisioning/groups.ts';
import { Connections } from '#core/provisioning/model.ts';
import { noteRefused } from '#core/provisioning/refused.ts';
import { drainSeen, noteSeen } from '#core/provisioning/seen.ts';
import { checkToken } from '#core/provisioning/token-check.ts';
import { createToken, listTokens, type NewToken, revokeToken } from '#core/provisioning/tokens.ts';
import { limitsSchema } from '#env/limits.ts';
import { connectTestDatabase, install, makeCompany, silent, type TestCompany } from './company.ts';
import { directoryOf } from './directory-context.ts';

const limits = limitsSchema.parse({});
const dayMs = 86_400_000;

describe('the setup of provisioning, as measured', () => {
  let company: TestCompany;
  const at = (minutes: number): Date => new Date(company.ctx.now.getTime() + minutes * 60_000);

  before(connectTestDatabase);
  beforeEach(async () => {
    company = await makeCompany('ada:admin', 'bo:member');
  });

  const measured = async (now = company.ctx.now, ctx: Context = company.ctx) =>
    (await setupProgress({ ...ctx, now })).find(({ id }) => id === 'scim');
  const ask = async (token: string, now: Date): Promise<void> => {
    const checked = await checkToken(token, now);
    const { connection } = checked;
    assert.ok(connection);
    if (checked.kind === 'valid') noteSeen({ connection, token: checked.token.id, now, log: silent, limits });
    else noteRefused({ connection, why: checked.why, now, log: silent, limits });
    await drainSeen();
  };

  it('goes from not set up by waiting to working', async () => {
    assert.deepEqual(await measured(), { id: 'scim', state: 'not-set-up' });
    const { token } = await createToken(company.ctx, { provider: 'entra' });
    const waiting = await measured();
    assert.deepEqual([waiting?.state, waiting?.detail], ['waiting', 'Waiting for the first request of Entra ID.']);
    await ask(token, at(1));
    await createGroup(await directoryOf(company), { displayName: 'G' });
    assert.deepEqual(await measured(at(2)), {
      id: 'scim',
      state: 'working',
      detail: '2 people and 1 group.',
      at: at(1),
    });
    const other = await makeCompany('eva:admin');
    assert.equal((await measured(at(2), other.ctx))?.state, 'not-set-up');
  });

  it('fails while a wrong token is newer than the last good request, also before the first', async () => {
    const { token, providerId } = await createToken(company.ctx, { provider: 'entra' });
    await ask(`wrong:${providerId}`, at(1));
    const failing = await measured(at(2));
    assert.deepEqual([failing?.state, failing?.at], ['failing', at(1)]);
    assert.match(failing?.detail ?? '', /Entra ID was refused: its token is a wrong one/);
    await ask(token, at(3));
    assert.equal((await measured(at(4)))?.state, 'working');
    await ask(`wrong:${providerId}`, at(5));
    assert.equal((await measured(at(6)))?.state, 'failing');
  });

  it('fails once no token is left, and says since when', async () => {
    const { token, tokenId, expiresAt } = await createToken(company.ctx, { provider: 'entra' });
    await ask(token, at(1));
    const expired = await measured(new Date(expiresAt.getTime() + 1));
    assert.deepEqual([expired?.state, expired?.at], ['failing', expiresAt]);
    assert.ok(expired?.detail?.includes(expiresAt.toISOString().slice(0, 10)));
    await revokeToken(company.ctx, { token: tokenId });
    assert.deepEqual((await measured(at(2)))?.detail, 'The token of Entra ID was revoked, and there is no other.');
  });
});

describe('a token whose end is near', () => {
  let company: TestCompany;
  let made: NewToken;

  before(connectTestDatabase);
  beforeEach(async () => {
    company = await makeCompany('ada:admin', 'al:admin', 'bo:boss', 'cy:member');
    await install(company, 'ada');
    made = await createToken(company.ctx, { provider: 'entra' });
  });
  afterEach(() => Connections.deleteMany({ organization: company.ctx.organization }));

  const daysBefore = (days: number): Date => new Date(made.expiresAt.getTime() - days * dayMs);
  const told = async (): Promise<string[]> => {
    const found = await Outbox.find({ organization: company.ctx.organization, kind: 'notice' }).lean();
    const names = new Map([...company.people].map(([name, { _id }]) => [_id, name]));
    return found
      .map(({ recipient, channel, notice }) => `${names.get(recipient)} ${channel} ${notice?.subject}`)
      .toSorted();
  };

  it('is told of 60, 30, 7 and 1 days before, once each, to admins by mail and bot', async () => {
    await warnOfExpiry(daysBefore(60.5), silent);
    assert.deepEqual(await told(), []);
    for (const days of [60, 59, 31]) await warnOfExpiry(daysBefore(days), silent);
    const subject = 'The SCIM token of Entra ID expires in 60 days';
    assert.deepEqual(await told(), [`ada mail ${subject}`, `ada teams ${subject}`, `al mail ${subject}`]);
    for (const days of [30, 29, 7, 6.5, 1, 0.5]) await warnOfExpiry(daysBefore(days), silent);
    const subjects = [...new Set((await told()).map(line => line.replace(/^\w+ \w+ /, '')))];
    assert.deepEqual(subjects.map(line => line.replace(/^.* expires /, '')).toSorted(), [
      'in 30 days',
      'in 60 days',
      'in 7 days',
      'within a day',
    ]);
    assert.equal((await told()).length, 12);
    await warnOfExpiry(daysBefore(-1), silent);
    assert.equal((await told()).length, 12);
    assert.deepEqual((await listTokens(company.ctx))[0]?.warned?.toSorted(), [1, 30, 60, 7]);
  });

  it('is told of once by many workers at once, and once only after a long pause', async () => {
    await Promise.all(Array.from({ length: 8 }, () => warnOfExpiry(daysBefore(5), silent)));
    assert.equal((await told()).length, 3);
    assert.match((await told())[0] ?? '', /in 5 days/);
  });

  it('is not told of when it was revoked', async () => {
    await revokeToken(company.ctx, { token: made.tokenId });
    await warnOfExpiry(daysBefore(5), silent);
    assert.deepEqual(await told(), []);
  });

  it('has nothing left to do when its successor is in use', async () => {
    const now = daysBefore(10);
    const next = await createToken({ ...company.ctx, now }, { provider: 'entra' });
    const [connection] = await Connections.find({ organization: company.ctx.organization }).lean();
    assert.ok(connection);
    noteSeen({ connection, token: next.tokenId, now, log: silent, limits });
    await drainSeen();
    await warnOfExpiry(daysBefore(7), silent);
    const rows = await Outbox.find({ organization: company.ctx.organization, kind: 'notice' }).lean();
    assert.ok(rows.length > 0 && rows.every(({ notice }) => notice?.text.includes('nothing is left to do')));
    assert.equal((await listConnections(company.ctx)).length, 1);
  });
});
