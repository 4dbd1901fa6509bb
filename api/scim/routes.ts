import type { Request, Response } from 'restify';
import type { Config } from '#env/config.ts';
import { getAndHead } from '../operations.ts';
import type { Operation, Route } from '../route.ts';
import { type Answer, respond } from './answer.ts';
import { lowered, readObject } from './body.ts';
import { bulk } from './bulk.ts';
import { describeScim as describe } from './describe.ts';
import { listDocuments, readDocument, serviceProviderConfig } from './discovery.ts';
import type { Endpoint } from './endpoint.ts';
import { ScimError } from './errors.ts';
import { groups } from './groups.ts';
import { readListing } from './list.ts';
import { type Scim, scimOf } from './scim.ts';
import { search } from './search.ts';
import { users } from './users.ts';
import { type WriteMethod, write } from './write.ts';

const base = '/api/scim/v2';
const endpoints = [users, groups];

/**
 * SCIM 2.0. The gate stands before these: it has checked the token, and routes `/api/auth/scim/v2`, other letter case
 * and slashes too many to the same.
 */
export function scimRoutes({ limits, PUBLIC_URL }: Config): Route[] {
  const read = (req: Request, res: Response) => readObject(req, res, limits.BODY_MAX_BYTES);

  const changes = (endpoint: Endpoint): Route[] =>
    (['POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method: WriteMethod) => {
      const path = `${base}${endpoint.path}${method === 'POST' ? '' : '/:id'}`;
      const handle = answering((scim, req, res) =>
        write(scim, endpoint, method, { ...idOf(req), read: () => read(req, res) }),
      );
      return { method, path, handle, operation: describe.change(endpoint.kind, method) };
    });

  const searches = (path: string, over: Endpoint[], operation: Operation): Route => ({
    method: 'POST',
    path: `${base}${path}/.search`,
    handle: answering(async (scim, req, res) => search(scim, over, readListing(lowered(await read(req, res))))),
    operation,
  });

  const lists = (path: string, over: Endpoint[], operation: Operation): Route[] =>
    get(path, scim => search(scim, over, readListing(scim.parameters)), operation);

  return [
    ...lists('', endpoints, describe.list('User or Group')),
    searches('', endpoints, describe.search('User or Group')),
    ...endpoints.flatMap(endpoint => [
      ...lists(endpoint.path, [endpoint], describe.list(endpoint.kind)),
      searches(endpoint.path, [endpoint], describe.search(endpoint.kind)),
      ...get(
        `${endpoint.path}/:id`,
        (scim, req) => endpoint.read(scim, String(req.params.id)),
        describe.read(endpoint.kind),
      ),
      ...changes(endpoint),
    ]),
    {
      method: 'POST',
      path: `${base}/Bulk`,
      handle: answering(async (scim, req, res) => bulk(scim, endpoints, await read(req, res))),
      operation: describe.bulk(),
    },
    ...get(
      '/ServiceProviderConfig',
      async scim => serviceProviderConfig(scim, { bodyMaxBytes: limits.BODY_MAX_BYTES, help: `${PUBLIC_URL}/help` }),
      describe.document('What is supported'),
    ),
    ...(['Schemas', 'ResourceTypes'] as const).flatMap(name => [
      ...get(`/${name}`, async scim => listDocuments(scim, name), describe.document(`The ${name}`)),
      ...get(
        `/${name}/:id`,
        async (scim, req) => readDocument(scim, name, String(req.params.id)),
        describe.document(`One of the ${name}`),
      ),
    ]),
    ...nobody(),
  ];
}

function idOf(req: Request): { id?: string } {
  return req.params.id === undefined ? {} : { id: String(req.params.id) };
}

function get(path: string, work: Work, operation: Operation): Route[] {
  return getAndHead(`${base}${path}`, answering(work), operation);
}

type Work = (scim: Scim, req: Request, res: Response) => Promise<Answer>;

function answering(work: Work): Route['handle'] {
  return async (req, res) => respond(res, await work(scimOf(req), req, res));
}

/** RFC 7644 §3.11: a token here is a directory's, which is nobody among the users. */
function nobody(): Route[] {
  const handle = answering(async () => {
    throw new ScimError(501, undefined, '/Me is not supported: a directory’s token stands for no user.');
  });
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
  return [
    ...getAndHead(`${base}/Me`, handle, describe.nobody()),
    ...methods.map(method => ({ method, path: `${base}/Me`, handle, operation: describe.nobody() })),
  ];
}
