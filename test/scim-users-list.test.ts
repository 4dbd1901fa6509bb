import assert from 'node:assert/strict';
import { driver } from '#core/database.ts';
import { People } from '#core/people/model.ts';
import type { List } from '#core/provisioning/contract.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import { createGroup } from '#core/provisioning/groups.ts';
import { listUsers } from '#core/provisioning/list-users.ts';
import { type Membership, Memberships } from '#core/provisioning/model.ts';
import { scan } from '#core/provisioning/scan.ts';
import { createUser } from '#core/provisioning/users.ts';
import { makeDirectory, type TestDirectory } from './scim-directory.ts';

describe('a list of people', () => {
  let one: TestDirectory;
  let two: TestDirectory;
  const ids = new Map<string, string>();
  const names = ['ann', 'bob', 'cas', 'dee', 'eva', 'fay', 'gus'];

  before(async () => {
    one = await makeDirectory('entra');
    two = await makeDirectory('entra');
    for (const [place, name] of names.entries()) {
      const more = place % 2 === 0 ? { title: `T${names.length - place}` } : {};
      ids.set(name, (await createUser(one.directory(), one.person(name, more))).user.id);
      await createUser(two.directory(), two.person(name));
    }
    const gone = await createUser(one.directory(), one.person('zoe'));
    await deleteUser(one.directory(), { id: gone.user.id });
  });

  const list = (more: Partial<List>) => listUsers(one.ctx, { indexed: true, limit: 100, ...more });
  const shown = async (more: Partial<List>) =>
    (await list(more)).items.map(({ resource }) => resource.userName.split('@')[0]);

  it('holds everyone of the organization but whom the directory deleted, in a stable order', async () => {
    const { total, items, next } = await list({});
    assert.equal(total, 7);
    assert.equal(next, undefined);
    const sorted = items.map(({ id }) => id).toSorted();
    assert.deepEqual(
      items.map(({ id }) => id),
      sorted,
    );
    assert.deepEqual(new Set(await shown({})), new Set(names));
  });

  it('comes in pages by number and by the last one of the page before', async () => {
    const all = (await list({})).items.map(({ id }) => id);
    const byNumber = [];
    for (let skip = 0; skip < 9; skip += 3) {
      const page = await list({ skip, limit: 3 });
      assert.equal(page.total, 7);
      byNumber.push(...page.items.map(({ id }) => id));
    }
    assert.deepEqual(byNumber, all);
    const byId = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 3, ...(after ? { after } : {}) });
      assert.equal(page.total, 7);
      byId.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    assert.deepEqual(byId, all);
    assert.deepEqual(await list({ limit: 0 }), { total: 7, items: [] });
    assert.deepEqual(await list({ skip: 50 }), { total: 7, items: [] });
  });

  it('counts who was created since, also while totals are kept for seconds', async () => {
    const where = { 'directory.folded.userType': { $ne: 'robot' } };
    assert.equal((await list({ where, indexed: false, limit: 1 })).total, 7);
    const { user } = await createUser(one.directory(), one.person('hal'));
    assert.equal((await list({ where, indexed: false, limit: 1 })).total, 8);
    assert.equal((await list({ limit: 1 })).total, 8);
    await deleteUser(one.directory(), { id: user.id });
    assert.equal((await list({ limit: 1 })).total, 7);
  });

  it('is found by what is stored, within the organization alone', async () => {
    const where = { 'directory.folded.userName': { $eq: `ann@${one.domain}` } };
    assert.deepEqual(await shown({ where }), ['ann']);
    assert.equal((await listUsers(two.ctx, { where, indexed: true, limit: 10 })).total, 0);
  });

  it('is sorted either way, with those who lack the value at the end or the beginning', async () => {
    const sort = { path: 'directory.folded.title', descending: false };
    const up = await shown({ sort });
    assert.deepEqual(up.slice(0, 4), ['gus', 'eva', 'cas', 'ann']);
    assert.deepEqual(new Set(up.slice(4)), new Set(['bob', 'dee', 'fay']));
    const down = await shown({ sort: { ...sort, descending: true } });
    assert.deepEqual(down.slice(3), ['ann', 'cas', 'eva', 'gus']);
    const byName = { path: 'directory.folded.userName', descending: true };
    assert.deepEqual(await shown({ sort: byName, skip: 1, limit: 3 }), ['fay', 'eva', 'dee']);
  });

  it('is found by the groups that people are in, and by those that they are not in', async () => {
    const members = ['ann', 'bob'].map(name => ids.get(name) ?? '');
    const group = await createGroup(one.directory(), { displayName: 'Recruiters', members });
    const inGroup = { $groups: { value: { $eq: group.id } } };
    assert.deepEqual(new Set(await shown({ where: inGroup })), new Set(['ann', 'bob']));
    const byName = { $groups: { display: { $regex: '^recr' } } };
    assert.deepEqual(new Set(await shown({ where: byName, indexed: false })), new Set(['ann', 'bob']));
    const others = { $nor: [inGroup] };
    assert.equal((await list({ where: others, indexed: false })).total, 5);
    const one_ = { $and: [inGroup, { 'directory.folded.userName': { $eq: `bob@${one.domain}` } }] };
    assert.deepEqual(await shown({ where: one_ }), ['bob']);
    assert.equal((await listUsers(two.ctx, { where: inGroup, indexed: true, limit: 10 })).total, 0);
    await Memberships.deleteMany({ organization: one.ctx.organization });
  });

  it('is not found by groups of more members than a condition can name', async () => {
    const big = await makeDirectory('entra');
    const { organization } = big.ctx;
    const rows = Array.from({ length: 50_001 }, (_, place) => ({
      _id: `grp_huge:${place}`,
      organization,
      group: 'grp_huge',
      person: `per_${place}`,
      addedAt: big.ctx.now,
    }));
    await driver<Membership>(Memberships).insertMany(rows);
    const inGroup = { $groups: { value: { $eq: 'grp_huge' } } };
    assert.equal((await listUsers(big.ctx, { where: inGroup, indexed: true, limit: 10 })).total, 0);
    const twice = listUsers(big.ctx, { where: { $or: [inGroup, inGroup] }, indexed: true, limit: 10 });
    await assert.rejects(twice, { code: 'too-many' });
    await driver<Membership>(Memberships).deleteMany({ organization });
  });

  it('is read from the right place far into a large organization', async () => {
    const big = await makeDirectory('entra');
    const { user } = await createUser(big.directory(), big.person('first'));
    const first = await People.findById(user.id).lean();
    await People.insertMany(
      Array.from({ length: 700 }, (_, number) => ({
        ...first,
        _id: `per_x${String(number).padStart(4, '0')}`,
        emailLower: `n${number}@${big.domain}`,
        directory: { ...first?.directory, folded: { userName: `n${number}` } },
      })),
    );
    const page = await listUsers(big.ctx, { indexed: true, skip: 650, limit: 10 });
    const all = (await listUsers(big.ctx, { indexed: true, limit: 1_000 })).items.map(({ id }) => id);
    assert.deepEqual(
      page.items.map(({ id }) => id),
      all.slice(650, 660),
    );
    assert.equal(page.total, 701);
    assert.deepEqual((await listUsers(big.ctx, { indexed: true, skip: 5_000, limit: 10 })).items, []);
  });
});

