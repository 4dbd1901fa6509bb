import assert from 'node:assert/strict';
import { compileGroupFilter, sortPath } from '#api/scim/filter.ts';
import { driver } from '#core/database.ts';
import type { DirectoryContext, List } from '#core/provisioning/contract.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import { changeGroup, createGroup } from '#core/provisioning/groups.ts';
import { listGroups } from '#core/provisioning/list-groups.ts';
import { type Membership, Memberships } from '#core/provisioning/model.ts';
import { connectTestDatabase, makeCompany, type TestCompany } from './company.ts';
import { directoryOf } from './directory-context.ts';

describe('the list of groups', () => {
  let company: TestCompany;
  let ctx: DirectoryContext;
  let foreign: DirectoryContext;
  const ids = new Map<string, string>();
  const id = (name: string): string => company.people.get(name)?._id ?? '';

  before(async () => {
    await connectTestDatabase();
    company = await makeCompany('ada:admin', 'bo:member', 'cy:member');
    ctx = await directoryOf(company);
    for (const [place, [displayName, externalId, ...members]] of [
      ['Alpha', 'e-1', 'ada', 'bo'],
      ['beta', 'e-2', 'bo'],
      ['Gamma', undefined],
      ['delta', 'E-1', 'cy'],
    ].entries()) {
      const now = new Date(ctx.now.getTime() + place * 1_000);
      const made = await createGroup(
        { ...ctx, now },
        {
          displayName: displayName ?? '',
          ...(externalId ? { externalId } : {}),
          members: members.flatMap(name => (name ? id(name) : [])),
        },
      );
      ids.set(displayName ?? '', made.id);
    }
    const other = await makeCompany('eva:admin');
    foreign = await directoryOf(other);
    await createGroup(foreign, {
      displayName: 'Alpha',
      externalId: 'e-1',
      members: [other.people.get('eva')?._id ?? ''],
    });
  });

  const list = async (parts: Partial<List> & { members?: boolean } = {}, asked: DirectoryContext = ctx) =>
    listGroups(asked, { indexed: true, limit: 100, members: false, ...parts });
  const filtered = async (filter: string, asked: DirectoryContext = ctx): Promise<string[]> => {
    const { total, items } = await list(compileGroupFilter(filter), asked);
    assert.equal(total, items.length);
    return items.map(({ displayName }) => displayName).toSorted();
  };

  it('has everything of the organization and nothing of another, with members where they are wanted', async () => {
    const { total, items } = await list({ members: true });
    assert.equal(total, 4);
    const alpha = items.find(({ displayName }) => displayName === 'Alpha');
    assert.deepEqual(alpha?.members?.map(({ name }) => name).toSorted(), ['ada Test', 'bo Test']);
    assert.deepEqual(items.find(({ displayName }) => displayName === 'Gamma')?.members, []);
    assert.ok((await list()).items.every(group => !('members' in group) && !('role' in group)));
    assert.equal((await list({}, foreign)).total, 1);
  });

  it('is filtered by name in any letter case, by ids, by members and by what joins them', async () => {
    assert.deepEqual(await filtered('displayName eq "ALPHA"'), ['Alpha']);
    assert.deepEqual(await filtered('externalId eq "e-1"'), ['Alpha']);
    assert.deepEqual(await filtered(`id eq "${ids.get('beta')}"`), ['beta']);
    assert.deepEqual(await filtered(`members.value eq "${id('bo')}"`), ['Alpha', 'beta']);
    assert.deepEqual(await filtered(`members[value eq "${id('bo')}"] and displayName sw "b"`), ['beta']);
    assert.deepEqual(await filtered(`not (members.value eq "${id('bo')}")`), ['Gamma', 'delta']);
    assert.deepEqual(await filtered('members pr'), ['Alpha', 'beta', 'delta']);
    assert.deepEqual(await filtered('not (members pr)'), ['Gamma']);
    assert.deepEqual(await filtered('not (externalId pr)'), ['Gamma']);
    assert.deepEqual(await filtered('displayName co "a" and displayName ew "TA"'), ['beta', 'delta']);
    const since = new Date(ctx.now.getTime() + 2_000).toISOString();
    assert.deepEqual(await filtered(`meta.lastModified ge "${since}"`), ['Gamma', 'delta']);
    assert.deepEqual(await filtered(`id eq "${ids.get('beta')}"`, foreign), []);
    assert.deepEqual(await filtered(`members.value eq "${id('bo')}"`, foreign), []);
  });

  it('is paged by id without gaps, and by place', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 3, ...(after ? { after } : {}) });
      assert.equal(page.total, 4);
      seen.push(...page.items.map(group => group.id));
      after = page.next;
    } while (after);
    assert.deepEqual(seen, [...ids.values()].toSorted());
    assert.deepEqual(
      (await list({ skip: 3, limit: 2 })).items.map(group => group.id),
      seen.slice(3),
    );
    assert.deepEqual(await list({ limit: 0 }), { total: 4, items: [] });
  });

  it('is sorted by what is asked for, with what lacks it last', async () => {
    const sorted = async (by: string, descending = false): Promise<string[]> => {
      const { items } = await list({ sort: { path: sortPath('Group', by), descending } });
      return items.map(({ displayName }) => displayName);
    };
    assert.deepEqual(await sorted('displayName'), ['Alpha', 'beta', 'delta', 'Gamma']);
    assert.deepEqual(await sorted('displayName', true), ['Gamma', 'delta', 'beta', 'Alpha']);
    assert.deepEqual(await sorted('externalId'), ['delta', 'Alpha', 'beta', 'Gamma']);
    assert.deepEqual((await sorted('meta.created'))[0], 'Alpha');
  });

  it('has fewer groups on a page when they have very many members', async () => {
    const large = await makeCompany('ada:admin');
    const asked = await directoryOf(large);
    const { organization, now } = asked;
    const made: string[] = [];
    for (const displayName of ['A', 'B', 'C']) made.push((await createGroup(asked, { displayName })).id);
    const sizes = [20_500, 12_000, 8_000];
    for (const [place, group] of made.toSorted().entries())
      await driver<Membership>(Memberships).insertMany(
        Array.from({ length: sizes[place] ?? 0 }, (_, each) => {
          const person = `per_${each}`;
          return { _id: `${group}:${person}`, organization, group, person, addedAt: now };
        }),
      );
    const page = (parts: Partial<List>) => listGroups(asked, { indexed: true, limit: 10, members: true, ...parts });
    const first = await page({});
    assert.deepEqual([first.total, first.items.length, first.next], [3, 1, first.items[0]?.id]);
    const second = await page({ after: first.next ?? '' });
    assert.deepEqual([second.items.length, second.next], [2, undefined]);
    const sort = { path: sortPath('Group', 'id'), descending: true };
    const last = await page({ sort });
    assert.deepEqual([last.items.length, last.next], [2, undefined]);
    assert.deepEqual((await page({ sort, skip: 2 })).items, first.items);
  });

  it('shows no member whom the directory has deleted', async () => {
    const leaver = await makeCompany('ada:admin', 'bo:member');
    const asked = await directoryOf(leaver);
    const bo = leaver.people.get('bo')?._id ?? '';
    const group = await createGroup(asked, { displayName: 'G', members: [bo] });
    await deleteUser(asked, { id: bo });
    const { items } = await listGroups(asked, { indexed: true, limit: 10, members: true });
    assert.deepEqual(items[0]?.members, []);
    await changeGroup(asked, { id: group.id, members: [{ kind: 'remove', people: [bo] }] });
  });
});
