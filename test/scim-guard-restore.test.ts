import assert from 'node:assert/strict';
import { acceptEvents } from '#core/notifications/accept.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { People } from '#core/people/model.ts';
import { enablePerson } from '#core/provisioning/active-by-hand.ts';
import { burst, restoreBurst } from '#core/provisioning/burst.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import { setGuard } from '#core/provisioning/guard.ts';
import { createUser } from '#core/provisioning/users.ts';
import { anEvent } from './company.ts';
import { crowd } from './scim-crowd.ts';
import { makeDirectory } from './scim-directory.ts';

describe('a mass deactivation that is undone', () => {
  it('is undone in one action with a reason, which overrides the directory until its next word', async () => {
    const company = await crowd(14);
    const [first = '', second = '', third = '', fourth = ''] = company.ids;
    await company.set(fourth, false, -300);
    await company.disable(0, 12);
    await deleteUser(company.directory({ now: company.at(1) }), { id: company.ids[12] ?? '' });
    await company.set(second, true, 2);
    await company.set(second, false, 90);
    await assert.rejects(restoreBurst(company.now(100), { reason: '  ' }), { code: 'invalid' });
    const { people } = await restoreBurst(company.now(100), { reason: 'Wrong scope in Entra' });
    assert.equal(people, 11);
    const person = await People.findById(first).lean();
    assert.equal(person?.active, true);
    assert.deepEqual(person?.directory.override, {
      at: company.at(100),
      by: 'The operator',
      reason: 'Wrong scope in Entra',
    });
    assert.equal((await People.findById(second).lean())?.active, false);
    assert.equal((await People.findById(fourth).lean())?.active, false);
    const log = await company.log();
    const back = log.filter(({ reason }) => reason.includes('overrides the directory'));
    assert.equal(back.length, 11);
    assert.ok(back.every(({ verb, actor }) => verb === 'update' && actor === 'The operator'));
    await assert.rejects(restoreBurst(company.now(101), { reason: 'Again' }), { code: 'not-found' });

    await company.set(first, true, 110);
    assert.equal((await People.findById(first).lean())?.directory.override, undefined);
    assert.match((await company.log()).at(-1)?.reason ?? '', /from now on its word counts/);
    await company.set(third, false, 111);
    const gone = await People.findById(third).lean();
    assert.equal(gone?.active, false);
    assert.equal(gone?.directory.override, undefined);
  });

  it('that comes again after it was undone is told again', async () => {
    const company = await crowd(12);
    await company.disable(0, 12);
    await restoreBurst(company.now(5), { reason: 'A mistake' });
    await company.disable(0, 10, 10);
    assert.equal((await company.notices()).length, 2);
    await company.disable(10, 12, 11);
    assert.equal((await company.notices()).length, 4);
  });

  it('is undone by its name, and leaves another one that came since to be undone after it', async () => {
    const company = await crowd(24);
    await company.disable(0, 12);
    await company.disable(12, 24, 120);
    const shown = async (minutes: number) => {
      const seen = await burst(company.now(minutes));
      return seen && [seen.from, seen.inactive];
    };
    assert.deepEqual(await shown(121), [company.at(120), 12]);
    const named = { reason: 'A mistake', from: company.at(0) };
    assert.equal((await restoreBurst(company.now(122), named)).people, 12);
    assert.deepEqual(await shown(123), [company.at(120), 12]);
    const active = await People.find({ _id: { $in: company.ids }, active: true }).lean();
    assert.deepEqual(active.map(({ _id }) => _id).sort(), company.ids.slice(0, 12).sort());
    await assert.rejects(restoreBurst(company.now(124), named), { code: 'not-found' });
    assert.equal((await restoreBurst(company.now(125), { reason: 'That as well' })).people, 12);
    assert.equal(await shown(126), undefined);
    assert.deepEqual(
      (await company.stored()).map(({ restoredAt }) => restoredAt),
      [company.at(122), company.at(125)],
    );
  });

  it('leaves an earlier one to be undone as well', async () => {
    const company = await crowd(24);
    await company.disable(0, 12);
    await company.disable(12, 24, 120);
    assert.equal((await restoreBurst(company.now(121), { reason: 'A mistake' })).people, 12);
    const earlier = await burst(company.now(122));
    assert.deepEqual([earlier?.from, earlier?.inactive], [company.at(0), 12]);
    assert.equal((await restoreBurst(company.now(123), { reason: 'That as well' })).people, 12);
    assert.equal(await People.countDocuments({ _id: { $in: company.ids }, active: true }), 24);
  });

  it('leaves whoever’s userName somebody else has by now, and says how many they are', async () => {
    const company = await crowd(11);
    const { domain, directory, person } = company;
    await company.disable(0, 10);
    await deleteUser(directory({ now: company.at(0) }), { id: company.ids[10] ?? '' });
    const emails = [{ value: `other@${domain}`, type: 'work', primary: true }];
    await createUser(directory({ now: company.at(1) }), person('p10', { externalId: 'ext-other', emails }));
    assert.deepEqual(await restoreBurst(company.now(2), { reason: 'A mistake' }), { people: 10, left: 1 });
    assert.equal(await burst(company.now(3)), undefined);
  });

  it('loses nothing: what waited for those who are brought back is sent after all', async () => {
    const company = await crowd(11);
    await setGuard(company.ctx, { threshold: 1 });
    const bo = company.people.get('bo')?._id ?? '';
    await acceptEvents(company.now(-1), [anEvent({ data: { recruiters: [`bo@${company.domain}`] } })]);
    await company.set(bo, false, 0);
    await company.disable(0, 3);
    const waiting = () =>
      Outbox.findOne({ organization: company.ctx.organization, recipient: bo, kind: 'card' }).lean();
    assert.equal((await waiting())?.state, 'cancelled');
    await restoreBurst(company.now(2), { reason: 'A mistake' });
    const again = await waiting();
    assert.equal(again?.state, 'queued');
    assert.equal(again?.reason, undefined);
  });

  it('leaves one person to be enabled by hand, with a reason', async () => {
    const company = await crowd(2);
    const [id = ''] = company.ids;
    await company.disable(0, 1);
    await enablePerson(company.now(3), { person: id, reason: 'On leave, not gone' });
    assert.equal((await People.findById(id).lean())?.directory.override?.reason, 'On leave, not gone');
    const other = await makeDirectory('entra');
    await assert.rejects(enablePerson(other.ctx, { person: id, reason: 'x' }), { code: 'not-found' });
    await enablePerson(company.now(4), { person: id, reason: 'Twice' });
    assert.equal((await company.log()).filter(({ reason }) => reason.includes('overrides')).length, 1);
  });
});
