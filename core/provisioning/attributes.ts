/** One attribute as RFC 7643 §7 describes it. The table drives Schemas, PATCH paths, filters and what is kept. */
export type Attribute = {
  name: string;
  type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'binary' | 'complex';
  multiValued: boolean;
  description: string;
  required: boolean;
  caseExact: boolean;
  mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  returned: 'always' | 'never' | 'default' | 'request';
  uniqueness: 'none' | 'server' | 'global';
  canonicalValues?: readonly string[];
  referenceTypes?: readonly string[];
  subAttributes?: readonly Attribute[];
};

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';

type Traits = Partial<Omit<Attribute, 'name' | 'description'>>;

function attribute(name: string, description: string, traits: Traits = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...traits,
  };
}

function complex(name: string, description: string, subAttributes: Attribute[], traits: Traits = {}): Attribute {
  return attribute(name, description, { type: 'complex', subAttributes, ...traits });
}

/** A multi-valued attribute of `value`, `display`, `type` and `primary`, RFC 7643 §2.4. */
function plural(name: string, description: string, types: readonly string[] = [], value: Traits = {}): Attribute {
  const canonical = types.length > 0 ? { canonicalValues: types } : {};
  return complex(
    name,
    description,
    [
      attribute('value', 'The value itself.', value),
      attribute('display', 'A name for people to read.'),
      attribute('type', 'What the value is for.', canonical),
      attribute('primary', 'Whether this is the preferred value; true at most once.', { type: 'boolean' }),
    ],
    { multiValued: true },
  );
}

const readOnly = { mutability: 'readOnly' } as const;

/** RFC 7643 §3.1; `schemas` is served and checked, but is no attribute of a schema. */
export const commonAttributes: readonly Attribute[] = [
  attribute('id', 'The id given here; never reused.', {
    ...readOnly,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  attribute('externalId', "The directory's own id.", { caseExact: true }),
  complex(
    'meta',
    'About the resource.',
    [
      attribute('resourceType', 'User or Group.', { ...readOnly, caseExact: true }),
      attribute('created', 'When it was made here.', { ...readOnly, type: 'dateTime' }),
      attribute('lastModified', 'When it was last changed here.', { ...readOnly, type: 'dateTime' }),
      attribute('location', 'Its address.', {
        ...readOnly,
        type: 'reference',
        caseExact: true,
        referenceTypes: ['uri'],
      }),
      attribute('version', 'Its ETag.', { ...readOnly, caseExact: true }),
    ],
    readOnly,
  ),
];

/** RFC 7643 §4.1 and §8.7.1. Passwords are taken and dropped: nobody signs in here with one. */
export const userAttributes: readonly Attribute[] = [
  attribute('userName', 'The name by which the directory knows the person, such as the user principal name.', {
    required: true,
    uniqueness: 'server',
  }),
  complex('name', 'The parts of the name.', [
    attribute('formatted', 'The whole name.'),
    attribute('familyName', 'The family name.'),
    attribute('givenName', 'The given name.'),
    attribute('middleName', 'The middle names.'),
    attribute('honorificPrefix', 'A title before the name.'),
    attribute('honorificSuffix', 'A suffix after the name.'),
  ]),
  attribute('displayName', 'The name that others see.'),
  attribute('nickName', 'What the person is called by others.'),
  attribute('profileUrl', 'A page about the person.', {
    type: 'reference',
    caseExact: true,
    referenceTypes: ['external'],
  }),
  attribute('title', "The person's job title."),
  attribute('userType', 'How the person belongs to the company, such as Employee.'),
  attribute('preferredLanguage', 'The language the person wants, such as nl-NL.'),
  attribute('locale', 'The locale for numbers and dates, such as nl-NL.'),
  attribute('timezone', 'The time zone, such as Europe/Amsterdam.'),
  attribute('active', 'Whether the person may use the product.', { type: 'boolean' }),
  attribute('password', 'Taken and dropped.', { mutability: 'writeOnly', returned: 'never', caseExact: true }),
  plural('emails', 'E-mail addresses. The one of type work is the address of the person.', ['work', 'home', 'other']),
  plural('phoneNumbers', 'Telephone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
  plural('ims', 'Instant messaging addresses.'),
  plural('photos', 'Addresses of photos.', ['photo', 'thumbnail'], {
    type: 'reference',
    caseExact: true,
    referenceTypes: ['external'],
  }),
  complex(
    'addresses',
    'Postal addresses.',
    [
      attribute('formatted', 'The whole address.'),
      attribute('streetAddress', 'Street and number.'),
      attribute('locality', 'City.'),
      attribute('region', 'State or region.'),
      attribute('postalCode', 'Postal code.'),
      attribute('country', 'Country.'),
      attribute('type', 'What the address is for.', { canonicalValues: ['work', 'home', 'other'] }),
      attribute('primary', 'Whether this is the preferred address.', { type: 'boolean' }),
    ],
    { multiValued: true },
  ),
  complex(
    'groups',
    'The groups the person is in; changed through the groups.',
    [
      attribute('value', 'The id of the group.', { ...readOnly, caseExact: true }),
      attribute('$ref', 'The address of the group.', {
        ...readOnly,
        type: 'reference',
        caseExact: true,
        referenceTypes: ['Group'],
      }),
      attribute('display', 'The name of the group.', readOnly),
      attribute('type', 'Always direct.', { ...readOnly, canonicalValues: ['direct'] }),
    ],
    { ...readOnly, multiValued: true, returned: 'request' },
  ),
  plural('entitlements', 'What the person is entitled to, as the directory has it.'),
  plural('roles', 'Roles as the directory has them; roles here come from groups.'),
  plural('x509Certificates', 'Certificates.', [], { type: 'binary', caseExact: true }),
];

/** RFC 7643 §4.3. */
export const enterpriseAttributes: readonly Attribute[] = [
  attribute('employeeNumber', 'The number of the employee.'),
  attribute('costCenter', 'The cost centre.'),
  attribute('organization', 'The organization.'),
  attribute('division', 'The division.'),
  attribute('department', 'The department.'),
  complex('manager', 'The manager of the person.', [
    attribute('value', 'The id of the manager.', { caseExact: true }),
    attribute('$ref', 'The address of the manager.', {
      ...readOnly,
      type: 'reference',
      caseExact: true,
      referenceTypes: ['User'],
    }),
    attribute('displayName', 'The name of the manager.', readOnly),
  ]),
];

/** RFC 7643 §4.2. */
export const groupAttributes: readonly Attribute[] = [
  attribute('displayName', 'The name of the group.', { required: true, uniqueness: 'server' }),
  complex(
    'members',
    'The people in the group. Groups in groups are not taken.',
    [
      attribute('value', 'The id of the person.', { mutability: 'immutable', caseExact: true }),
      attribute('$ref', 'The address of the person.', {
        mutability: 'immutable',
        type: 'reference',
        caseExact: true,
        referenceTypes: ['User'],
      }),
      attribute('type', 'Always User.', { mutability: 'immutable', canonicalValues: ['User'] }),
      attribute('display', 'The name of the person.', readOnly),
    ],
    { multiValued: true },
  ),
];
