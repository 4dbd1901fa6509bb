import assert from 'node:assert/strict';
import type { DirectoryContext, MemberChange } from '#core/provisioning/contract.ts';
import { changeGroup, createGroup, deleteGroup, getGroup } from '#core/provisioning/groups.ts';
import { groupsOf, planMembers } from '#core/provisioning/members.ts';
import { type LogEntry, Memberships, ProvisioningLog } from '#core/provisioning/model.ts';
import { connectTestDatabase, makeCompany, type TestCompany } from './company.ts';
import { addPeople, directoryOf } from './directory-context.ts';

const add = (...people: string[]): MemberChange => ({ kind: 'add', people });
const remove = (...people: string[]): MemberChange => ({ kind: 'remove', people });
const replace = (...people: string[]): MemberChange => ({ kind: 'replace', people });

describe('changes of members in order', () => {
  const plan = (...changes: MemberChange[]) => planMembers(changes);

  it('come to who is to be in and who is not, the later ones counting', () => {
    assert.deepEqual(plan(), { replace: false, add: [], remove: [] });
    assert.deepEqual(plan(remove('a'), add('b', 'b', 'c')), { replace: false, add: ['b', 'c'], remove: ['a'] });
    assert.deepEqual(plan(add('a', 'b'), remove('a')), { replace: false, add: ['b'], remove: ['a'] });
    assert.deepEqual(plan(remove('a'), add('a')), { replace: false, add: ['a'], remove: [] });
    assert.deepEqual(plan(add('a'), replace('b', 'c'), remove('c')), { replace: true, add: ['b'], remove: ['c'] });
    assert.deepEqual(plan(replace('a'), replace()), { replace: true, add: [], remove: [] });
  });
});

