import {
  type Attribute,
  commonAttributes,
  enterpriseAttributes,
  enterpriseSchema,
  groupAttributes,
  userAttributes,
} from '#core/provisioning/attributes.ts';
import type { JsonSchema } from '../route.ts';
import { errorSchema, listSchema } from './answer.ts';
import { maxOperations } from './bulk-request.ts';
import { patchSchema } from './patch.ts';

const text = { type: 'string' };
const whole = { type: 'integer', minimum: 0 };
const schemas = (...urns: string[]) => ({ type: 'array', items: urns.length > 0 ? { enum: urns } : text });

/** What the description of the API says of SCIM's messages; `/Schemas` says more. */
export function scimSchemas(): Record<string, JsonSchema> {
  const user = propertiesOf([...commonAttributes, ...userAttributes]);
  return {
    ScimUser: {
      type: 'object',
      properties: { schemas: schemas(), ...user, [enterpriseSchema]: objectOf(enterpriseAttributes) },
      required: ['userName'],
    },
    ScimGroup: {
      type: 'object',
      properties: { schemas: schemas(), ...propertiesOf([...commonAttributes, ...groupAttributes]) },
      required: ['displayName'],
    },
    ScimList: {
      type: 'object',
      properties: {
        schemas: schemas(listSchema),
        totalResults: whole,
        startIndex: whole,
        itemsPerPage: whole,
        nextCursor: { ...text, description: 'Absent on the last page, and where no cursor was asked for (RFC 9865).' },
        Resources: { type: 'array', items: { type: 'object' } },
      },
      required: ['schemas', 'totalResults', 'Resources'],
    },
    ScimError: {
      type: 'object',
      properties: { schemas: schemas(errorSchema), status: text, scimType: text, detail: text },
      required: ['schemas', 'status', 'detail'],
    },
    ScimPatch: {
      type: 'object',
      properties: {
        schemas: schemas(patchSchema),
        Operations: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            properties: {
              op: { ...text, description: 'add, replace or remove, in any letter case.' },
              path: text,
              value: {},
            },
            required: ['op'],
          },
        },
      },
      required: ['Operations'],
    },
    ScimSearch: {
      type: 'object',
      properties: {
        schemas: schemas(),
        filter: text,
        attributes: { type: 'array', items: text },
        excludedAttributes: { type: 'array', items: text },
        sortBy: text,
        sortOrder: { enum: ['ascending', 'descending'] },
        startIndex: whole,
        count: whole,
        cursor: text,
      },
    },
    ScimBulk: {
      type: 'object',
      properties: {
        schemas: schemas(),
        failOnErrors: { type: 'integer', minimum: 1 },
        Operations: {
          type: 'array',
          maxItems: maxOperations,
          items: {
            type: 'object',
            properties: { method: text, bulkId: text, path: text, version: text, data: { type: 'object' } },
            required: ['method', 'path'],
          },
        },
      },
      required: ['Operations'],
    },
    ScimBulkAnswer: {
      type: 'object',
      properties: {
        schemas: schemas(),
        Operations: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              method: text,
              bulkId: text,
              location: text,
              version: text,
              status: text,
              response: { $ref: '#/components/schemas/ScimError' },
            },
            required: ['method', 'status'],
          },
        },
      },
      required: ['Operations'],
    },
  };
}

function objectOf(attributes: readonly Attribute[]): JsonSchema {
  return { type: 'object', properties: propertiesOf(attributes) };
}

function propertiesOf(attributes: readonly Attribute[]): Record<string, JsonSchema> {
  return Object.fromEntries(attributes.map(attribute => [attribute.name, schemaOf(attribute)]));
}

function schemaOf({ type, multiValued, description, mutability, subAttributes }: Attribute): JsonSchema {
  const one = subAttributes ? objectOf(subAttributes) : { type: type === 'boolean' ? 'boolean' : 'string' };
  return {
    ...(multiValued ? { type: 'array', items: one } : one),
    description,
    ...(mutability === 'readOnly' ? { readOnly: true } : {}),
    ...(mutability === 'writeOnly' ? { writeOnly: true } : {}),
  };
}
