import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ScimError } from '#api/scim/errors.ts';
import { compileGroupFilter, compileUserFilter, sortPath } from '#api/scim/filter.ts';
import { readGroup } from '#api/scim/group-body.ts';
import { patchUser, readGroupPatch, readOperations } from '#api/scim/patch.ts';
import { selection } from '#api/scim/project.ts';
import { readReplacement, readUser } from '#api/scim/user-body.ts';
import { userJson } from '#api/scim/values.ts';
import type { Resource } from '#core/provisioning/resource.ts';
import { assertAllowed, assertUnpolluted } from './scim-allowed.ts';
import { emails, inner, resources } from './scim-filter-reference.ts';
import { filter, json, name, operation, operations } from './scim-garbage.ts';
import { aUser, patched } from './scim-person.ts';

/** What it gives, or undefined when it refuses with an answer of the protocol; anything else that is thrown fails. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    assert.ok(error.status >= 400 && error.status < 500 && error.scimType && error.detail.length < 2_000, error.detail);
    return undefined;
  } finally {
    assertUnpolluted();
  }
}

/** As they are stored: one value is primary at most. */
const users: fc.Arbitrary<Resource> = resources.map(({ emails: some, ...rest }) =>
  some
    ? { ...rest, emails: some.map(({ primary = false, ...each }, index) => (index ? each : { ...each, primary })) }
    : rest,
);

describe('whatever a PATCH of a user holds', () => {
  it('is refused in the protocol’s words, or makes a user that Schemas allows', () => {
    let made = 0;
    const property = fc.property(users, operations, (resource, Operations) => {
      const before = structuredClone(resource);
      const after = attempt(() => patchUser(resource, readOperations({ Operations })));
      assert.deepEqual(structuredClone(resource), before);
      if (!after) return;
      made += 1;
      assertAllowed(after);
      assert.deepEqual(patchUser(after, [{ op: 'add', value: {} }]), after, 'to change nothing changes nothing');
    });
    fc.assert(property, { numRuns: 2_000 });
    assert.ok(made > 200, `only ${made} were taken`);
  });

  it('changes nothing the second time', () => {
    const property = fc.property(users, operation, (resource, one) => {
      const once = attempt(() => patchUser(resource, readOperations({ Operations: [one] })));
      const again = once && attempt(() => patchUser(once, readOperations({ Operations: [one] })));
      if (once && 'path' in one) assert.deepEqual(again, once);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('is taken or refused alike as a body', () => {
    const property = fc.property(json, body => {
      for (const read of [readUser, readReplacement]) {
        const user = attempt(() => read(body));
        if (user) assertAllowed(user);
      }
      attempt(() => readOperations(body));
      const group = attempt(() => readGroup(body));
      if (group) assert.ok(Object.keys(group).every(key => ['displayName', 'externalId', 'members'].includes(key)));
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('chooses values by brackets as a plain reading of RFC 7644 does', () => {
    const user = users.filter(({ emails: some }) => some !== undefined);
    const property = fc.property(user, inner(emails), (resource, { text, holds }) => {
      const left = patched(resource, { op: 'remove', path: `emails[${text}]` }).emails ?? [];
      const expected = (resource.emails ?? []).filter(each => !holds(each));
      assert.deepEqual(
        left.map(each => each.value),
        expected.map(each => each.value),
        text,
      );
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});

describe('whatever a PATCH of a group holds', () => {
  it('is refused in the protocol’s words, or names ids and names alone', () => {
    const property = fc.property(operations, Operations => {
      const patch = attempt(() => readGroupPatch(readOperations({ Operations })));
      if (!patch) return;
      const { displayName = 'x', externalId = null, members, ...others } = patch;
      assert.deepEqual(others, {});
      assert.ok(typeof displayName === 'string' && (externalId === null || typeof externalId === 'string'));
      assert.ok(members.every(({ people }) => people.every(id => typeof id === 'string' && id !== '')));
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});

const operators = /^\$(and|or|nor|not|eq|ne|gt|gte|lt|lte|in|regex|exists|elemMatch|members|groups)$/;
const stored =
  /^(_id|createdAt|changedAt|displayNameLower|externalId|version|directory\.(changedAt|version|folded(\.\w+){1,3}(\.0)?))$/;

/** Names come from the table alone, and what was sent is a plain value. */
function assertQuery(query: unknown, within: 'document' | 'value' = 'document'): void {
  if (Array.isArray(query)) for (const each of query) assertQuery(each, within);
  if (typeof query !== 'object' || query === null || Array.isArray(query) || query instanceof Date) return;
  for (const [key, each] of Object.entries(query)) {
    const inside = within === 'value' || key === '$elemMatch' || key === '$groups';
    assert.ok(
      operators.test(key) || (inside ? /^\w+$/.test(key) : stored.test(key)),
      `${key} in ${JSON.stringify(query)}`,
    );
    if (['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$regex'].includes(key))
      assert.ok(
        typeof each !== 'object' || each instanceof Date || JSON.stringify(each) === '{}',
        JSON.stringify(query),
      );
    else assertQuery(each, inside ? 'value' : 'document');
  }
}

describe('whatever a filter holds', () => {
  it('is refused as invalidFilter, or becomes a query of listed names and plain values', () => {
    let made = 0;
    const property = fc.property(filter, text => {
      for (const compile of [compileUserFilter, compileGroupFilter]) {
        const compiled = attempt(() => compile(text));
        if (compiled) made += 1;
        if (compiled) assertQuery(compiled.where);
      }
    });
    fc.assert(property, { numRuns: 2_000 });
    assert.ok(made > 10, `only ${made} were taken`);
  });
});

describe('whatever names are asked for', () => {
  it('show what they name, id and schemas, and sort by what is stored or not at all', () => {
    const asked = fc.record({ attributes: fc.array(name), excludedAttributes: fc.array(name) }, { requiredKeys: [] });
    const at = new Date('2025-01-01');
    const json = userJson({ id: 'per_1', resource: aUser(), version: 1, createdAt: at, changedAt: at }, { base: 'x' });
    const property = fc.property(asked, name, (query, sortBy) => {
      const shown = attempt(() => selection(query, 'User').apply(json));
      if (shown) for (const key of Object.keys(shown)) assert.ok(key in json, key);
      if (shown) assert.deepEqual([shown.id, shown.schemas], [json.id, json.schemas]);
      const path = attempt(() => sortPath('User', sortBy));
      if (path !== undefined) assert.match(path, stored);
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