describe('a group', () => {
  let company: TestCompany;
  let other: TestCompany;
  let ctx: DirectoryContext;
  const id = (name: string, where = company): string => where.people.get(name)?._id ?? '';

  before(connectTestDatabase);
  beforeEach(async () => {
    company = await makeCompany('ada:admin', 'bo:member', 'cy:member', 'dee:member');
    other = await makeCompany('eva:admin', 'fred:member');
    ctx = await directoryOf(company);
  });

  const membersIn = async (group: string): Promise<string[]> => {
    const found = await getGroup(ctx, { id: group, members: true });
    return (found?.members ?? []).map(({ name }) => name);
  };
  const rows = async (target: string): Promise<LogEntry[]> =>
    ProvisioningLog.find({ organization: ctx.organization, 'target.id': target }).sort({ at: 1, _id: 1 }).lean();
  const named = (...names: string[]): string[] => names.map(name => `${name} Test`);

  it('is made with its members, who are found here alone', async () => {
    const group = await createGroup(ctx, {
      displayName: 'Recruiters',
      externalId: 'ext-1',
      members: [id('bo'), id('cy'), id('bo'), id('fred', other), 'per_nobody', 'grp_inner'],
    });
    assert.equal(group.version, 1);
    assert.deepEqual(group.members?.map(({ name }) => name).toSorted(), named('bo', 'cy'));
    assert.deepEqual((await membersIn(group.id)).toSorted(), named('bo', 'cy'));
    const [created, skipped, ...others] = (await rows(group.id)).toSorted((one, two) => (one.verb < two.verb ? -1 : 1));
    assert.deepEqual([created?.verb, skipped?.verb, others.length], ['create', 'skip', 0]);
    assert.deepEqual([created?.target.kind, created?.target.name, created?.actor], ['group', 'Recruiters', 'Entra ID']);
    assert.match(created?.reason ?? '', /2 added/);
    assert.match(skipped?.reason ?? '', /2 members were skipped, as nobody here has the id: .*per_nobody/);
    assert.match(skipped?.reason ?? '', /groups in groups are not taken: grp_inner/);
    assert.ok(skipped?.mend);
    assert.ok(created?.words.includes('bo test'));
  });

  it('has a name that no other group has, in any letter case, while another company may use it', async () => {
    const first = await createGroup(ctx, { displayName: 'Sales' });
    await assert.rejects(createGroup(ctx, { displayName: 'SALES' }), { code: 'conflict' });
    await assert.rejects(createGroup(ctx, { displayName: '  ' }), { code: 'invalid' });
    const second = await createGroup(ctx, { displayName: 'Marketing' });
    await assert.rejects(changeGroup(ctx, { id: second.id, displayName: 'sales', members: [] }), { code: 'conflict' });
    assert.equal((await changeGroup(ctx, { id: first.id, displayName: 'SALES', members: [] })).displayName, 'SALES');
    await createGroup(await directoryOf(other), { displayName: 'Sales' });
    const made = await Promise.allSettled(Array.from({ length: 5 }, () => createGroup(ctx, { displayName: 'Race' })));
    assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('takes several changes of members in one request, in order', async () => {
    const group = await createGroup(ctx, { displayName: 'G', members: [id('bo')] });
    const next = await changeGroup(ctx, { id: group.id, members: [remove(id('bo')), add(id('cy'), id('dee'))] });
    assert.equal(next.version, 2);
    assert.deepEqual((await membersIn(group.id)).toSorted(), named('cy', 'dee'));
    const [row] = (await rows(group.id)).filter(({ verb }) => verb === 'update');
    assert.equal(row?.reason, 'Members: 2 added, 1 removed.');
    assert.deepEqual(
      row?.changes.map(({ attribute }) => attribute),
      ['members added', 'members removed'],
    );
    assert.deepEqual(row?.changes[1]?.before, 'bo Test');
    assert.deepEqual((await groupsOf(ctx, [id('cy'), id('bo')])).get(id('cy')), [{ id: group.id, name: 'G' }]);
    assert.deepEqual((await groupsOf(ctx, [id('cy'), id('bo')])).get(id('bo')), []);
  });

  it('is replaced by who is named, and emptied by nobody', async () => {
    const group = await createGroup(ctx, { displayName: 'G', members: [id('bo'), id('cy')] });
    await changeGroup(ctx, { id: group.id, members: [replace(id('cy'), id('dee'), id('eva', other))] });
    assert.deepEqual((await membersIn(group.id)).toSorted(), named('cy', 'dee'));
    await changeGroup(ctx, { id: group.id, members: [replace()] });
    assert.deepEqual(await membersIn(group.id), []);
  });

  it('stays as it is when nothing changes, which the log calls Skip', async () => {
    const group = await createGroup(ctx, { displayName: 'G', externalId: 'x', members: [id('bo')] });
    const same = { displayName: 'G', externalId: 'x', members: [add(id('bo')), remove(id('cy'), 'per_nobody')] };
    const next = await changeGroup({ ...ctx, now: new Date(ctx.now.getTime() + 5_000) }, { id: group.id, ...same });
    assert.deepEqual([next.version, next.changedAt], [1, group.changedAt]);
    await changeGroup(ctx, { id: group.id, members: [add('per_nobody')] });
    const skips = (await rows(group.id)).filter(({ verb }) => verb === 'skip').map(({ reason }) => reason);
    assert.deepEqual(skips.toSorted(), [
      'Nothing to change.',
      'One member was skipped, as nobody here has the id: per_nobody.',
    ]);
  });

  it('is renamed and gets and loses its id in the directory', async () => {
    const group = await createGroup(ctx, { displayName: 'Old' });
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 5_000) };
    const next = await changeGroup(later, { id: group.id, displayName: 'New', externalId: 'e', members: [] });
    assert.deepEqual([next.displayName, next.externalId, next.version, next.changedAt], ['New', 'e', 2, later.now]);
    const last = await changeGroup(ctx, { id: group.id, externalId: null, members: [] });
    assert.equal(last.externalId, undefined);
    const [first, second] = (await rows(group.id)).filter(({ verb }) => verb === 'update').toSorted(byReason);
    assert.deepEqual(first?.changes, [
      { attribute: 'displayName', before: 'Old', after: 'New' },
      { attribute: 'externalId', after: 'e' },
    ]);
    assert.deepEqual(second?.changes, [{ attribute: 'externalId', before: 'e' }]);
  });
  const byReason = (one: LogEntry, two: LogEntry): number => (one.reason < two.reason ? -1 : 1);

  it('is changed and deleted in the version asked for, or not at all', async () => {
    const group = await createGroup(ctx, { displayName: 'G', members: [id('bo')] });
    await assert.rejects(changeGroup(ctx, { id: group.id, ifMatch: 2, members: [] }), { code: 'stale' });
    await changeGroup(ctx, { id: group.id, ifMatch: 1, members: [add(id('cy'))] });
    await assert.rejects(deleteGroup(ctx, { id: group.id, ifMatch: 1 }), { code: 'stale' });
    await deleteGroup(ctx, { id: group.id, ifMatch: 2 });
    assert.equal(await getGroup(ctx, { id: group.id, members: true }), undefined);
    assert.equal(await Memberships.countDocuments({ organization: ctx.organization }), 0);
    await assert.rejects(deleteGroup(ctx, { id: group.id }), { code: 'not-found' });
    await assert.rejects(changeGroup(ctx, { id: group.id, members: [add(id('bo'))] }), { code: 'not-found' });
    assert.equal(await Memberships.countDocuments({ organization: ctx.organization }), 0);
  });

  it('of one company is nothing at another', async () => {
    const group = await createGroup(ctx, { displayName: 'G', members: [id('bo')] });
    const foreign = await directoryOf(other);
    assert.equal(await getGroup(foreign, { id: group.id, members: true }), undefined);
    await assert.rejects(changeGroup(foreign, { id: group.id, members: [replace()] }), { code: 'not-found' });
    await assert.rejects(deleteGroup(foreign, { id: group.id }), { code: 'not-found' });
    assert.deepEqual((await groupsOf(foreign, [id('bo')])).get(id('bo')), []);
    assert.deepEqual(await membersIn(group.id), named('bo'));
  });

  it('loses nothing when many change it at once', async () => {
    const people = await addPeople(company, 60);
    const group = await createGroup(ctx, { displayName: 'G', members: people.slice(0, 30) });
    await Promise.all([
      ...people.slice(30).map(person => changeGroup(ctx, { id: group.id, members: [add(person)] })),
      ...people.slice(0, 10).map(person => changeGroup(ctx, { id: group.id, members: [remove(person)] })),
      changeGroup(ctx, { id: group.id, members: [add(...people.slice(30))] }),
    ]);
    assert.equal((await membersIn(group.id)).length, 50);
    const stored = await getGroup(ctx, { id: group.id, members: false });
    const updates = (await rows(group.id)).filter(({ verb }) => verb === 'update').length;
    assert.equal(stored?.version, 1 + updates);
  });
});

