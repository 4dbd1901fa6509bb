import assert from 'node:assert/strict';
import { readReplacement, readUser } from '#api/scim/user-body.ts';
import { userJson } from '#api/scim/values.ts';
import { aUser, core, costMs, enterprise, refused } from './scim-person.ts';

describe('a user in a body', () => {
  it('is read as Entra sends it, with nulls, an extension of which nothing comes, and roles', () => {
    const body = {
      schemas: [core, enterprise],
      externalId: '0a21f0f2',
      userName: 'Test_User@testuser.example',
      active: 'True',
      displayName: null,
      emails: [{ primary: true, type: 'work', value: 'Test_User@testuser.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'given family', familyName: 'family', givenName: 'given' },
      roles: [],
      manager: null,
      department: null,
    };
    assert.deepEqual(readUser(body), {
      userName: 'Test_User@testuser.example',
      active: true,
      externalId: '0a21f0f2',
      emails: [{ value: 'Test_User@testuser.example', type: 'work', primary: true }],
      name: { formatted: 'given family', familyName: 'family', givenName: 'given' },
    });
  });

  it('is read as Okta sends it, without its password and groups', () => {
    const { externalId, ...sent } = aUser({ locale: 'en-US' });
    const body = { schemas: [core], ...sent, externalId, password: '1mz050nq', groups: [], id: 'x' };
    assert.deepEqual(readUser(body), aUser({ locale: 'en-US' }));
    assert.deepEqual(readReplacement({ ...body, active: false }).active, false);
  });

  it('is active unless it says otherwise; a PUT has to say it', () => {
    assert.equal(readUser({ userName: 'a' }).active, true);
    assert.equal(readUser({ userName: 'a', active: 'FALSE' }).active, false);
    assert.equal(readReplacement({ userName: 'a' }).active, undefined);
  });

  it('comes back as it was answered', () => {
    const resource = aUser({ enterprise: { department: 'R&D', manager: { value: 'per_9' } } });
    const at = new Date('2025-01-01');
    const user = { id: 'per_1', resource, version: 3, createdAt: at, changedAt: at };
    const answered = userJson(user, { base: 'https://x.example', groups: [{ id: 'grp_1', name: 'Bosses' }] });
    assert.deepEqual(readReplacement(JSON.parse(JSON.stringify(answered))), resource);
  });

  it('is no user when it is no object, or holds what does not fit', () => {
    assert.match(
      refused(() => readUser([])),
      /^400 invalidSyntax/,
    );
    assert.match(
      refused(() => readUser({ userName: 'a', active: 'perhaps' })),
      /^400 invalidValue: active/,
    );
    assert.match(
      refused(() => readUser({ userName: 'x'.repeat(400) })),
      /^400 invalidValue: userName takes at most 320/,
    );
  });

  it('costs little, whatever it is', () => {
    const many = (count: number, of: (index: number) => [string, unknown]) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => of(index)));
    const nasty = [
      many(60_000, index => [`x${index}`, index]),
      many(30_000, index => [`emails[type eq "${index}"].value`, 'a']),
      many(900, index => [`emails[type eq "${index % 90}" and value eq "${index}"].display`, 'a']),
      { emails: Array(100_000).fill({ value: 'a@b.example' }) },
      { name: many(60_000, index => [`x${index}`, index]) },
      { displayName: 'x'.repeat(1_000_000) },
    ];
    for (const body of nasty) assert.ok(costMs(() => readUser(body)) < 1_000);
  });
});
