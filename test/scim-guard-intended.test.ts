import assert from 'node:assert/strict';
import { Audit } from '#core/audit/model.ts';
import { burst, intendBurst, restoreBurst } from '#core/provisioning/burst.ts';
import { setGuard } from '#core/provisioning/guard.ts';
import { crowd } from './scim-crowd.ts';

describe('a mass deactivation that was intended', () => {
  it('is so for everybody, with a line in the audit, and can be undone all the same', async () => {
    const company = await crowd(12);
    await company.disable(0, 12);
    const ada = { kind: 'person', id: company.people.get('ada')?._id ?? '', name: 'Ada Test' } as const;
    assert.equal((await burst(company.now(1)))?.intended, false);
    await intendBurst({ ...company.now(2), actor: ada }, { from: company.at(0) });
    const seen = await burst(company.now(3));
    assert.deepEqual([seen?.intended, seen?.inactive], [true, 12]);
    const [kept] = await company.stored();
    assert.deepEqual(kept?.intended, { at: company.at(2), by: 'Ada Test', count: 12 });
    const { organization } = company.ctx;
    const [entry] = await Audit.find({ organization, action: 'burst.intend' }).lean();
    assert.deepEqual(entry?.actor, ada);
    assert.deepEqual(entry?.details, { from: company.at(0), to: company.at(0), people: 12 });
    assert.equal((await restoreBurst(company.now(4), { reason: 'It was not' })).people, 12);
  });

  it('is an alarm again once more came since than the guard allows', async () => {
    const company = await crowd(12);
    await setGuard(company.ctx, { threshold: 5 });
    await company.disable(0, 6);
    await intendBurst(company.now(1), { from: company.at(0) });
    await company.disable(6, 11, 2);
    const seen = await burst(company.now(3));
    assert.deepEqual([seen?.intended, seen?.count], [true, 11]);
    await company.disable(11, 12, 4);
    assert.equal((await burst(company.now(5)))?.intended, false);
    await intendBurst(company.now(6), { from: company.at(0) });
    assert.equal((await burst(company.now(7)))?.intended, true);
  });

  it('is shown after those that were not', async () => {
    const company = await crowd(24);
    await company.disable(0, 12);
    await company.disable(12, 24, 120);
    await intendBurst(company.now(121), { from: company.at(120) });
    const shown = async () => {
      const seen = await burst(company.now(122));
      return seen && [seen.from, seen.intended];
    };
    assert.deepEqual(await shown(), [company.at(0), false]);
    await intendBurst(company.now(121), { from: company.at(0) });
    assert.deepEqual(await shown(), [company.at(120), true]);
  });

  it('has to be there: of this company, not undone yet, and within 30 days', async () => {
    const [company, other] = [await crowd(11), await crowd(0)];
    await company.disable(0, 11);
    const missing = { code: 'not-found' };
    await assert.rejects(intendBurst(company.now(1), { from: company.at(1) }), missing);
    await assert.rejects(intendBurst({ ...other.ctx, now: company.at(1) }, { from: company.at(0) }), missing);
    await assert.rejects(intendBurst(company.now(31 * 24 * 60), { from: company.at(0) }), missing);
    await restoreBurst(company.now(2), { reason: 'A mistake' });
    await assert.rejects(intendBurst(company.now(3), { from: company.at(0) }), missing);
    assert.equal(await Audit.countDocuments({ organization: company.ctx.organization, action: 'burst.intend' }), 0);
  });
});