describe('a group of ten thousand', () => {
  before(connectTestDatabase);

  it('takes a hundred more at no more than thrice what an empty one takes', async function () {
    this.timeout(60_000);
    const company = await makeCompany();
    const ctx = await directoryOf(company);
    const people = await addPeople(company, 10_400);
    const large = await createGroup(ctx, { displayName: 'Large', members: people.slice(0, 10_000) });
    const newcomers = people.slice(10_000);
    const took = { large: Number.POSITIVE_INFINITY, empty: Number.POSITIVE_INFINITY };
    const timed = async (id: string): Promise<number> => {
      const began = performance.now();
      await changeGroup(ctx, { id, members: [add(...newcomers.slice(0, 100))] });
      const ms = performance.now() - began;
      await changeGroup(ctx, { id, members: [remove(...newcomers.slice(0, 100))] });
      return ms;
    };
    for (let round = 0; round < 4; round += 1) {
      const empty = await createGroup(ctx, { displayName: `Empty ${round}` });
      took.empty = Math.min(took.empty, await timed(empty.id));
      took.large = Math.min(took.large, await timed(large.id));
    }
    assert.ok(took.large < 3 * took.empty, JSON.stringify(took));
    const emptied = await changeGroup(ctx, { id: large.id, members: [replace(...people.slice(9_990, 10_010))] });
    assert.equal(emptied.version, 10);
    assert.equal((await getGroup(ctx, { id: large.id, members: true }))?.members?.length, 20);
  });
});
