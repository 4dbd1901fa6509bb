import assert from 'node:assert/strict';
import { readGroup } from '#api/scim/group-body.ts';
import { readGroupPatch, readOperations } from '#api/scim/patch.ts';
import { refused } from './scim-person.ts';

const group = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const patch = (...Operations: object[]) => readGroupPatch(readOperations({ Operations }));
const members = (...ids: string[]) => ids.map(value => ({ value }));

describe('PATCH of a group', () => {
  it('as Entra sends it by default adds and removes the members that are listed', () => {
    const add = {
      op: 'Add',
      path: 'members',
      value: [
        { $ref: null, value: 'per_1' },
        { $ref: null, value: 'per_2' },
      ],
    };
    const remove = { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'per_3' }] };
    assert.deepEqual(patch(add, remove), {
      members: [
        { kind: 'add', people: ['per_1', 'per_2'] },
        { kind: 'remove', people: ['per_3'] },
      ],
    });
    assert.deepEqual(patch({ op: 'Replace', path: 'displayName', value: 'New' }), { displayName: 'New', members: [] });
  });

  it('as Entra sends it with aadOptscim062020 removes by brackets and renames without a path', () => {
    const remove = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` });
    assert.deepEqual(patch(remove('per_1'), remove('per_2'), { op: 'replace', value: { displayName: 'New' } }), {
      displayName: 'New',
      members: [{ kind: 'remove', people: ['per_1', 'per_2'] }],
    });
  });

  it('as Okta sends it renames along with every change and gathers neighbours', () => {
    const add = (id: string) => ({ op: 'add', path: 'members', value: [{ value: id, display: 'x@y.example' }] });
    const rename = { op: 'replace', value: { id: 'grp_1', displayName: 'Same' } };
    assert.deepEqual(patch(rename, add('per_1'), add('per_2'), add('per_1')), {
      displayName: 'Same',
      members: [{ kind: 'add', people: ['per_1', 'per_2'] }],
    });
    assert.deepEqual(patch({ op: 'replace', path: 'members', value: members('per_1', 'per_2') }).members, [
      { kind: 'replace', people: ['per_1', 'per_2'] },
    ]);
  });

  it('removes by an id that is said to be that of a User', () => {
    for (const path of [
      'members[value eq "per_1" and type eq "User"]',
      'members[type eq "user" and (value eq "per_1")]',
    ])
      assert.deepEqual(patch({ op: 'remove', path }).members, [{ kind: 'remove', people: ['per_1'] }], path);
    for (const path of ['members[type eq "User"]', 'members[value eq "per_1" and type eq "Group"]'])
      assert.match(
        refused(() => patch({ op: 'remove', path })),
        /^400 invalidFilter/,
        path,
      );
  });

  it('keeps the order of changes of different kinds', () => {
    const changes = patch(
      { op: 'remove', path: 'members' },
      { op: 'add', path: 'members', value: 'per_1' },
      { op: 'remove', path: 'members[value eq "per_1" or value eq "per_2"]' },
      { op: 'replace', path: 'members', value: [] },
      { op: 'replace', path: 'members', value: ['per_9'] },
    ).members;
    assert.deepEqual(changes, [
      { kind: 'replace', people: [] },
      { kind: 'add', people: ['per_1'] },
      { kind: 'remove', people: ['per_1', 'per_2'] },
      { kind: 'replace', people: [] },
      { kind: 'replace', people: ['per_9'] },
    ]);
  });

  it('never takes an empty list for everybody', () => {
    assert.deepEqual(patch({ op: 'Remove', path: 'members', value: [] }).members, []);
  });

  it('finds attributes in any letter case, with the schema, and passes over what is unknown without a path', () => {
    const value = { DISPLAYNAME: 'A', [`${group}:externalId`]: 'e', schemas: [group], colour: 'red', meta: {} };
    assert.deepEqual(patch({ op: 'add', value }), { displayName: 'A', externalId: 'e', members: [] });
    assert.equal(patch({ op: 'replace', path: `${group}:displayName`, value: 'B' }).displayName, 'B');
  });

  it('takes an externalId away, but not the name', () => {
    assert.equal(patch({ op: 'remove', path: 'externalId' }).externalId, null);
    assert.match(
      refused(() => patch({ op: 'remove', path: 'displayName' })),
      /^400 invalidValue: displayName/,
    );
    assert.match(
      refused(() => patch({ op: 'replace', value: { displayName: '' } })),
      /^400 invalidValue/,
    );
  });

  it('refuses what it cannot do, in words', () => {
    assert.match(
      refused(() => patch({ op: 'remove' })),
      /^400 noTarget/,
    );
    assert.match(
      refused(() => patch({ op: 'replace', path: 'id', value: 'x' })),
      /^400 mutability/,
    );
    assert.match(
      refused(() => patch({ op: 'add', path: 'colour', value: 'x' })),
      /^400 invalidPath.*of a Group/,
    );
    assert.match(
      refused(() => patch({ op: 'add', path: 'emails', value: [] })),
      /^400 invalidPath/,
    );
    assert.match(
      refused(() => patch({ op: 'replace', path: 'members[value eq "a"].value', value: 'b' })),
      /^400 mutab/,
    );
    assert.match(
      refused(() => patch({ op: 'remove', path: 'members[display eq "Ada"]' })),
      /^400 invalidFilter/,
    );
    assert.match(
      refused(() => patch({ op: 'remove', path: 'members[colour eq "x"]' })),
      /^400 invalidFilter/,
    );
    assert.match(
      refused(() => patch({ op: 'add', path: 'members', value: [{ display: 'x' }] })),
      /^400 invalidValue/,
    );
    assert.match(
      refused(() => patch({ op: 'add', path: 'members', value: [{ value: {} }] })),
      /^400 invalidValue/,
    );
  });

  it('takes as many members as a body holds', () => {
    const ids = Array.from({ length: 200_000 }, (_, index) => String(index));
    const add = { op: 'add', path: 'members', value: ids };
    assert.equal(patch({ ...add, value: ['x'] }, add).members[0]?.people.length, 200_001);
  });
});

describe('a group in a body', () => {
  it('is read as Entra sends it, with a schema of its own and no members', () => {
    const schema = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';
    const body = { schemas: [group, schema], externalId: 'o-1', displayName: 'Boss', meta: { resourceType: 'Group' } };
    assert.deepEqual(readGroup(body), { displayName: 'Boss', externalId: 'o-1' });
  });

  it('is read with its members, each once', () => {
    const body = { displayName: 'A', externalId: null, members: [...members('per_1', 'per_1'), 'per_2'] };
    assert.deepEqual(readGroup(body), { displayName: 'A', members: ['per_1', 'per_2'] });
    assert.deepEqual(readGroup({ displayName: 'A', members: [] }), { displayName: 'A', members: [] });
  });

  it('needs a name', () => {
    for (const body of [{}, { displayName: '' }, { displayName: null }])
      assert.match(
        refused(() => readGroup(body)),
        /^400 invalidValue: displayName/,
      );
    assert.match(
      refused(() => readGroup([])),
      /^400 invalidSyntax/,
    );
  });
});
