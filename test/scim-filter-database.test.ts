import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { mongo } from 'mongoose';
import { compileGroupFilter, compileUserFilter } from '#api/scim/filter.ts';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { newId } from '#core/identifiers.ts';
import { People, type Person } from '#core/people/model.ts';
import { listGroups } from '#core/provisioning/list-groups.ts';
import { listUsers } from '#core/provisioning/list-users.ts';
import { type Group, Groups, type Membership, Memberships } from '#core/provisioning/model.ts';
import { fold } from '#core/provisioning/resource.ts';
import { makeCompany } from './company.ts';
import { dates, filters, resources, type Seen } from './scim-filter-reference.ts';

const groupNames = ['Ada', 'Bosses', 'ß', '.*'];

function personOf({ organization }: Context, { id, resource, created, lastModified }: Seen): Person {
  const email = `${id}@x.example`;
  const directory = { resource, folded: fold(resource), listed: true as const, version: 1, changedAt: lastModified };
  return {
    _id: id,
    organization,
    email,
    emailLower: email.toLowerCase(),
    givenName: 'A',
    familyName: 'B',
    displayName: 'A B',
    role: 'member',
    active: resource.active,
    directory,
    createdAt: created,
  };
}

async function store(ctx: Context, everybody: Seen[], groups: { value: string; display: string }[]): Promise<void> {
  const { organization, now } = ctx;
  await driver<Person>(People).insertMany(everybody.map(each => personOf(ctx, each)));
  const rows = groups.map(({ value: _id, display: displayName }) => {
    const names = { displayName, displayNameLower: displayName.toLowerCase() };
    return { _id, organization, ...names, version: 1, createdAt: now, changedAt: now };
  });
  await driver<Group>(Groups).insertMany(rows);
  const memberships = everybody.flatMap(({ id: person, groups: theirs }) =>
    theirs.map(({ value: group }) => ({ _id: `${group}:${person}`, organization, group, person, addedAt: now })),
  );
  await driver<Membership>(Memberships).insertMany(memberships);
}

describe('a filter in the database', () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  let ours: Context;
  let groups: { value: string; display: string }[];
  let seen: Seen[];

  /** Everybody has a userName of their own, in any letter case. */
  function some(): Seen[] {
    groups = groupNames.map(display => ({ value: newId('grp'), display }));
    const chosen = fc.subarray(groups, { maxLength: 2 });
    const one = fc.record({ resource: resources, created: dates, lastModified: dates, groups: chosen });
    const all = fc.sample(one, { numRuns: 150, seed }).map(each => ({ id: newId('per'), ...each }));
    return [...new Map(all.map(each => [each.resource.userName.toLowerCase(), each])).values()];
  }

  before(async () => {
    const [one, other] = [await makeCompany(), await makeCompany()];
    await store(other.ctx, some(), groups);
    seen = some();
    await store(one.ctx, seen, groups);
    ours = one.ctx;
  });

  it('finds whom a plain reading of RFC 7644 §3.4.2.2 finds, in the organization alone', async () => {
    let telling = 0;
    const property = fc.asyncProperty(filters, async asked => {
      const expected = seen.filter(asked.holds).map(({ id }) => id);
      if (expected.length > 0 && expected.length < seen.length) telling += 1;
      const { total, items } = await listUsers(ours, { ...compileUserFilter(asked.text), limit: 200 });
      assert.deepEqual(
        items.map(({ id }) => id),
        expected.sort(),
        asked.text,
      );
      assert.equal(total, expected.length, asked.text);
    });
    await fc.assert(property, { numRuns: 600, seed });
    assert.ok(telling > 200, `only ${telling} filters told people apart`);
  });

  it('finds groups by name and by members', async () => {
    const [bosses, ada] = [groups[1], groups[0]];
    const person = seen.find(each => each.groups.length === 1);
    assert.ok(bosses && ada && person);
    const names = async (text: string): Promise<string[]> => {
      const page = await listGroups(ours, { ...compileGroupFilter(text), limit: 10, members: false });
      return page.items.map(({ displayName }) => displayName).sort();
    };
    const theirs = person.groups.map(({ display }) => display);
    assert.deepEqual(await names('displayName eq "BOSSES"'), ['Bosses']);
    assert.deepEqual(await names('displayName co "s"'), ['Bosses'], 'sharp s is another letter');
    assert.deepEqual(await names(`members.value eq "${person.id}"`), theirs);
    assert.deepEqual(await names(`members[value eq "${person.id}" and type eq "User"]`), theirs);
    assert.deepEqual(await names(`displayName eq "nobody" or members eq "${person.id}"`), theirs);
    assert.deepEqual(await names(`id eq "${ada.value}" and not (members pr)`), []);
    assert.deepEqual(await names('members[value eq "per_none"]'), []);
    assert.deepEqual(await names('externalId eq null'), [...groupNames].sort());
  });

  it('finds by what an index serves without looking at anybody else', async () => {
    const [person] = seen;
    assert.ok(person);
    for (const text of [
      `id eq "${person.id}"`,
      `userName eq ${JSON.stringify(person.resource.userName)}`,
      'externalId eq "nobody"',
      'displayName eq "nobody"',
      'emails.value eq "nobody@x.example"',
      'emails[type eq "work"].value eq "nobody@x.example"',
      'meta.lastModified gt "2026-01-01T00:00:00Z"',
      'title pr and (userName eq "nobody" or id eq "nobody")',
    ]) {
      const { where, indexed } = compileUserFilter(text);
      assert.equal(indexed, true, text);
      const query = { organization: ours.organization, 'directory.listed': true, ...where };
      const { executionStats } = await driver<mongo.Document>(People).find(query).explain('executionStats');
      assert.ok(executionStats.totalDocsExamined <= 1, `${text} examined ${executionStats.totalDocsExamined}`);
    }
  });
});
