import assert from 'node:assert/strict';
import { compileGroupFilter, compileUserFilter, sortPath } from '#api/scim/filter.ts';
import { core, enterprise, refused } from './scim-person.ts';

const user = (text: string) => compileUserFilter(text).where;
const group = (text: string) => compileGroupFilter(text).where;
const fails = (text: string) => refused(() => compileUserFilter(text));

describe('a filter of users', () => {
  it('compares what is stored folded, and ids and external ids as they are', () => {
    assert.deepEqual(user('userName eq "Ada@X.example"'), { 'directory.folded.userName': { $eq: 'ada@x.example' } });
    assert.deepEqual(user('externalId eq "AbC"'), { 'directory.folded.externalId': { $eq: 'AbC' } });
    assert.deepEqual(user('id eq "per_A"'), { _id: { $eq: 'per_A' } });
    assert.deepEqual(user('active eq "False"'), { 'directory.folded.active': { $eq: false } });
    assert.deepEqual(user('title ne null'), user('title pr'));
    assert.deepEqual(user('title eq null'), { 'directory.folded.title': { $not: { $gt: '' } } });
  });

  it('finds attributes in any letter case, by their schema, and those of the extension without it', () => {
    const expected = { 'directory.folded.enterprise.department': { $eq: 'x' } };
    for (const name of ['department', `${enterprise}:Department`, `${enterprise.toUpperCase()}:DEPARTMENT`])
      assert.deepEqual(user(`${name} EQ "X"`), expected);
    assert.deepEqual(user(`${core}:UserName eq "X"`), user('userName eq "x"'));
    assert.deepEqual(user('manager eq "per_1"'), user(`${enterprise}:manager.value eq "per_1"`));
  });

  it('asks one and the same value what stands in brackets and behind them', () => {
    const expected = { $elemMatch: { $and: [{ type: { $eq: 'work' } }, { value: { $eq: 'a@x.example' } }] } };
    for (const text of [
      'emails[type eq "work"].value eq "A@x.example"',
      'emails[type eq "work" and value eq "A@x.example"]',
      `${core}:emails[type eq "work"].value eq "A@x.example"`,
    ])
      assert.deepEqual(user(text), { 'directory.folded.emails': expected });
    assert.equal(JSON.stringify(user('emails[type eq "work"] and emails.value eq "x"')).includes('"value"'), false);
  });

  it('compares dates of meta as dates, and versions as ETags', () => {
    const at = new Date('2025-01-31T11:00:00Z');
    assert.deepEqual(user('meta.lastModified ge "2025-01-31T12:00:00+01:00"'), { 'directory.changedAt': { $gte: at } });
    assert.deepEqual(user('meta.created lt "2025-01-31T11:00:00"'), { createdAt: { $lt: at } });
    assert.deepEqual(user('meta.version eq "W/\\"7\\""'), { 'directory.version': { $eq: 7 } });
    assert.deepEqual(user('meta.version eq "other"'), { 'directory.version': { $eq: -1 } });
  });

  it('leaves groups to core, one condition at a time', () => {
    assert.deepEqual(user('groups.value eq "grp_1"'), { $groups: { value: { $eq: 'grp_1' } } });
    assert.deepEqual(user('groups eq "grp_1"'), { $groups: { value: { $eq: 'grp_1' } } });
    assert.deepEqual(user('groups.display sw "Boss"'), { $groups: { display: { $regex: '^boss' } } });
    assert.deepEqual(user('groups pr'), { $groups: { value: { $exists: true } } });
    assert.deepEqual(user('groups[type eq "DIRECT" and not (value eq "g")]'), {
      $groups: { value: { $not: { $eq: 'g' } } },
    });
    assert.deepEqual(user('groups[value eq "a" or display eq "B"]'), {
      $or: [{ $groups: { value: { $eq: 'a' } } }, { $groups: { display: { $eq: 'b' } } }],
    });
    assert.deepEqual(user('groups.type eq "indirect"'), { _id: { $in: [] } });
    assert.match(fails('groups[value eq "a" and display eq "b"]'), /^400 invalidFilter/);
  });

  it('knows whether an index serves all of it', () => {
    const indexed = (text: string) => compileUserFilter(text).indexed;
    for (const text of [
      'id eq "x"',
      'userName eq "x"',
      'externalId eq "x"',
      'displayName eq "x"',
      'emails eq "x"',
      'emails.value eq "x"',
      'emails[type eq "work"].value eq "x"',
      'emails[value eq "x"]',
      'meta.lastModified gt "2025-01-01T00:00:00Z"',
      'meta.lastModified ge "2025-01-01" and meta.lastModified lt "2025-02-01"',
      'userName eq "x" and meta.lastModified ge "2025-01-01"',
      'groups.value eq "g"',
      'groups[value eq "g"]',
      'title co "x" and userName eq "x"',
      'id eq "x" and manager eq "y"',
      'userName eq "x" or (id eq "y" and title pr)',
      'schemas eq "urn:none"',
    ])
      assert.equal(indexed(text), true, text);
    for (const text of [
      'userName ne "x"',
      'userName sw "x"',
      'userName eq null',
      'title eq "x"',
      'emails[type eq "work"]',
      'emails[type eq "work" or value eq "x"]',
      'not (userName eq "x")',
      'emails[not (value eq "x")]',
      'userName eq "x" or title eq "x"',
      'meta.lastModified ne "2025-01-01T00:00:00Z"',
      'meta.created gt "2025-01-01T00:00:00Z"',
      'groups.display eq "g"',
      'groups[not (value eq "g")]',
      'active eq true',
      'meta.lastModified ge "2025-01-01" and active eq true',
      '(meta.lastModified ge "2025-01-01" or userName eq "x") and active eq true',
      `schemas eq "${core}"`,
    ])
      assert.equal(indexed(text), false, text);
  });

  it('refuses what has no meaning, and says why', () => {
    assert.match(fails('colour eq "red"'), /^400 invalidFilter: "colour" is not an attribute of a User here/);
    assert.match(fails('name.first eq "x"'), /^400 invalidFilter: name has no part "first"/);
    assert.match(fails('name eq "x"'), /^400 invalidFilter: name has parts; name one of them: formatted/);
    assert.match(fails('active gt true'), /^400 invalidFilter: active cannot be compared like that/);
    assert.match(fails('active eq "perhaps"'), /not "perhaps"/);
    assert.match(fails('x509Certificates.value gt "x"'), /^400 invalidFilter/);
    assert.match(fails('meta.created gt "yesterday"'), /"yesterday" is not a date/);
    assert.match(fails('meta.created gt "2025-13-45T00:00:00Z"'), /is not a date/);
    assert.match(fails('meta.created co "2025"'), /dates have no co/);
    assert.match(fails('title gt null'), /^400 invalidFilter/);
    assert.match(fails('title eq true'), /belongs in quotes/);
    for (const path of ['password', 'meta.location', 'manager.displayName'])
      assert.match(fails(`${path} eq "x"`), /^400 invalidFilter: .*cannot be asked for/, path);
    assert.match(fails('userName[value eq "x"]'), /^400 invalidFilter: Brackets have no meaning/);
    assert.match(fails('emails[name[x pr]]'), /^400 invalidFilter: Brackets cannot stand/);
    assert.match(fails('manager[value[x pr]]'), /^400 invalidFilter/);
    assert.match(fails('groups[value[x pr]]'), /^400 invalidFilter/);
    assert.match(fails('groups.$ref pr'), /^400 invalidFilter: \$ref/);
    assert.match(fails('schemas co "x"'), /^400 invalidFilter/);
  });
});

