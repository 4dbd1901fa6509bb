import assert from 'node:assert/strict';
import { selection } from '#api/scim/project.ts';
import { resourceTypes, schemaDocuments } from '#api/scim/schemas.ts';
import { groupJson, userJson } from '#api/scim/values.ts';
import type { User } from '#core/provisioning/contract.ts';
import { aUser, core, enterprise, refused } from './scim-person.ts';

const base = 'https://wintro.example/api/scim/v2';
const createdAt = new Date('2025-01-01T10:00:00Z');
const changedAt = new Date('2025-02-01T10:00:00Z');
const resource = aUser({ enterprise: { department: 'R&D', manager: { value: 'per_9' } } });
const user: User = { id: 'per_1', resource, version: 3, createdAt, changedAt };
const json = userJson(user, { base, groups: [{ id: 'grp_1', name: 'Bosses' }] });

describe('a user as it is answered (RFC 7643 §4.1)', () => {
  it('has schemas, id, meta, its attributes and the extension under its URN', () => {
    const { enterprise: _, ...attributes } = resource;
    assert.deepEqual(json, {
      schemas: [core, enterprise],
      id: 'per_1',
      ...attributes,
      [enterprise]: { department: 'R&D', manager: { value: 'per_9', $ref: `${base}/Users/per_9` } },
      groups: [{ value: 'grp_1', $ref: `${base}/Groups/grp_1`, display: 'Bosses', type: 'direct' }],
      meta: {
        resourceType: 'User',
        created: '2025-01-01T10:00:00.000Z',
        lastModified: '2025-02-01T10:00:00.000Z',
        location: `${base}/Users/per_1`,
        version: 'W/"3"',
      },
    });
  });

  it('names the extension only where there is something of it', () => {
    assert.deepEqual(userJson({ ...user, resource: aUser() }, { base }).schemas, [core]);
  });
});

describe('a group as it is answered (RFC 7643 §4.2)', () => {
  const view = { id: 'grp_1', displayName: 'Bosses', version: 1, createdAt, changedAt };

  it('has its members where they were read, and none is an empty list', () => {
    const members = [{ id: 'per_1', name: 'Ada' }];
    assert.deepEqual(groupJson({ ...view, externalId: 'o-1', members }, { base }), {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      id: 'grp_1',
      externalId: 'o-1',
      displayName: 'Bosses',
      members: [{ value: 'per_1', $ref: `${base}/Users/per_1`, type: 'User', display: 'Ada' }],
      meta: {
        resourceType: 'Group',
        created: '2025-01-01T10:00:00.000Z',
        lastModified: '2025-02-01T10:00:00.000Z',
        location: `${base}/Groups/grp_1`,
        version: 'W/"1"',
      },
    });
    assert.deepEqual(groupJson({ ...view, members: [] }, { base }).members, []);
    assert.equal('members' in groupJson(view, { base }), false);
  });

  it('keeps an empty list of members, and leaves members out when asked', () => {
    const group = groupJson({ ...view, members: [] }, { base });
    assert.deepEqual(selection({}, 'Group').apply(group), group);
    const without = selection({ excludedAttributes: 'Members' }, 'Group');
    assert.equal('members' in without.apply(group), false);
    assert.equal(without.wants('members'), false);
    assert.equal(selection({ attributes: 'displayName' }, 'Group').wants('members'), false);
    assert.equal(selection({ attributes: 'members.value' }, 'Group').wants('members'), true);
  });
});

