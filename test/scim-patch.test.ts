import assert from 'node:assert/strict';
import { aUser, core, enterprise, patched, refused } from './scim-person.ts';

const work = { value: 'ada@contoso.example', type: 'work', primary: true };

describe('PATCH of a user, add (RFC 7644 §3.5.2.1)', () => {
  it('sets a single attribute, whatever stood there', () => {
    assert.equal(patched(aUser(), { op: 'add', path: 'nickName', value: 'Babs' }).nickName, 'Babs');
    assert.equal(patched(aUser(), { op: 'add', path: 'displayName', value: 'A. L.' }).displayName, 'A. L.');
  });

  it('adds to the values of a multi-valued attribute, and those that are there already change nothing', () => {
    const home = { value: 'ada@home.example', type: 'home' };
    const after = patched(aUser(), { op: 'add', path: 'emails', value: [home, { value: 'ADA@contoso.example' }] });
    assert.deepEqual(after.emails, [work, home]);
  });

  it('adds one value that comes without its list', () => {
    const after = patched(aUser(), { op: 'add', path: 'phoneNumbers', value: { value: '+31 1', type: 'work' } });
    assert.deepEqual(after.phoneNumbers, [{ value: '+31 1', type: 'work' }]);
  });

  it('adds parts to a complex attribute and leaves the others', () => {
    const after = patched(aUser(), { op: 'add', path: 'name', value: { middleName: 'King' } });
    assert.deepEqual(after.name, { familyName: 'Lovelace', givenName: 'Ada', middleName: 'King' });
  });

  it('makes the newest primary value the only one', () => {
    const home = { value: 'ada@home.example', type: 'home', primary: true };
    const after = patched(aUser(), { op: 'add', path: 'emails', value: [home] });
    assert.deepEqual(after.emails, [{ ...work, primary: false }, home]);
    const back = patched(after, { op: 'replace', path: 'emails[type eq "work"].primary', value: true });
    assert.deepEqual(back.emails, [work, { ...home, primary: false }]);
  });
});

describe('PATCH of a user, remove (RFC 7644 §3.5.2.2)', () => {
  it('takes away an attribute, a part of one, and the values that brackets choose', () => {
    const user = aUser({ nickName: 'Babs', emails: [work, { value: 'a@home.example', type: 'home' }] });
    const after = patched(
      user,
      { op: 'remove', path: 'nickName' },
      { op: 'remove', path: 'name.givenName' },
      { op: 'remove', path: 'emails[type eq "home" or value ew "@nowhere.example"]' },
    );
    assert.equal('nickName' in after, false);
    assert.deepEqual(after.name, { familyName: 'Lovelace' });
    assert.deepEqual(after.emails, [work]);
  });

  it('succeeds where there is nothing to remove', () => {
    const user = aUser();
    const operations = ['nickName', 'addresses', 'emails[type eq "other"]', 'name.middleName', `${enterprise}:manager`];
    assert.deepEqual(patched(user, ...operations.map(path => ({ op: 'remove', path }))), user);
  });

  it('takes a value away whose last part of meaning goes', () => {
    const after = patched(aUser(), { op: 'remove', path: 'emails[type eq "work"].value' });
    assert.equal('emails' in after, false);
  });

  it('is refused without a path', () => {
    assert.match(
      refused(() => patched(aUser(), { op: 'remove', value: { nickName: 'x' } })),
      /^400 noTarget/,
    );
    assert.match(
      refused(() => patched(aUser(), { op: 'remove', path: '' })),
      /^400 noTarget/,
    );
  });

  it('takes the extension away as a whole', () => {
    const user = aUser({ enterprise: { department: 'R&D' } });
    assert.deepEqual(patched(user, { op: 'remove', path: enterprise }), aUser());
  });
});