describe('a filter of groups', () => {
  it('compares names folded, and leaves members to core', () => {
    assert.deepEqual(group('displayName eq "Bosses"'), { displayNameLower: { $eq: 'bosses' } });
    assert.deepEqual(group('externalId eq "A"'), { externalId: { $eq: 'A' } });
    assert.deepEqual(group('members eq "per_1"'), { $members: { $eq: 'per_1' } });
    assert.deepEqual(group('members[value eq "per_1" and type eq "User"]'), { $members: { $eq: 'per_1' } });
    assert.deepEqual(group('id eq "g" and members.value eq "p"'), {
      $and: [{ _id: { $eq: 'g' } }, { $members: { $eq: 'p' } }],
    });
    assert.deepEqual(group('members pr'), { $members: { $exists: true } });
    assert.deepEqual(group('members eq null'), { $nor: [{ $members: { $exists: true } }] });
    assert.deepEqual(group('meta.lastModified gt "2025-01-01"'), { changedAt: { $gt: new Date('2025-01-01') } });
  });

  it('knows whether an index serves all of it', () => {
    const indexed = (text: string) => compileGroupFilter(text).indexed;
    for (const text of ['displayName eq "x"', 'externalId eq "x"', 'id eq "x"', 'members.value eq "x"'])
      assert.equal(indexed(text), true, text);
    for (const text of ['displayName co "x"', 'members pr', 'meta.created eq "2025-01-01"'])
      assert.equal(indexed(text), false, text);
  });

  it('refuses what groups do not have', () => {
    for (const text of ['userName eq "x"', 'members.display eq "Ada"', 'department eq "x"', `${enterprise}:x pr`])
      assert.match(
        refused(() => compileGroupFilter(text)),
        /^400 invalidFilter/,
        text,
      );
  });
});

describe('sorting', () => {
  it('is by what is stored', () => {
    assert.equal(sortPath('User', 'userName'), 'directory.folded.userName');
    assert.equal(sortPath('User', `${enterprise}:DEPARTMENT`), 'directory.folded.enterprise.department');
    assert.equal(sortPath('User', 'emails'), 'directory.folded.emails.value');
    assert.equal(sortPath('User', 'name.familyName'), 'directory.folded.name.familyName');
    assert.equal(sortPath('User', 'id'), '_id');
    assert.equal(sortPath('User', 'meta.lastModified'), 'directory.changedAt');
    assert.equal(sortPath('Group', 'displayName'), 'displayNameLower');
    assert.equal(sortPath('Group', 'meta.created'), 'createdAt');
  });

  it('is refused by what is not', () => {
    for (const name of [
      'colour',
      'name',
      'groups',
      'meta',
      'password',
      'meta.resourceType',
      'emails[type eq "x"]',
      '__proto__',
    ])
      assert.match(
        refused(() => sortPath('User', name)),
        /^400 invalidValue: Nothing is sorted by/,
        name,
      );
    assert.match(
      refused(() => sortPath('Group', 'members')),
      /^400 invalidValue/,
    );
  });
});
