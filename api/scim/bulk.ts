import { isObject } from '../is-object.ts';
import { logRefusal, type Refusal, refusalOf } from '../problem.ts';
import { canonicalPath } from './address.ts';
import { type Answer, errorBody } from './answer.ts';
import type { Body } from './body.ts';
import { deadReference, type Requested, readBulk, referencesOf, withReferences } from './bulk-request.ts';
import type { Endpoint } from './endpoint.ts';
import { quote, ScimError } from './errors.ts';
import type { Scim } from './scim.ts';
import { type WriteMethod, write } from './write.ts';

const bulkResponse = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

type Result = {
  method: string;
  bulkId?: string;
  location?: string;
  version?: string;
  status: string;
  response?: unknown;
};

type Job = {
  scim: Scim;
  endpoints: Endpoint[];
  byBulkId: Map<string, Requested>;
  errorsLeft: number;
  results: Map<Requested, Result>;
  /** By bulkId, the resource it has become. */
  ids: Map<string, string>;
  begun: Set<Requested>;
  /** The moment of the newest operation. */
  now: Date;
  /** Set once the database cannot be reached: what follows is not tried. */
  down?: Refusal;
};

/** RFC 7644 §3.7. Operations run in the order given, but what one refers to comes before it. */
export async function bulk(scim: Scim, endpoints: Endpoint[], body: Body): Promise<Answer> {
  const { operations, failOnErrors } = readBulk(body);
  const byBulkId = new Map<string, Requested>();
  for (const operation of operations)
    if (operation.bulkId !== undefined && !byBulkId.has(operation.bulkId)) byBulkId.set(operation.bulkId, operation);
  const job: Job = {
    scim,
    endpoints,
    byBulkId,
    errorsLeft: failOnErrors,
    results: new Map(),
    ids: new Map(),
    begun: new Set(),
    now: scim.ctx.now,
  };
  for (const operation of operations) await perform(job, operation);
  const Operations = operations.map(operation => job.results.get(operation)).filter(result => result !== undefined);
  return { status: 200, body: { schemas: [bulkResponse], Operations } };
}

/** What is not reached since too much failed before it has no result. */
async function perform(job: Job, operation: Requested): Promise<void> {
  if (job.begun.has(operation) || job.errorsLeft <= 0) return;
  job.begun.add(operation);
  for (const bulkId of referencesOf(operation)) {
    const other = job.byBulkId.get(bulkId);
    if (other) await perform(job, other);
  }
  if (job.errorsLeft <= 0) return;
  const { method, bulkId } = operation;
  const at = locationOf(job, operation);
  const named = { method, ...(bulkId === undefined ? {} : { bulkId }), ...(at === undefined ? {} : { location: at }) };
  const outcome = job.down ?? (await attempt(job, operation));
  if ('detail' in outcome) {
    job.errorsLeft -= 1;
    job.results.set(operation, { ...named, status: String(outcome.status), response: errorBody(outcome) });
    return;
  }
  const { Location: location = at, ETag: version } = outcome.headers ?? {};
  if (bulkId !== undefined && location) job.ids.set(bulkId, location.slice(location.lastIndexOf('/') + 1));
  job.results.set(operation, {
    ...named,
    ...(location ? { location } : {}),
    ...(version ? { version } : {}),
    status: String(outcome.status),
  });
}

/** What is asked for by its id has its address whatever comes of it. */
function locationOf({ scim, ids }: Job, { method, path }: Requested): string | undefined {
  if (method === 'POST') return undefined;
  const segments = path.split('/').filter(segment => segment !== '');
  const named = segments.map(segment => (segment.startsWith('bulkId:') ? (ids.get(segment.slice(7)) ?? '') : segment));
  return named.length === 2 && named[1] !== '' ? `${scim.base}${canonicalPath(named)}` : undefined;
}

async function attempt(job: Job, operation: Requested): Promise<Answer | Refusal> {
  try {
    return await act(job, operation);
  } catch (error) {
    const refusal = refusalOf(error, operation.method);
    logRefusal(job.scim.ctx.log, refusal, error);
    if (refusal.status === 503) job.down = refusal;
    return refusal;
  }
}

function act(job: Job, operation: Requested): Promise<Answer> {
  const { scim, endpoints, byBulkId } = job;
  const { method, bulkId, version, data } = operation;
  const resolve = (reference: string): string => {
    const id = job.ids.get(reference);
    if (id !== undefined) return id;
    const other = byBulkId.get(reference);
    if (!other) throw deadReference(reference, 'unknown');
    throw deadReference(reference, job.results.has(other) ? 'failed' : 'circular');
  };
  if (bulkId !== undefined && byBulkId.get(bulkId) !== operation)
    throw invalid(`The bulkId ${quote(bulkId)} stands twice in this request.`);
  const [name = '', id = '', ...more] = operation.path.split('/').filter(segment => segment !== '');
  const endpoint = endpoints.find(({ path }) => path === canonicalPath([name]));
  if (!endpoint || more.length > 0) throw invalid(`${quote(operation.path)} is no path of a bulk: /Users or /Groups.`);
  if (!isWriteMethod(method)) throw invalid(`${quote(method)} is no method of a bulk: POST, PUT, PATCH or DELETE.`);
  if ((method === 'POST') !== (id === '')) throw invalid('A POST goes to /Users or /Groups, all else to one resource.');
  if (method === 'POST' && bulkId === undefined) throw invalid('A POST in a bulk needs a bulkId.');
  // Each has a moment of its own, by which the log keeps their order.
  job.now = new Date(Math.max(Date.now(), job.now.getTime() + 1));
  const one: Scim = {
    ctx: {
      ...scim.ctx,
      now: job.now,
      request: { ...scim.ctx.request, line: `${method} ${operation.path} in POST /Bulk` },
    },
    base: scim.base,
    parameters: {},
    scanMs: scim.scanMs,
    ...(version === undefined ? {} : { ifMatch: version }),
    facts: scim.facts,
  };
  const target = String(withReferences(id, resolve));
  return write(one, endpoint, method, {
    ...(target === '' ? {} : { id: target }),
    read: async () => {
      const body = withReferences(data, resolve);
      if (isObject(body)) return body;
      throw new ScimError(400, 'invalidSyntax', 'This operation needs data, a JSON object.');
    },
  });
}

function isWriteMethod(method: string): method is WriteMethod {
  return ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);
}

function invalid(detail: string): ScimError {
  return new ScimError(400, 'invalidSyntax', detail);
}
