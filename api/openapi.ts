import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { problemSchema } from './problem-contract.ts';
import type { JsonSchema, Operation, Route } from './route.ts';

const everywhere = [404, 405, 500];
const problem = { mediaType: 'application/problem+json', schema: 'Problem' };

export type OpenapiDocument = {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, JsonSchema>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> };
};

/** Describes the routes that have an operation, in OpenAPI 3.1, whose schemas are JSON Schema as zod writes it. */
export function describeApi(
  routes: Route[],
  about: { name: string; url: string; schemas: Record<string, JsonSchema> },
): OpenapiDocument {
  const paths: OpenapiDocument['paths'] = {};
  for (const { method, path, operation } of routes) {
    if (!operation) continue;
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: `${about.name} for Microsoft 365`,
      version: '1',
      description:
        'Refusals are application/problem+json, those of SCIM its own errors; every answer has an X-Request-Id.',
    },
    servers: [{ url: about.url }],
    paths,
    components: {
      schemas: { Problem: plain(z.toJSONSchema(problemSchema)), ...mapValues(about.schemas, plain) },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, which names the organization.' },
        scimToken: { type: 'http', scheme: 'bearer', description: 'A token of a SCIM connection.' },
        metricsToken: { type: 'http', scheme: 'bearer', description: 'METRICS_TOKEN, where it is set.' },
        teamsTab: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'What `authentication.getAuthToken()` gives a tab in Teams.',
        },
        botFramework: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The Bot Connector.' },
      },
    },
  };
}

function describe(operation: Operation): JsonSchema {
  const { security = [], parameters, request, responses, problems = [], refusal = problem, ...words } = operation;
  const refused = [...new Set([...problems, ...everywhere])].sort((a, b) => a - b);
  return {
    ...words,
    security: security.map(name => ({ [name]: [] })),
    ...(parameters ? { parameters: parameters.map(one => ({ ...one, schema: { type: 'string' } })) } : {}),
    ...(request ? { requestBody: { required: true, content: mapValues(request, plainContent) } } : {}),
    responses: {
      ...mapValues(responses, ({ content, ...rest }) => ({
        ...rest,
        ...(content ? { content: mapValues(content, plainContent) } : {}),
      })),
      ...Object.fromEntries(refused.map(status => [status, refusalResponse(status, refusal)])),
    },
  };
}

function refusalResponse(status: number, { mediaType, schema }: NonNullable<Operation['refusal']>): JsonSchema {
  return {
    description: STATUS_CODES[status] ?? 'Refused',
    content: { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

function plainContent<T extends { schema: JsonSchema }>(content: T): T {
  return { ...content, schema: plain(content.schema) };
}

/** Without `$schema`: the document has one dialect for all (OpenAPI 3.1.1 §4.8.24.5). */
function plain({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
