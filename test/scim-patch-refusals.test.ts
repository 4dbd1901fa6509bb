import assert from 'node:assert/strict';
import { aUser, core, enterprise, patched, refused } from './scim-person.ts';

describe('PATCH of a user', () => {
  it('refuses by name what is read-only, and passes it over without a path', () => {
    for (const path of ['id', 'meta.version', 'groups', 'groups[value eq "x"]', `${enterprise}:manager.displayName`])
      assert.match(
        refused(() => patched(aUser(), { op: 'replace', path, value: 'x' })),
        /^400 mutability/,
        path,
      );
    const value = { id: 'x', meta: { version: '1' }, groups: [{ value: 'x' }], schemas: [core], displayName: 'B' };
    assert.deepEqual(patched(aUser(), { op: 'replace', value }), aUser({ displayName: 'B' }));
  });

  it('refuses by name what is unknown, says what there is, and passes it over without a path', () => {
    const at = (path: string) => refused(() => patched(aUser(), { op: 'add', path, value: 'x' }));
    assert.match(at('favouriteColour'), /^400 invalidPath: "favouriteColour" is not an attribute of a User here/);
    assert.match(at('name.first'), /^400 invalidPath: name has no part "first"\. It has: formatted, familyName/);
    assert.match(at('emails[type eq "work"].mail'), /^400 invalidPath: emails has no part "mail"/);
    assert.match(at('urn:example:custom:2.0:User:shoeSize'), /^400 invalidPath/);
    assert.match(at('userName[x eq "y"]'), /^400 invalidPath/);
    assert.match(at('emails[type eq "work"'), /^400 invalidPath/);
    assert.match(at('emails[type eq "work"]value'), /^400 invalidPath/);
    const value = { favouriteColour: 'x', name: { first: 'x' }, 'urn:x:y': { a: 1 } };
    assert.deepEqual(patched(aUser(), { op: 'add', value }), aUser());
  });

  it('refuses brackets that cannot be read or do not say how to make a value', () => {
    const at = (path: string) => refused(() => patched(aUser(), { op: 'add', path, value: 'x' }));
    assert.match(at('emails[type eq ].value'), /^400 invalidFilter/);
    assert.match(at('emails[mail eq "x"].value'), /^400 invalidFilter: emails has no part "mail"/);
    assert.match(at('emails[primary gt true].value'), /^400 invalidFilter/);
    assert.match(at('emails[type eq "a" and (mail pr)].value'), /^400 invalidFilter/);
    assert.match(at('emails[type sw "h"].value'), /^400 noTarget/);
    assert.match(at('emails[type eq "a" and type eq "b"].value'), /^400 noTarget/);
  });

  it('refuses values that do not fit', () => {
    const put = (path: string, value: unknown) => refused(() => patched(aUser(), { op: 'replace', path, value }));
    assert.match(put('displayName', { a: 1 }), /^400 invalidValue/);
    assert.match(put('displayName', ['a', 'b']), /^400 invalidValue: displayName takes one value/);
    assert.match(put('displayName', [[['a']]]), /^400 invalidValue/);
    assert.match(put('displayName', true), /^400 invalidValue: displayName takes text, not true/);
    assert.match(put('displayName', 'x'.repeat(1001)), /^400 invalidValue: displayName takes at most 1000 characters/);
    assert.match(put('displayName', 'a\u0000b'), /^400 invalidValue/);
    assert.match(put('userName', 'a\nb'), /^400 invalidValue/);
    assert.match(put('active', 1), /^400 invalidValue/);
    assert.match(put('active', {}), /^400 invalidValue/);
    assert.match(put('name', 'Ada'), /^400 invalidValue: name takes an object of formatted, familyName/);
    assert.match(
      put('emails', Array(101).fill({ value: 'a@b.example' })),
      /^400 invalidValue: emails takes at most 100/,
    );
  });

  it('refuses bodies that are no PATCH', () => {
    assert.match(
      refused(() => patched(aUser())),
      /^400 invalidSyntax/,
    );
    assert.match(
      refused(() => patched(aUser(), { op: 'move', path: 'x', value: 1 })),
      /^400 invalidSyntax: op is add/,
    );
    assert.match(
      refused(() => patched(aUser(), { op: 'add', path: 7, value: 1 })),
      /^400 invalidPath/,
    );
    assert.match(
      refused(() => patched(aUser(), { op: 'add', path: 'title' })),
      /^400 invalidValue: .*has no value/,
    );
    assert.match(
      refused(() => patched(aUser(), { op: 'add', value: 'x' })),
      /^400 invalidSyntax/,
    );
  });
});
