import assert from 'node:assert/strict';
import { schemaDocuments } from '#api/scim/schemas.ts';
import { enterpriseSchema, userSchema } from '#core/provisioning/attributes.ts';
import { core, enterprise } from './scim-person.ts';

type Attribute = {
  name: string;
  type: string;
  multiValued: boolean;
  mutability: string;
  subAttributes?: Attribute[];
};

/** What `GET /Schemas` tells a directory of a schema. */
function attributesOf(schema: string): Attribute[] {
  const document = schemaDocuments('https://x.example').find(({ id }) => id === schema);
  return document?.attributes as Attribute[];
}

const userAttributes: Attribute[] = [
  ...attributesOf(userSchema),
  { name: 'externalId', type: 'string', multiValued: false, mutability: 'readWrite' },
  {
    name: 'enterprise',
    type: 'complex',
    multiValued: false,
    mutability: 'readWrite',
    subAttributes: attributesOf(enterpriseSchema),
  },
];

/** Asserts that a stored user is what Schemas allows, and nothing that could be more than data. */
export function assertAllowed(resource: object): void {
  assertParts(resource, userAttributes, 'user');
}

function assertParts(values: object, attributes: Attribute[], at: string): void {
  assert.equal(Object.getPrototypeOf(values), Object.prototype, at);
  for (const [name, value] of Object.entries(values)) {
    const attribute = attributes.find(each => each.name === name);
    assert.ok(attribute, `${at}.${name} is in no schema`);
    assert.ok(!['readOnly', 'writeOnly'].includes(attribute.mutability), `${at}.${name} is ${attribute.mutability}`);
    assertValue(value, attribute, `${at}.${name}`);
  }
}

function assertValue(value: unknown, attribute: Attribute, at: string): void {
  if (attribute.multiValued) {
    assert.ok(Array.isArray(value) && value.length > 0 && value.length <= 100, at);
    assert.ok(value.filter(each => each.primary === true).length <= 1, `${at} has more than one primary value`);
    for (const each of value) assertParts(each, attribute.subAttributes ?? [], at);
  } else if (attribute.type === 'complex') {
    assert.ok(typeof value === 'object' && value !== null && Object.keys(value).length > 0, at);
    assertParts(value, attribute.subAttributes ?? [], at);
  } else if (attribute.type === 'boolean') assert.equal(typeof value, 'boolean', at);
  else
    assert.ok(typeof value === 'string' && value.trim() !== '' && value.length <= 20_000 && value.isWellFormed(), at);
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const clean = prototypes.map(prototype => Reflect.ownKeys(prototype).length);

export function assertUnpolluted(): void {
  assert.deepEqual(
    prototypes.map(prototype => Reflect.ownKeys(prototype).length),
    clean,
  );
}

/** Names and paths as directories send them, as they get them wrong, and as an attacker would. */
export const names = [
  ...userAttributes.flatMap(({ name, subAttributes = [] }) => [
    name,
    ...subAttributes.map(sub => `${name}.${sub.name}`),
  ]),
  ...attributesOf(enterpriseSchema).map(({ name }) => `${enterprise}:${name}`),
  ...[
    'emails[type eq "work"].value',
    'roles[primary eq "True"].value',
    'addresses[type eq "home"]',
    'emails[value pr]',
  ],
  ...['phoneNumbers[type eq "work" and primary eq false].value', 'emails[not (type eq "x")].display', 'emails.value'],
  ...[
    `${core}:userName`,
    core,
    enterprise,
    `${enterprise}:manager.value`,
    'schemas',
    'id',
    'meta',
    'meta.version',
    'groups',
  ],
  ...['__proto__', '__proto__.polluted', 'constructor.prototype.polluted', 'constructor', 'name.__proto__', 'toString'],
  ...[
    'emails[__proto__ eq "x"].value',
    'emails[type eq "__proto__"].__proto__',
    'hasOwnProperty',
    '$where',
    'name.$set',
  ],
  ...[
    '',
    ' ',
    '.',
    '[',
    ']',
    'emails[',
    'emails[]',
    'emails]x[',
    'emails[type eq "work"',
    'userName.',
    '.userName',
    'a.b.c.d',
  ],
  ...['members', 'members[value eq "x"]', 'members.value', 'displayName', 'urn:x', `${core}:`, `${enterprise}:x`],
];
