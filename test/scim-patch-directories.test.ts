import assert from 'node:assert/strict';
import { aUser, enterprise, patched } from './scim-person.ts';

const work = { value: 'ada@contoso.example', type: 'work', primary: true };

describe('PATCH as Entra sends it by default', () => {
  it('disables and enables by text in any letter case', () => {
    for (const value of ['False', 'false', 'FALSE', false, [{ $ref: null, value: 'False' }]])
      assert.equal(patched(aUser(), { op: 'Replace', path: 'active', value }).active, false);
    for (const value of ['True', ' true ', true])
      assert.equal(patched(aUser({ active: false }), { op: 'Add', path: 'active', value }).active, true);
  });

  it('replaces many values by one operation for each path', () => {
    const after = patched(
      aUser(),
      { op: 'Replace', path: 'displayName', value: 'Pvlo' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'TestBcwqnm@test.example' },
      { op: 'Replace', path: 'name.givenName', value: 'Gtfd' },
      { op: 'Replace', path: 'name.familyName', value: 'Pkqf' },
      { op: 'Replace', path: 'externalId', value: 'Eqpj' },
      { op: 'Replace', path: `${enterprise}:employeeNumber`, value: 'Eqpj' },
    );
    assert.deepEqual(after, {
      ...aUser({ displayName: 'Pvlo', name: { givenName: 'Gtfd', familyName: 'Pkqf' }, externalId: 'Eqpj' }),
      emails: [{ ...work, value: 'TestBcwqnm@test.example' }],
      enterprise: { employeeNumber: 'Eqpj' },
    });
  });

  for (const op of ['Add', 'Replace', 'add', 'replace'])
    it(`makes a value that is not there yet, by ${op}, and lets the next operation find it`, () => {
      const after = patched(
        aUser(),
        { op, path: 'phoneNumbers[type eq "mobile"].value', value: '+31 6 1' },
        { op, path: 'addresses[type eq "work"].formatted', value: 'Dam 1\nAmsterdam' },
        { op, path: 'addresses[type eq "work"].locality', value: 'Amsterdam' },
        { op, path: 'phoneNumbers[type eq "mobile"].display', value: 'Mobile' },
        { op, path: 'emails[type eq "home"].value', value: 'ada@home.example' },
      );
      assert.deepEqual(after.phoneNumbers, [{ value: '+31 6 1', display: 'Mobile', type: 'mobile' }]);
      const address = { formatted: 'Dam 1\nAmsterdam', locality: 'Amsterdam', type: 'work' };
      assert.deepEqual(after.addresses, [address]);
      assert.deepEqual(after.emails, [work, { value: 'ada@home.example', type: 'home' }]);
    });

  it('sets a manager as text, list or object, with or without the URN, and clears by empty text', () => {
    const forms = [
      'per_1',
      [{ $ref: '../Users/per_1', value: 'per_1' }],
      { value: 'per_1' },
      [{ $ref: null, value: 'per_1' }],
    ];
    for (const path of ['manager', 'Manager', `${enterprise}:manager`, 'manager.value'])
      for (const value of path.endsWith('value') ? ['per_1'] : forms) {
        const after = patched(aUser(), { op: 'Add', path, value });
        assert.deepEqual(after.enterprise, { manager: { value: 'per_1' } }, path);
        for (const empty of ['', path.endsWith('value') ? '' : [], null])
          assert.deepEqual(patched(after, { op: 'Replace', path, value: empty }), aUser(), path);
      }
    const managed = aUser({ enterprise: { manager: { value: 'per_1' } } });
    assert.deepEqual(patched(managed, { op: 'Replace', path: 'manager', value: { value: '' } }), aUser());
    assert.deepEqual(patched(managed, { op: 'Remove', path: 'manager', value: 'per_1' }), aUser());
    assert.deepEqual(patched(managed, { op: 'Replace', value: { manager: 'per_2' } }).enterprise, {
      manager: { value: 'per_2' },
    });
  });

  it('reads roles that are JSON in text, and removes those that it lists alone', () => {
    const json = (value: string) => JSON.stringify({ id: '06b07648', value, displayName: `${value}s` });
    const after = patched(aUser(), {
      op: 'Add',
      path: 'roles',
      value: [{ value: json('Admin') }, { value: json('User') }],
    });
    assert.deepEqual(after.roles, [
      { value: 'Admin', display: 'Admins' },
      { value: 'User', display: 'Users' },
    ]);
    const less = patched(after, {
      op: 'Remove',
      path: 'roles',
      value: [{ value: json('Admin') }, { value: json('Other') }],
    });
    assert.deepEqual(less.roles, [{ value: 'User', display: 'Users' }]);
  });

  it('finds the primary role by text', () => {
    const path = 'roles[primary eq "True"].value';
    const after = patched(aUser(), { op: 'Add', path, value: 'Admin' });
    assert.deepEqual(after.roles, [{ value: 'Admin', primary: true }]);
    assert.deepEqual(patched(after, { op: 'Replace', path, value: 'User' }).roles, [{ value: 'User', primary: true }]);
    const json = JSON.stringify({ id: '1', value: 'Boss', displayName: 'Bosses' });
    assert.deepEqual(patched(after, { op: 'Replace', path, value: json }).roles, [
      { value: 'Boss', display: 'Bosses', primary: true },
    ]);
  });

  it('reads single values that are wrapped, as before 2017', () => {
    const value = [{ $ref: null, value: 'Babs' }];
    assert.equal(patched(aUser(), { op: 'Add', path: 'nickName', value }).nickName, 'Babs');
  });
});

describe('PATCH as Entra sends it with aadOptscim062020', () => {
  it('disables by a boolean and gathers what has no brackets without a path', () => {
    const after = patched(
      aUser(),
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@contoso.example' },
      {
        op: 'replace',
        value: {
          displayName: 'A. L.',
          'name.givenName': 'Augusta',
          'name.familyName': 'King',
          externalId: 'e-2',
          active: false,
          [`${enterprise}:employeeNumber`]: '17',
        },
      },
    );
    assert.deepEqual(after, {
      ...aUser({ displayName: 'A. L.', externalId: 'e-2', active: false }),
      name: { givenName: 'Augusta', familyName: 'King' },
      emails: [{ ...work, value: 'new@contoso.example' }],
      enterprise: { employeeNumber: '17' },
    });
  });
});

describe('PATCH as Okta sends it', () => {
  it('activates and deactivates without a path, beside a password', () => {
    assert.equal(patched(aUser(), { op: 'replace', value: { active: false } }).active, false);
    const value = { active: true, password: 't1meMa$heen' };
    assert.deepEqual(patched(aUser({ active: false }), { op: 'replace', value }), aUser());
  });
});
