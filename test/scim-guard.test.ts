import assert from 'node:assert/strict';
import { Audit } from '#core/audit/model.ts';
import { People } from '#core/people/model.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import { burst, restoreBurst } from '#core/provisioning/burst.ts';
import { createConnection } from '#core/provisioning/connections.ts';
import { detectBurst } from '#core/provisioning/detect-burst.ts';
import { drainGuard, guardSettings, lookBack, setGuard } from '#core/provisioning/guard.ts';
import { logRow, writeLog } from '#core/provisioning/log.ts';
import { mergePeople } from '#core/provisioning/merge.ts';
import { Connections } from '#core/provisioning/model.ts';
import { automaticThreshold } from '#core/provisioning/threshold.ts';
import { install } from './company.ts';
import { crowd } from './scim-crowd.ts';
import { makeDirectory } from './scim-directory.ts';

describe('how many may go inactive within an hour', () => {
  it('is a tenth of the company, but at least 10 and at most 500', () => {
    const sizes = [0, 50, 109, 250, 4_990, 5_000, 100_000];
    assert.deepEqual(sizes.map(automaticThreshold), [10, 10, 10, 25, 499, 500, 500]);
  });

  it('can be set, and left to the company’s size again, with a line in the audit', async () => {
    const { ctx } = await makeDirectory('entra', 'ada:admin');
    assert.deepEqual(await guardSettings(ctx), { threshold: 10, automatic: 10 });
    assert.deepEqual(await setGuard(ctx, { threshold: 3 }), { threshold: 3, automatic: 10, chosen: 3 });
    assert.deepEqual(await setGuard(ctx, { threshold: undefined }), { threshold: 10, automatic: 10 });
    for (const threshold of [0, -1, 1.5, Number.NaN])
      await assert.rejects(setGuard(ctx, { threshold }), { code: 'invalid' });
    assert.equal(await Audit.countDocuments({ organization: ctx.organization, action: 'guard.configure' }), 2);
  });
});

describe('a mass deactivation', () => {
  it('takes effect at once, and every recruiter is told once, by mail and by the bot', async () => {
    const company = await crowd(14);
    await install(company, 'ada');
    await company.disable(0, 10);
    assert.deepEqual(await company.notices(), []);
    assert.equal(await burst(company.now(0)), undefined);
    await company.disable(10, 12, 1);
    const told = await company.notices();
    const [ada, bo] = ['ada', 'bo'].map(name => company.people.get(name)?._id);
    assert.deepEqual(
      told.map(({ recipient, channel }) => `${recipient} ${channel}`).sort(),
      [`${ada} mail`, `${ada} teams`, `${bo} mail`].sort(),
    );
    assert.match(told[0]?.notice?.subject ?? '', /^More than 10 people/);
    await company.disable(12, 14, 30);
    assert.equal((await company.notices()).length, 3);
    const seen = await burst(company.now(31));
    assert.equal(seen?.count, 14);
    assert.equal(seen?.threshold, 10);
    assert.equal(seen?.inactive, 14);
    assert.deepEqual([seen?.from, seen?.to], [company.at(0), company.at(30)]);
    const active = await People.countDocuments({ organization: company.ctx.organization, active: true });
    assert.equal(active, 2);
  });

  it('is offered to be taken back for 30 days', async () => {
    const company = await crowd(11);
    await company.disable(0, 11);
    const days = (count: number) => company.now(count * 24 * 60);
    assert.equal((await burst(days(29)))?.inactive, 11);
    assert.equal(await burst(days(31)), undefined);
    await assert.rejects(restoreBurst(days(31), { reason: 'Late' }), { code: 'not-found' });
  });

  it('is a directory’s: what people do by hand neither counts nor comes back', async () => {
    const company = await crowd(7);
    const [again = '', , , , , keep = '', drop = ''] = company.ids;
    await setGuard(company.ctx, { threshold: 2 });
    await company.disable(0, 2);
    const byHand = (name: string, minutes: number) =>
      disablePerson(company.now(minutes), { email: `${name}@${company.domain}` });
    await byHand('p2', 1);
    await mergePeople(company.now(1), { keep, drop });
    assert.equal(await burst(company.now(2)), undefined);
    await company.set(again, true, 2);
    await byHand('p0', 3);
    await company.disable(3, 5, 4);
    assert.equal((await company.notices()).length, 2);
    const seen = await burst(company.now(5));
    assert.deepEqual([seen?.count, seen?.inactive], [3, 3]);
    assert.equal((await restoreBurst(company.now(6), { reason: 'A mistake' })).people, 3);
    const inactive = await People.find({ organization: company.ctx.organization, active: false }).lean();
    assert.deepEqual(inactive.map(({ _id }) => _id).sort(), [again, company.ids[2], drop].sort());
  });

  it('is one of many people, not of one person many times', async () => {
    const company = await crowd(1);
    for (let round = 0; round < 12; round += 1) {
      await company.set(company.ids[0] ?? '', false, round);
      await company.set(company.ids[0] ?? '', true, round);
    }
    await drainGuard();
    assert.deepEqual(await company.notices(), []);
  });

  it('is told anew when another one comes after a quiet hour, and concerns no other company', async () => {
    const [company, other] = [await crowd(24), await crowd(8)];
    await other.disable(0, 8);
    await company.disable(0, 12);
    assert.equal((await company.notices()).length, 2);
    await company.disable(12, 24, 200);
    assert.equal((await company.notices()).length, 4);
    assert.deepEqual(
      (await company.stored()).map(({ from }) => from),
      [company.at(0), company.at(200)],
    );
    assert.deepEqual(await other.notices(), []);
    assert.equal(await burst(other.now(5)), undefined);
  });

  it('is kept and told once though several processes look at the same moment', async () => {
    const company = await crowd(12);
    await setGuard(company.ctx, { threshold: 1_000 });
    await company.disable(0, 6);
    await company.disable(6, 12, 2);
    await setGuard(company.ctx, { threshold: 5 });
    // For every other one of them the hour of those that came first is over.
    await Promise.all(Array.from({ length: 8 }, (_, place) => detectBurst(company.now(59.5 + (place % 2)))));
    assert.equal((await company.stored()).length, 1);
    assert.equal((await company.notices()).length, 2);
  });

  it('is told by the next process when the one that stored it was killed', async () => {
    const company = await crowd(0);
    const { _id } = await createConnection(company.ctx, { provider: 'entra' });
    await Connections.updateOne({ _id }, { $set: { 'seen.lastWriteAt': company.at(0) } });
    const rows = Array.from({ length: 11 }, (_, place) =>
      logRow(company.directory({ now: company.at(0) }), {
        verb: 'disable',
        target: { kind: 'user', id: `per_${place}`, name: 'Somebody' },
        reason: 'Disabled.',
      }),
    );
    await writeLog(rows);
    await lookBack({ now: company.at(1), log: company.ctx.log });
    await drainGuard();
    assert.equal((await company.notices()).length, 2);
  });
});