describe('attributes and excludedAttributes (RFC 7644 §3.9)', () => {
  const shown = (attributes?: string | string[], excludedAttributes?: string) =>
    selection({ attributes, excludedAttributes }, 'User').apply(json);
  const { schemas, id } = json;

  it('show all but what is returned on request when nothing is asked', () => {
    const { groups, ...others } = json;
    assert.deepEqual(shown(), others);
    assert.deepEqual(shown('', ''), others);
    assert.equal(selection({}, 'User').wants('groups'), false);
    assert.equal(selection({}, 'User').wants('emails.value'), true);
    assert.deepEqual(shown('groups'), { schemas, id, groups });
    assert.equal(selection({ attributes: 'groups.display' }, 'User').wants('groups'), true);
  });

  it('show what is named, with id and schemas always', () => {
    assert.deepEqual(shown('userName'), { schemas, id, userName: json.userName });
    assert.deepEqual(shown('nothing,colour'), { schemas, id });
    assert.deepEqual(shown(['USERNAME', ' displayName,title ']), {
      schemas,
      id,
      userName: json.userName,
      displayName: json.displayName,
    });
  });

  it('show parts, also of each value, and brackets count for nothing', () => {
    assert.deepEqual(shown('name.familyName'), { schemas, id, name: { familyName: 'Lovelace' } });
    assert.deepEqual(shown('emails.value,emails.type').emails, [{ value: 'ada@contoso.example', type: 'work' }]);
    assert.deepEqual(shown('emails[type eq "work"].value').emails, [{ value: 'ada@contoso.example' }]);
    assert.deepEqual(shown('name.familyName,name').name, json.name);
    assert.equal('emails' in shown('emails.display'), false);
  });

  it('know names by their schema, schemas as a whole, and the extension without it', () => {
    const department = { schemas, id, [enterprise]: { department: 'R&D' } };
    assert.deepEqual(shown(`${enterprise}:department`), department);
    assert.deepEqual(shown('DEPARTMENT'), department);
    assert.deepEqual(shown(enterprise), { schemas, id, [enterprise]: json[enterprise] });
    assert.deepEqual(shown(`${enterprise}:manager.value`)[enterprise], { manager: { value: 'per_9' } });
    assert.deepEqual(shown(`${core}:userName`), { schemas, id, userName: json.userName });
    assert.equal('userName' in shown(core), true);
  });

  it('leave out what is excluded, but never id and schemas', () => {
    const { emails, groups, ...others } = json;
    assert.deepEqual(shown(undefined, 'emails,id,schemas'), others);
    assert.deepEqual(shown(undefined, 'name.givenName').name, { familyName: 'Lovelace' });
    assert.equal('name' in shown(undefined, 'name.givenName,name.familyName'), false);
    assert.equal(enterprise in shown(undefined, enterprise), false);
    assert.deepEqual(shown(undefined, 'manager')[enterprise], { department: 'R&D' });
    assert.deepEqual(shown('name,emails', 'name.givenName,emails'), { schemas, id, name: { familyName: 'Lovelace' } });
  });

  it('never show a password, even if there were one', () => {
    const leaky = { ...json, password: 's3cret' };
    assert.equal('password' in selection({ attributes: 'password,userName' }, 'User').apply(leaky), false);
    assert.equal(selection({ attributes: 'password' }, 'User').wants('password'), false);
  });

  it('have an end', () => {
    assert.match(
      refused(() => shown('a,'.repeat(600))),
      /^400 invalidValue/,
    );
  });
});

describe('Schemas and ResourceTypes', () => {
  it('say what is served: the table, each attribute as RFC 7643 §7 has it', () => {
    const [users, extension, groups] = schemaDocuments(base);
    assert.deepEqual([users?.id, extension?.id], [core, enterprise]);
    assert.equal(JSON.stringify(schemaDocuments(base)).includes('null'), false);
    const attributes = users?.attributes as Record<string, unknown>[];
    assert.deepEqual(attributes[0], {
      name: 'userName',
      type: 'string',
      multiValued: false,
      description: 'The name by which the directory knows the person, such as the user principal name.',
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    });
    const emails = attributes.find(({ name }) => name === 'emails');
    assert.equal(emails?.multiValued, true);
    assert.equal('caseExact' in (emails ?? {}), false);
    assert.deepEqual(groups?.meta, { resourceType: 'Schema', location: `${base}/Schemas/${groups?.id}` });
  });

  it('name users with the extension, and groups', () => {
    const [users, groups] = resourceTypes(base);
    assert.deepEqual(users?.schemaExtensions, [{ schema: enterprise, required: false }]);
    assert.deepEqual([users?.endpoint, groups?.endpoint], ['/Users', '/Groups']);
  });
});
