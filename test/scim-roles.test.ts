import assert from 'node:assert/strict';
import { Audit } from '#core/audit/model.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import { Notifications } from '#core/notifications/model.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { People, type Person, type Role } from '#core/people/model.ts';
import { createPerson } from '#core/people/people.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import type { DirectoryContext, MemberChange } from '#core/provisioning/contract.ts';
import { previewGroupRole, setGroupRole } from '#core/provisioning/group-roles.ts';
import { changeGroup, createGroup, deleteGroup } from '#core/provisioning/groups.ts';
import { listGroupRoles } from '#core/provisioning/list-group-roles.ts';
import { type LogEntry, ProvisioningLog } from '#core/provisioning/model.ts';
import { setRoleByHand } from '#core/provisioning/role-by-hand.ts';
import { anEvent, connectTestDatabase, makeCompany, type TestCompany } from './company.ts';
import { addPeople, directoryOf } from './directory-context.ts';

describe('groups that give roles', () => {
  let company: TestCompany;
  let other: TestCompany;
  let ctx: DirectoryContext;
  const id = (name: string): string => company.people.get(name)?._id ?? '';
  const add = (...names: string[]): MemberChange => ({ kind: 'add', people: names.map(id) });
  const remove = (...names: string[]): MemberChange => ({ kind: 'remove', people: names.map(id) });

  before(connectTestDatabase);
  beforeEach(async () => {
    company = await makeCompany('ada:admin', 'bo:member', 'cy:member', 'dee:boss');
    other = await makeCompany('ada:admin', 'bo:member');
    ctx = await directoryOf(company);
  });

  const person = async (name: string): Promise<Person> => {
    const found = await People.findById(id(name)).lean();
    assert.ok(found);
    return found;
  };
  const roleOf = async (name: string): Promise<Role> => (await person(name)).role;
  const group = async (displayName: string, role: Role | undefined, ...names: string[]): Promise<string> => {
    const made = await createGroup(ctx, { displayName, members: names.map(id) });
    if (role) await setGroupRole(company.ctx, { group: made.id, role });
    return made.id;
  };
  const change = (groupId: string, ...members: MemberChange[]) => changeGroup(ctx, { id: groupId, members });
  const rows = (verb: LogEntry['verb']): Promise<LogEntry[]> =>
    ProvisioningLog.find({ organization: ctx.organization, 'target.kind': 'role', verb }).lean();
  /** Takes what makeCompany gives by hand from someone, so that groups alone decide. */
  const byGroupsAlone = (...names: string[]) =>
    People.updateMany({ _id: { $in: names.map(id) } }, { $unset: { roleByHand: 1 }, $set: { role: 'member' } });
  const notices = async () => {
    const found = await Outbox.find({ organization: ctx.organization, kind: 'notice' }).lean();
    return found.map(({ recipient, channel, notice }) => ({ recipient, channel, subject: notice?.subject }));
  };

  it('give it to who joins and take it from who leaves, at once; the highest wins', async () => {
    const bosses = await group('Bosses', 'boss', 'bo');
    const admins = await group('Admins', 'admin');
    assert.equal(await roleOf('bo'), 'boss');
    await change(admins, add('bo', 'cy'));
    assert.deepEqual([await roleOf('bo'), await roleOf('cy')], ['admin', 'admin']);
    await change(admins, remove('bo'), remove('cy'));
    assert.deepEqual([await roleOf('bo'), await roleOf('cy')], ['boss', 'member']);
    await change(bosses, remove('bo'));
    const bo = await person('bo');
    assert.deepEqual([bo.role, bo.roleByGroups, bo.roleByHand], ['member', undefined, 'member']);
    const cys = (await rows('update')).filter(({ target }) => target.id === id('cy'));
    const row = cys.find(({ changes }) => changes[0]?.after === 'admin');
    assert.deepEqual([cys.length, row?.target.name], [2, 'cy Test']);
    assert.deepEqual(row?.changes, [{ attribute: 'role', before: 'member', after: 'admin' }]);
    assert.match(row?.reason ?? '', /member to admin: .*Admins/);
    assert.ok(row?.words.includes(company.domain));
  });

  it('are mapped, mapped otherwise and no longer, by id or name in any letter case', async () => {
    const sales = await group('Sales', undefined, 'bo', 'dee');
    assert.equal(await roleOf('bo'), 'member');
    assert.equal((await setGroupRole(company.ctx, { group: 'SALES', role: 'boss' })).changed, 1);
    assert.deepEqual([await roleOf('bo'), await roleOf('dee')], ['boss', 'boss']);
    assert.equal((await setGroupRole(company.ctx, { group: sales, role: 'boss' })).changed, 0);
    const answer = await setGroupRole(company.ctx, { group: sales, role: 'admin' });
    assert.deepEqual(answer, { id: sales, displayName: 'Sales', role: 'admin', members: 2, changed: 2 });
    await group('Empty', undefined);
    assert.deepEqual((await listGroupRoles(company.ctx)).groups, [
      { id: (await listGroupRoles(company.ctx)).groups[0]?.id, displayName: 'Empty', members: 0 },
      { id: sales, displayName: 'Sales', role: 'admin', members: 2 },
    ]);
    await setGroupRole(company.ctx, { group: sales, role: undefined });
    assert.deepEqual([await roleOf('bo'), await roleOf('dee')], ['member', 'boss']);
    assert.equal((await listGroupRoles(company.ctx)).groups[1]?.role, undefined);
    assert.equal((await setGroupRole(company.ctx, { group: sales, role: 'member' })).changed, 0);
    assert.equal((await listGroupRoles(company.ctx)).groups[1]?.role, 'member');
    await assert.rejects(setGroupRole(company.ctx, { group: 'Nowhere', role: 'boss' }), { code: 'not-found' });
    await assert.rejects(setGroupRole(other.ctx, { group: sales, role: 'admin' }), { code: 'not-found' });
    await assert.rejects(setGroupRole(other.ctx, { group: 'Sales', role: 'admin' }), { code: 'not-found' });
    const audited = await Audit.find({ organization: ctx.organization, action: 'group-role.set' }).lean();
    assert.equal(audited.length, 4);
  });

  it('show before who would change, and change nothing by that', async () => {
    const sales = await group('Sales', undefined, 'bo', 'cy', 'dee');
    const preview = await previewGroupRole(company.ctx, { group: sales, role: 'boss' });
    assert.deepEqual(
      preview.map(({ person: { name }, from, to }) => [name, from, to]),
      [
        ['bo Test', 'member', 'boss'],
        ['cy Test', 'member', 'boss'],
      ],
    );
    assert.ok(preview.every(({ person: { email }, kept }) => email.endsWith(company.domain) && kept === undefined));
    assert.equal(await roleOf('bo'), 'member');
    await assert.rejects(previewGroupRole(other.ctx, { group: sales, role: 'boss' }), { code: 'not-found' });
  });

  it('leave the role set by hand when they give less, and are remembered while they do', async () => {
    const sales = await group('Sales', 'boss', 'bo', 'ada');
    const ada = await person('ada');
    assert.deepEqual([ada.role, ada.roleByHand, ada.roleByGroups], ['admin', 'admin', 'boss']);
    assert.equal(await setRoleByHand(company.ctx, { person: id('bo'), role: 'admin' }), 'admin');
    assert.equal(await setRoleByHand(company.ctx, { person: id('ada'), role: 'member' }), 'boss');
    await deleteGroup(ctx, { id: sales });
    assert.deepEqual([await roleOf('ada'), await roleOf('bo')], ['member', 'admin']);
    assert.deepEqual([(await person('ada')).roleByGroups, (await person('bo')).roleByGroups], [undefined, undefined]);
  });

  it('count again when an inactive person comes back, whose memberships stay', async () => {
    const sales = await group('Sales', undefined, 'bo');
    await disablePerson(company.ctx, { email: `bo@${company.domain}` });
    await setGroupRole(company.ctx, { group: sales, role: 'boss' });
    const bo = await person('bo');
    assert.deepEqual([bo.role, bo.active], ['boss', false]);
  });

  it('decide who hears of the next event', async () => {
    const sales = await group('Sales', 'boss');
    const told = async (): Promise<string[]> => {
      await Notifications.deleteMany({ organization: ctx.organization });
      await acceptEvents({ ...company.ctx, now: new Date() }, [anEvent()]);
      const found = await Notifications.find({ organization: ctx.organization }).lean();
      return found.map(notification => notification.person).toSorted();
    };
    assert.deepEqual(await told(), [id('ada'), id('dee')].toSorted());
    await change(sales, add('bo'));
    assert.deepEqual(await told(), [id('ada'), id('bo'), id('dee')].toSorted());
    await change(sales, remove('bo'));
    assert.deepEqual(await told(), [id('ada'), id('dee')].toSorted());
  });

  describe('and the last admin', () => {
    let admins: string;
    beforeEach(async () => {
      admins = await group('Admins', 'admin', 'bo');
      await setRoleByHand(company.ctx, { person: id('ada'), role: 'member' });
      assert.deepEqual([await roleOf('ada'), await roleOf('bo')], ['member', 'admin']);
      await ProvisioningLog.deleteMany({ organization: ctx.organization });
    });

    const assertKept = async (): Promise<void> => {
      assert.deepEqual([await roleOf('bo'), (await person('bo')).keptAdmin], ['admin', true]);
      const skips = await rows('skip');
      assert.deepEqual(
        skips.map(({ target }) => target.id),
        [id('bo')],
      );
      assert.match(skips[0]?.reason ?? '', /Stays admin/);
      assert.ok(skips[0]?.mend);
      const told = await notices();
      assert.deepEqual(told.map(({ recipient }) => recipient).toSorted(), [id('bo'), id('dee')].toSorted());
      assert.ok(told.every(({ channel, subject }) => channel === 'mail' && subject?.includes('bo Test')));
    };

    it('stays who is taken from the group, and all recruiters are told', async () => {
      await change(admins, remove('bo'));
      await assertKept();
      assert.equal((await person('bo')).roleByGroups, undefined);
    });

    it('stays when the group is deleted', async () => {
      await deleteGroup(ctx, { id: admins });
      await assertKept();
    });

    it('stays when the group gives another role, which the preview says', async () => {
      const [preview, ...others] = await previewGroupRole(company.ctx, { group: admins, role: 'boss' });
      assert.deepEqual(
        [preview?.person.id, preview?.from, preview?.to, others.length],
        [id('bo'), 'admin', 'admin', 0],
      );
      assert.match(preview?.kept ?? '', /Stays admin/);
      await setGroupRole(company.ctx, { group: admins, role: 'boss' });
      await assertKept();
      assert.equal((await person('bo')).roleByGroups, 'boss');
    });

    it('stays one alone when several leave together: whoever has been here longest', async () => {
      await change(admins, add('cy'));
      await change(admins, { kind: 'replace', people: [] });
      assert.deepEqual([await roleOf('bo'), await roleOf('cy')].toSorted(), ['admin', 'member']);
      assert.equal(await People.countDocuments({ organization: ctx.organization, keptAdmin: true }), 1);
      assert.equal((await rows('skip')).length, 1);
    });

    it('goes as soon as somebody else is admin, with nothing more to do', async () => {
      await change(admins, remove('bo'));
      await change(admins, add('cy'));
      const bo = await person('bo');
      assert.deepEqual([bo.role, bo.keptAdmin, await roleOf('cy')], ['member', undefined, 'admin']);
      const [row] = (await rows('update')).filter(({ target }) => target.id === id('bo'));
      assert.match(row?.reason ?? '', /somebody else is admin/);
    });

    it('goes when an admin is made by hand, too', async () => {
      await change(admins, remove('bo'));
      const newcomer = { email: `eve@${company.domain}`, givenName: 'Eve', familyName: 'Test' };
      await createPerson(company.ctx, { ...newcomer, role: 'boss' });
      assert.equal(await roleOf('bo'), 'admin');
      await setRoleByHand(company.ctx, { person: id('cy'), role: 'boss' });
      assert.equal(await roleOf('bo'), 'admin');
      await createPerson(company.ctx, { ...newcomer, email: `fay@${company.domain}`, role: 'admin' });
      assert.equal(await roleOf('bo'), 'member');
    });

    it('is not told of again while it stays so', async () => {
      await change(admins, remove('bo'));
      const told = (await notices()).length;
      const bosses = await group('Bosses', 'boss', 'cy');
      await change(bosses, add('bo'));
      assert.equal(await roleOf('bo'), 'admin');
      assert.equal((await notices()).length, told);
      assert.equal((await rows('skip')).length, 1);
    });

    it('cannot be lowered by hand', async () => {
      await setRoleByHand(company.ctx, { person: id('bo'), role: 'admin' });
      await change(admins, remove('bo'));
      await assert.rejects(setRoleByHand(company.ctx, { person: id('bo'), role: 'boss' }), { code: 'conflict' });
      assert.deepEqual([await roleOf('bo'), (await person('bo')).roleByHand], ['admin', 'admin']);
      assert.deepEqual(await notices(), []);
      await assert.rejects(setRoleByHand(other.ctx, { person: id('bo'), role: 'admin' }), { code: 'not-found' });
    });

    it('is an active one: who is deactivated does not count', async () => {
      await change(admins, add('cy'));
      await disablePerson(company.ctx, { email: `cy@${company.domain}` });
      await change(admins, remove('bo'));
      assert.equal(await roleOf('bo'), 'admin');
      assert.equal((await person('bo')).keptAdmin, true);
    });

    it('is there after any two changes at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const one = await group(`One ${round}`, 'admin', 'cy');
        const two = await group(`Two ${round}`, 'admin', 'dee');
        await byGroupsAlone('ada');
        await People.updateMany({ _id: { $in: [id('dee'), id('cy')] } }, { $unset: { roleByHand: 1 } });
        await change(admins, remove('bo'));
        await Promise.all([
          change(one, remove('cy')),
          change(two, remove('dee')),
          setRoleByHand(company.ctx, { person: id('bo'), role: 'member' }).catch(() => {}),
        ]);
        const active = await People.find({ organization: ctx.organization, active: true, role: 'admin' }).lean();
        assert.equal(active.length, 1, active.map(({ displayName }) => displayName).join());
        await Promise.all([deleteGroup(ctx, { id: one }), deleteGroup(ctx, { id: two })]);
        await change(admins, add('bo'));
      }
    });
  });

  it('are right for somebody who leaves two groups at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await group(`A ${round}`, 'boss', 'bo'), await group(`B ${round}`, 'boss', 'bo')];
      await Promise.all([change(one, remove('bo')), change(two, remove('bo'))]);
      assert.equal(await roleOf('bo'), 'member');
      await Promise.all([deleteGroup(ctx, { id: one }), deleteGroup(ctx, { id: two })]);
    }
  });

  it('are right for who joins while the mapping changes', async () => {
    for (let round = 0; round < 5; round += 1) {
      const made = await group(`G ${round}`, undefined);
      await Promise.all([change(made, add('bo')), setGroupRole(company.ctx, { group: made, role: 'boss' })]);
      assert.equal(await roleOf('bo'), 'boss');
      await Promise.all([deleteGroup(ctx, { id: made }), change(made, add('cy')).catch(() => {})]);
      assert.deepEqual([await roleOf('bo'), await roleOf('cy')], ['member', 'member']);
    }
  });

  it('reach five thousand people in one go, and nobody elsewhere', async function () {
    this.timeout(60_000);
    const people = await addPeople(company, 5_000);
    const { id: everyone } = await createGroup(ctx, { displayName: 'Everyone', members: people });
    const { changed } = await setGroupRole(company.ctx, { group: everyone, role: 'boss' });
    assert.equal(changed, 5_000);
    assert.equal(await People.countDocuments({ organization: ctx.organization, role: 'boss' }), 5_001);
    assert.equal(await People.countDocuments({ organization: other.ctx.organization, role: 'boss' }), 0);
    assert.equal((await previewGroupRole(company.ctx, { group: everyone, role: undefined })).length, 5_000);
    await deleteGroup(ctx, { id: everyone });
    assert.equal(await People.countDocuments({ organization: ctx.organization, role: 'boss' }), 1);
  });
});
