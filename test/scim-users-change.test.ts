import assert from 'node:assert/strict';
import { acceptEvents } from '#core/notifications/accept.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { People } from '#core/people/model.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import type { Resource, Values } from '#core/provisioning/resource.ts';
import { setRoleByHand } from '#core/provisioning/role-by-hand.ts';
import { changeUser, createUser, getUser } from '#core/provisioning/users.ts';
import { anEvent } from './company.ts';
import { makeDirectory, type TestDirectory, withEndlessId } from './scim-directory.ts';

describe('a change that a directory makes of a person', () => {
  let company: TestDirectory;
  let id: string;

  beforeEach(async () => {
    company = await makeDirectory('entra', 'ada:admin');
    id = (await createUser(company.directory(), company.person('kim', { title: 'Engineer' }))).user.id;
  });

  const change = (more: Values, ifMatch?: number) =>
    changeUser(company.directory(), {
      id,
      ...(ifMatch === undefined ? {} : { ifMatch }),
      change: before => ({ ...before, ...more }),
    });
  const person = () => People.findById(id).lean();
  const last = async () => (await company.log()).at(-1);

  it('is stored with what the product reads and what filters compare, and logged with before and after', async () => {
    const emails = [{ value: `New@${company.domain}`, type: 'work' }];
    const user = await change({ displayName: 'Kim Vos', emails });
    assert.equal(user.version, 2);
    const stored = await person();
    assert.equal(stored?.emailLower, `new@${company.domain}`);
    assert.equal(stored?.displayName, 'Kim Vos');
    assert.equal(stored?.directory.folded.displayName, 'kim vos');
    const row = await last();
    assert.equal(row?.verb, 'update');
    assert.deepEqual(row?.changes.slice(0, 2), [
      { attribute: 'displayName', before: 'Kim Test', after: 'Kim Vos' },
      { attribute: 'emails.work.value', before: `kim@${company.domain}`, after: `New@${company.domain}` },
    ]);
  });

  it('that changes nothing is a Skip, and the version stays', async () => {
    const user = await change({});
    assert.equal(user.version, 1);
    assert.equal((await last())?.verb, 'skip');
    assert.deepEqual((await last())?.changes, []);
  });

  it('that takes away what is required is refused, and nothing is stored', async () => {
    const without = (before: Resource): Resource => {
      const { displayName: _, ...rest } = before;
      return { ...rest, title: 'Other' };
    };
    const refused = changeUser(company.directory(), { id, change: without });
    await assert.rejects(refused, { code: 'invalid', message: /displayName is missing/ });
    assert.equal((await person())?.directory.version, 1);
  });

  it('deactivates also when it would take away what is required, which stays', async () => {
    const change = (before: Resource): Resource => ({ ...before, active: false, name: {}, displayName: '' });
    await changeUser(company.directory(), { id, change });
    const stored = await person();
    assert.equal(stored?.active, false);
    assert.equal(stored?.displayName, 'Kim Test');
    assert.equal(stored?.givenName, 'Kim');
    assert.match((await last())?.reason ?? '', /name\.familyName.* were kept/);
  });

  it('does not fail for what was missing before the setting was changed', async () => {
    const sent = { ...company.person('short'), name: {} };
    const { user } = await createUser(company.directory({ required: 'short' }), sent);
    const changed = await changeUser(company.directory(), {
      id: user.id,
      change: before => ({ ...before, title: 'Boss' }),
    });
    assert.equal(changed.resource.title, 'Boss');
  });

  it('is refused when another has the address or the name, and says who', async () => {
    await createUser(company.directory(), company.person('lee'));
    const address = change({ emails: [{ value: `LEE@${company.domain}`, type: 'work' }] });
    await assert.rejects(address, { code: 'conflict', message: /e-mail address .* belongs to Lee Test/ });
    const name = change({ userName: `Lee@${company.domain}` });
    await assert.rejects(name, { code: 'conflict', message: /userName .* belongs to Lee Test/ });
    await assert.rejects(change({ emails: [{ value: 'nowhere', type: 'work' }] }), { code: 'invalid' });
  });

  it('is refused when it expects another version, and is made when it expects this one', async () => {
    await assert.rejects(change({ title: 'A' }, 7), { code: 'stale' });
    assert.equal((await change({ title: 'A' }, 1)).version, 2);
    await assert.rejects(change({ title: 'B' }, 1), { code: 'stale' });
    await assert.rejects(deleteUser(company.directory(), { id, ifMatch: 1 }), { code: 'stale' });
  });

  it('is not lost when several come at once', async () => {
    await Promise.all([
      change({ nickName: 'K' }),
      change({ profileUrl: 'https://contoso.example/kim' }),
      change({ userType: 'Employee' }),
    ]);
    const { resource, version } = (await getUser(company.ctx, id)) ?? {};
    assert.equal(version, 4);
    assert.deepEqual(
      [resource?.nickName, resource?.profileUrl, resource?.userType],
      ['K', 'https://contoso.example/kim', 'Employee'],
    );
    assert.equal((await company.log()).filter(({ verb }) => verb === 'update').length, 3);
  });

  it('of which two with the same If-Match come at once is made once', async () => {
    const both = await Promise.allSettled([change({ title: 'A' }, 1), change({ title: 'B' }, 1)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('leaves all as it was when the transaction ends before its time', async () => {
    const failing = changeUser(withEndlessId(company.directory()), { id, change: old => ({ ...old, active: false }) });
    await assert.rejects(failing);
    assert.equal((await person())?.active, true);
    assert.equal((await person())?.directory.version, 1);
    assert.equal((await company.log()).length, 1);
  });
});

describe('a person whom a directory deactivates', () => {
  it('loses what waits for them, keeps history and role, and is the same one when back', async () => {
    const company = await makeDirectory('entra', 'ada:admin', 'bo:boss');
    const id = company.people.get('bo')?._id ?? '';
    await acceptEvents({ ...company.ctx, now: new Date() }, [anEvent()]);
    const set = (active: boolean) =>
      changeUser(company.directory(), { id, change: before => ({ ...before, active, externalId: 'e' }) });
    await set(false);
    const rows = await Outbox.find({ organization: company.ctx.organization, recipient: id }).lean();
    assert.deepEqual(
      rows.map(({ state, reason }) => [state, reason]),
      [['cancelled', 'The person was deactivated.']],
    );
    const gone = await People.findById(id).lean();
    assert.equal(gone?.active, false);
    assert.ok(gone?.deactivatedAt);
    assert.equal((await getUser(company.ctx, id))?.resource.active, false);
    await set(true);
    const back = await People.findById(id).lean();
    assert.equal(back?.active, true);
    assert.equal(back?.role, 'boss');
    assert.equal(back?.deactivatedAt, undefined);
    const log = await company.log();
    assert.deepEqual(
      log.map(({ verb }) => verb),
      ['disable', 'update'],
    );
    assert.match(log[1]?.reason ?? '', /^Enabled again/);
  });

  it('as an admin who is back ends the time of whoever was kept admin for want of another', async () => {
    const company = await makeDirectory('entra', 'ada:admin', 'bo:member');
    const [ada = '', bo = ''] = ['ada', 'bo'].map(name => company.people.get(name)?._id);
    const set = (active: boolean) =>
      changeUser(company.directory(), { id: ada, change: before => ({ ...before, active, title: String(active) }) });
    await set(false);
    await People.updateOne({ _id: bo }, { $set: { role: 'admin', keptAdmin: true } });
    await set(true);
    const kept = await People.findById(bo).lean();
    assert.deepEqual([kept?.role, kept?.keptAdmin], ['member', undefined]);
    assert.equal((await People.findById(ada).lean())?.role, 'admin');
  });

  it('as the last admin is deactivated all the same, and the other recruiters hear of it', async () => {
    const company = await makeDirectory('entra', 'ada:admin', 'bo:boss');
    const id = company.people.get('ada')?._id ?? '';
    await changeUser(company.directory(), { id, change: before => ({ ...before, active: false }) });
    assert.equal((await People.findById(id).lean())?.active, false);
    const told = await Outbox.find({ organization: company.ctx.organization, recipient: { $exists: true } }).lean();
    assert.deepEqual(
      told.map(({ recipient, kind }) => [recipient, kind]),
      [[company.people.get('bo')?._id, 'notice']],
    );
    assert.match(told[0]?.notice?.text ?? '', /deactivated\. Who did it: Entra ID\./);
  });

  it('never leaves a company without an admin unsaid, whatever changes beside a deactivation', async () => {
    for (let round = 0; round < 12; round += 1) {
      const company = await makeDirectory('entra', 'ada:admin', 'bo:boss');
      const { organization } = company.ctx;
      const ada = company.people.get('ada')?._id ?? '';
      const kim = (await createUser(company.directory(), company.person('kim'))).user.id;
      const swap = async () => {
        await setRoleByHand(company.ctx, { person: kim, role: 'admin' });
        await setRoleByHand(company.ctx, { person: ada, role: 'member' });
      };
      const disable = async () => {
        await new Promise(resolve => setTimeout(resolve, round));
        const change = (before: Resource) => ({ ...before, active: false });
        await (round % 2
          ? changeUser(company.directory(), { id: kim, change })
          : deleteUser(company.directory(), { id: kim }));
      };
      // The admin may not be taken away as the last one, which is refused.
      await Promise.all([swap().catch(error => assert.equal(error.code, 'conflict')), disable()]);
      const admin = await People.findOne({ organization, active: true, role: 'admin' }).lean();
      const told = await Outbox.findOne({ organization, 'notice.subject': /no admin any more/ }).lean();
      assert.ok(admin ?? told, `round ${round}`);
    }
  });

  it('tells once of the last admins who are deactivated together', async () => {
    const company = await makeDirectory('entra', 'ada:admin', 'bo:boss', 'cy:admin', 'dee:admin');
    const ids = ['ada', 'cy', 'dee'].map(name => company.people.get(name)?._id ?? '');
    const disable = (id: string) =>
      changeUser(company.directory(), { id, change: before => ({ ...before, active: false }) });
    await Promise.all(ids.map(disable));
    const { organization } = company.ctx;
    const told = await Outbox.find({ organization, 'notice.subject': /no admin any more/ }).lean();
    assert.deepEqual(
      told.map(({ recipient }) => recipient),
      [company.people.get('bo')?._id],
    );
  });

  it('as the last admin is deactivated by hand too, and the other recruiters hear of it', async () => {
    const company = await makeDirectory('entra', 'ada:admin', 'bo:boss');
    await disablePerson(company.ctx, { email: `ada@${company.domain}` });
    const { organization } = company.ctx;
    const [told] = await Outbox.find({ organization, recipient: company.people.get('bo')?._id ?? '' }).lean();
    assert.match(told?.notice?.text ?? '', /the last active admin, was deactivated\. Who did it: The operator\./);
  });
});
