import type { Operation } from '../route.ts';
import type { Kind } from './path.ts';
import type { WriteMethod } from './write.ts';

const mediaType = 'application/scim+json';
const refusal = { mediaType, schema: 'ScimError' };
const shared = { tags: ['scim'], security: ['scimToken'], refusal };

const content = (schema: string) => ({ [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } });
const anything = { [mediaType]: { schema: { type: 'object' } } };
const query = (name: string, description: string) => ({ name, in: 'query' as const, description });
const header = (name: string, description: string) => ({ name, in: 'header' as const, description });
const id = { name: 'id', in: 'path' as const, required: true, description: 'The id given here.' };

const shown = [
  query('attributes', 'The attributes to answer with, apart by commas.'),
  query('excludedAttributes', 'The attributes to leave out; without members, those are not even read.'),
];

const paging = [
  query('filter', 'RFC 7644 §3.4.2.2, such as userName eq "ada@contoso.example".'),
  query('sortBy', 'An attribute.'),
  query('sortOrder', 'ascending or descending.'),
  query('startIndex', 'From 1.'),
  query('count', 'At most 200; 100 when left out; 0 for the total alone.'),
  query('cursor', 'Empty at first, then nextCursor of the answer before (RFC 9865).'),
];

const ifMatch = header('If-Match', 'The ETag of the version that is to be changed; else 412.');

const writes: Record<WriteMethod, { summary: (kind: Kind) => string; status: number; problems: number[] }> = {
  POST: { summary: kind => `Create a ${kind}`, status: 201, problems: [400, 401, 409, 413, 415, 503] },
  PUT: { summary: kind => `Replace a ${kind}`, status: 200, problems: [400, 401, 409, 412, 413, 415, 503] },
  PATCH: { summary: kind => `Change a ${kind}`, status: 200, problems: [400, 401, 409, 412, 413, 415, 503] },
  DELETE: { summary: kind => `Delete a ${kind}`, status: 204, problems: [401, 412, 503] },
};

/** SCIM's routes as the description of the API has them. */
export const describeScim = {
  list: (kind: string): Operation => ({
    ...shared,
    summary: `List ${kind} resources`,
    description: 'Also at /api/auth/scim/v2, as every address here.',
    parameters: [...paging, ...shown],
    responses: { 200: { description: 'A page', content: content('ScimList') } },
    problems: [400, 401, 503],
  }),
  search: (kind: string): Operation => ({
    ...shared,
    summary: `List ${kind} resources, asked for in the body`,
    request: content('ScimSearch'),
    responses: { 200: { description: 'A page', content: content('ScimList') } },
    problems: [400, 401, 413, 415, 503],
  }),
  read: (kind: Kind): Operation => ({
    ...shared,
    summary: `Read a ${kind}`,
    parameters: [id, ...shown, header('If-None-Match', 'The ETag of what is known already.')],
    responses: {
      200: { description: `The ${kind}`, content: content(`Scim${kind}`) },
      304: { description: 'It is the version that is known' },
    },
    problems: [401, 503],
  }),
  change: (kind: Kind, method: WriteMethod): Operation => {
    const { summary, status, problems } = writes[method];
    const responses: Operation['responses'] = {};
    if (method !== 'DELETE') responses[status] = { description: `The ${kind}`, content: content(`Scim${kind}`) };
    if (method === 'DELETE') responses[204] = { description: 'Deleted' };
    if (method === 'PATCH' && kind === 'Group') responses[204] = { description: 'Done; with `attributes` 200' };
    return {
      ...shared,
      summary: summary(kind),
      parameters: method === 'POST' ? shown : [id, ifMatch, ...shown],
      ...(method === 'DELETE' ? {} : { request: content(method === 'PATCH' ? 'ScimPatch' : `Scim${kind}`) }),
      responses,
      problems,
    };
  },
  bulk: (): Operation => ({
    ...shared,
    summary: 'Several changes in one request (RFC 7644 §3.7)',
    request: content('ScimBulk'),
    responses: { 200: { description: 'What became of each', content: content('ScimBulkAnswer') } },
    problems: [400, 401, 413, 415, 503],
  }),
  document: (summary: string): Operation => ({
    ...shared,
    summary,
    responses: { 200: { description: summary, content: anything } },
    problems: [401, 403, 503],
  }),
  nobody: (): Operation => ({
    ...shared,
    summary: 'Not supported: a token stands for no user (RFC 7644 §3.11)',
    responses: {},
    problems: [401, 501],
  }),
};
