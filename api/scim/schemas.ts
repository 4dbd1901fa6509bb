import {
  type Attribute,
  enterpriseAttributes,
  enterpriseSchema,
  groupAttributes,
  groupSchema,
  userAttributes,
  userSchema,
} from '#core/provisioning/attributes.ts';

type Document = { id: string; [name: string]: unknown };

/** What `GET /Schemas` lists, RFC 7643 §7: the table that requests are read by, and nothing beside it. */
export function schemaDocuments(base: string): Document[] {
  return [
    schemaDocument(base, userSchema, 'User', 'A person.', userAttributes),
    schemaDocument(base, enterpriseSchema, 'EnterpriseUser', 'What a company adds to a person.', enterpriseAttributes),
    schemaDocument(base, groupSchema, 'Group', 'A group of people, which an admin may map to a role.', groupAttributes),
  ];
}

function schemaDocument(
  base: string,
  id: string,
  name: string,
  description: string,
  attributes: readonly Attribute[],
): Document {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name,
    description,
    attributes: attributes.map(describe),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  };
}

/** Letter case and uniqueness are said of values alone, as in RFC 7643 §8.7. */
function describe({ subAttributes, caseExact, uniqueness, ...traits }: Attribute): Record<string, unknown> {
  const { name, type, multiValued, description, required, ...others } = traits;
  return {
    name,
    type,
    multiValued,
    description,
    required,
    ...(subAttributes ? { subAttributes: subAttributes.map(describe) } : {}),
    ...(type === 'complex' || type === 'boolean' || type === 'dateTime' ? {} : { caseExact }),
    ...others,
    ...(type === 'complex' ? {} : { uniqueness }),
  };
}

/** What `GET /ResourceTypes` lists, RFC 7643 §6. */
export function resourceTypes(base: string): Document[] {
  return [
    {
      ...resourceType(base, 'User', 'Users', 'People', userSchema),
      schemaExtensions: [{ schema: enterpriseSchema, required: false }],
    },
    resourceType(base, 'Group', 'Groups', 'Groups of people', groupSchema),
  ];
}

function resourceType(base: string, id: string, path: string, description: string, schema: string): Document {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id,
    name: id,
    endpoint: `/${path}`,
    description,
    schema,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${id}` },
  };
}