describe('what no index serves', () => {
  it('runs one at a time for an organization, and beside it for others', async () => {
    const running: string[] = [];
    const order: string[] = [];
    const work = (organization: string, name: string) =>
      scan(organization, 1_000, async () => {
        running.push(organization);
        order.push(name);
        assert.equal(running.filter(other => other === organization).length, 1);
        await new Promise(resolve => setTimeout(resolve, 20));
        running.splice(running.indexOf(organization), 1);
        return name;
      });
    const done = await Promise.all([work('a', 'a1'), work('a', 'a2'), work('b', 'b1'), work('a', 'a3')]);
    assert.deepEqual(done, ['a1', 'a2', 'b1', 'a3']);
    assert.deepEqual(order, ['a1', 'b1', 'a2', 'a3']);
  });

  it('is refused when it takes too long, and the next one goes on', async () => {
    const company = await makeDirectory('entra');
    for (const name of ['ann', 'bob', 'cas']) await createUser(company.directory(), company.person(name));
    const slow = { $expr: { $function: { body: 'function() { sleep(2000); return true; }', args: [], lang: 'js' } } };
    const asked = listUsers(company.ctx, { where: slow, indexed: false, limit: 10, scanMs: 300 });
    await assert.rejects(asked, { code: 'too-many', message: /took too long.*userName/ });
    const where = { 'directory.folded.title': { $exists: false } };
    assert.equal((await listUsers(company.ctx, { where, indexed: false, limit: 10, scanMs: 2_000 })).total, 3);
  });

  it('is refused at once when many wait already', async () => {
    const waiting = Array.from({ length: 20 }, () =>
      scan('crowded', 1_000, () => new Promise(resolve => setTimeout(resolve, 5))),
    );
    await assert.rejects(
      scan('crowded', 1_000, async () => 0),
      { code: 'too-many' },
    );
    await Promise.all(waiting);
    assert.equal(await scan('crowded', 1_000, async () => 1), 1);
  });
});