describe('PATCH of a user, replace (RFC 7644 §3.5.2.3)', () => {
  it('replaces all values of a multi-valued attribute', () => {
    const value = [{ value: 'new@contoso.example', type: 'WORK' }];
    assert.deepEqual(patched(aUser(), { op: 'replace', path: 'emails', value }).emails, value);
  });

  it('replaces the values that brackets choose, and leaves the others', () => {
    const home = { value: 'a@home.example', type: 'home' };
    const value = { value: 'b@contoso.example', display: 'Work' };
    const after = patched(aUser({ emails: [work, home] }), {
      op: 'replace',
      path: 'emails[type eq "work" and primary eq true]',
      value,
    });
    assert.deepEqual(after.emails, [{ ...value, type: 'work', primary: true }, home]);
  });

  it('without a path takes names, dotted names, URNs, brackets and objects', () => {
    const value = {
      displayName: 'A. L.',
      'name.familyName': 'King',
      [`${core}:title`]: 'Countess',
      [`${enterprise}:employeeNumber`]: 17,
      [`${enterprise}:manager.value`]: 'per_1',
      [enterprise]: { department: 'R&D' },
      'emails[type eq "home"].value': 'a@home.example',
      NAME: { GivenName: 'Augusta' },
    };
    assert.deepEqual(patched(aUser(), { op: 'replace', value }), {
      ...aUser({ displayName: 'A. L.', name: { givenName: 'Augusta', familyName: 'King' }, title: 'Countess' }),
      emails: [work, { type: 'home', value: 'a@home.example' }],
      enterprise: { employeeNumber: '17', department: 'R&D', manager: { value: 'per_1' } },
    });
  });

  it('clears by null, empty text and an empty list', () => {
    const user = aUser({ nickName: 'Babs', title: 'Countess', phoneNumbers: [{ value: '1', type: 'work' }] });
    const value = { nickName: null, title: '', phoneNumbers: [], name: { familyName: null } };
    const after = patched(user, { op: 'replace', value });
    assert.deepEqual(after, aUser({ name: { givenName: 'Ada' } }));
  });

  it('changes a part of the only value, and asks which one where there are two', () => {
    assert.equal(patched(aUser(), { op: 'replace', path: 'emails.display', value: 'W' }).emails?.[0]?.display, 'W');
    const user = aUser({ emails: [work, { value: 'a@home.example', type: 'home' }] });
    const detail = refused(() => patched(user, { op: 'replace', path: 'emails.value', value: 'x@y.example' }));
    assert.match(detail, /^400 invalidPath: emails has 2 values\. .*emails\[type eq "work"\]\.value/);
  });
});

describe('PATCH of a user', () => {
  it('finds attributes in any letter case, with their schema or without', () => {
    for (const path of ['NICKNAME', `${core}:nickName`, `${core.toUpperCase()}:nickname`])
      assert.equal(patched(aUser(), { op: 'add', path, value: 'Babs' }).nickName, 'Babs');
    for (const path of ['department', `${enterprise}:DEPARTMENT`])
      assert.deepEqual(patched(aUser(), { op: 'add', path, value: 'R&D' }).enterprise, { department: 'R&D' });
  });

  it('is all or nothing, and leaves what it was given as it was', () => {
    const user = aUser();
    const operations = [
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x@y.example' },
      { op: 'replace', path: 'active', value: 'perhaps' },
    ];
    assert.match(
      refused(() => patched(user, ...operations)),
      /^400 invalidValue: active takes true or false, not "perhaps"/,
    );
    assert.deepEqual(user, aUser());
  });

  it('takes a password and drops it', () => {
    assert.deepEqual(patched(aUser(), { op: 'replace', path: 'password', value: 's3cret' }), aUser());
    assert.deepEqual(patched(aUser(), { op: 'replace', value: { password: 's3cret' } }), aUser());
  });

  it('leaves out what is taken away although it is needed, for core to name', () => {
    const after = patched(aUser(), { op: 'remove', path: 'userName' }, { op: 'remove', path: 'active' });
    assert.equal(after.userName, undefined);
    assert.equal(after.active, undefined);
  });
});
