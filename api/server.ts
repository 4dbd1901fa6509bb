import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import restify, { type Next, type Request, type RequestHandler, type Response, type Server } from 'restify';
import { createChanges } from '#core/notifications/changes.ts';
import type { Config } from '#env/config.ts';
import { answerJson, redirect } from './answer.ts';
import { guardBody, invite, parseJson, readBody } from './body.ts';
import { clientAddresses } from './client-address.ts';
import { guardConnections } from './connection.ts';
import { eventRoutes, eventSchemas } from './events/routes.ts';
import { homeRoutes } from './home/routes.ts';
import { createStreams } from './home/streams.ts';
import { HttpError } from './http-error.ts';
import { createAuthenticate } from './me/authenticate.ts';
import { meRoutes } from './me/routes.ts';
import { mediaTypeOf, refuseCharset, refuseMediaType } from './media-type.ts';
import { httpMetrics } from './metrics.ts';
import { describeApi } from './openapi.ts';
import { getAndHead, operationsRoutes } from './operations.ts';
import { pageRoutes } from './pages/routes.ts';
import { answerError } from './problem.ts';
import { beginRequest, requestLines } from './request.ts';
import type { Route } from './route.ts';
import { guardHost, redirectPage } from './sandbox-host.ts';
import { createGate } from './scim/authenticate.ts';
import { scimSchemas } from './scim/json-schema.ts';
import { scimRoutes } from './scim/routes.ts';
import { apiHeaders, sandboxHeaders } from './security-headers.ts';
import { securityRoutes } from './settings/security/routes.ts';
import { tabRoutes } from './tab/routes.ts';

export type ServerParts = {
  config: Config;
  log: Logger;
  metrics: Registry;
  ready: () => Promise<void>;
  /** The bot. It finds the activity, parsed, as `req.body`. */
  messages: (req: Request, res: Response) => Promise<void>;
  /** The sandbox's page. It reads the body itself and resolves once it has begun to answer. */
  sandbox?: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  /** Aborted when the server is to stop: streams, which would hold it up, end. */
  stopping?: AbortSignal;
  /** Where the built tab is, if elsewhere. */
  tabFolder?: string;
};

/** The HTTP server with everything mounted, not yet listening; what listens has to handle its `error`. */
export function createServer(parts: ServerParts): Server {
  const server = restify.createServer({
    name: '',
    maxParamLength: 2_000,
    noWriteContinue: true,
    ...restifyLog(parts.log),
  });
  guardConnections(server.server, parts.log);
  before(server, parts);
  server.on('restifyError', answerError);
  for (const route of routesOf(parts)) mount(server, route);
  return server;
}

function before(server: Server, { config, log, metrics }: ServerParts): void {
  const begin = { log, lines: requestLines(log), finished: httpMetrics(metrics) };
  const headers = apiHeaders(config.PUBLIC_URL.startsWith('https://'));
  server.pre(
    async (req, res) => beginRequest(req, res, begin),
    (req, res, next) => (inSandbox(req) ? sandboxHeaders : headers)(req, res, next),
    async req => guardTarget(req),
  );
  if (config.sandbox) server.pre(async req => guardHost(req), toLocalhost);
  server.pre(
    async (req, res) => {
      if (!inSandbox(req)) res.setHeader('Cache-Control', 'no-store');
    },
    createGate(config, log),
    async req => guardBody(req, config.limits.BODY_MAX_BYTES),
  );
}

/** `next(false)` is the one way in which restify lets a request end before it is routed. */
function toLocalhost(req: Request, res: Response, next: Next): void {
  next(redirectPage(req, res) ? false : undefined);
}

/** restify builds a URL of Host and target outside of every handler, where a throw would end the process. */
function guardTarget(req: Request): void {
  const target = req.url ?? '';
  const host = req.headers.host ?? 'localhost';
  if (!target.startsWith('/') || !URL.canParse(`http://${host}${target}`))
    throw new HttpError(400, 'malformed', 'The address or the Host header cannot be read.');
}

function inSandbox(req: IncomingMessage): boolean {
  return /^\/sandbox(?:[/?]|$)/.test(req.url ?? '');
}

function routesOf(parts: ServerParts): Route[] {
  const { config, sandbox } = parts;
  const clientAddress = clientAddresses(config.TRUSTED_PROXIES);
  const routes = [
    ...operationsRoutes({ ...parts, clientAddress }),
    ...eventRoutes(config),
    ...scimRoutes(config),
    messagesRoute(parts),
    ...personRoutes(parts),
    ...tabRoutes(config, parts.tabFolder),
    ...pageRoutes(config),
    ...getAndHead('/', async (_req, res) => {
      if (sandbox) redirect(res, 302, '/sandbox');
      else answerJson(res, 200, { name: config.APP_NAME, api: '/api/openapi.json' });
    }),
    ...(sandbox ? sandboxRoutes(sandbox) : []),
  ];
  const description = getAndHead('/api/openapi.json', async (_req, res) => answerJson(res, 200, document), {
    summary: 'This description',
    tags: ['operations'],
    responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } } },
  });
  const all = [...routes, ...description];
  const document = describeApi(all, {
    name: config.APP_NAME,
    url: config.PUBLIC_URL,
    schemas: { ...eventSchemas(), ...scimSchemas() },
  });
  return all;
}

/** What is for people whom Microsoft has signed in. */
function personRoutes({ config, log, stopping }: ServerParts): Route[] {
  const authenticate = createAuthenticate(config);
  const changes = createChanges({ limits: config.limits, log });
  const streams = createStreams({ changes, limits: config.limits, ...(stopping ? { stopping } : {}) });
  return [
    ...meRoutes(authenticate),
    ...homeRoutes({ config, authenticate, changes, streams }),
    ...securityRoutes({ config, authenticate }),
  ];
}

function messagesRoute({ config, messages }: ServerParts): Route {
  const handle = async (req: Request, res: Response): Promise<void> => {
    const contentType = req.headers['content-type'];
    if (mediaTypeOf(contentType) !== 'application/json') refuseMediaType(['application/json']);
    refuseCharset(contentType);
    req.body = parseJson(await readBody(req, res, config.limits.BODY_MAX_BYTES));
    await messages(req, res);
  };
  const operation = {
    summary: 'Activities for the bot',
    description: 'Called by the Bot Connector alone, with a token signed by it.',
    tags: ['bot'],
    security: ['botFramework'],
    request: { 'application/json': { schema: { type: 'object' } } },
    responses: { 200: { description: 'Taken; an invoke has its answer in the body' } },
    problems: [400, 401, 403, 413, 415, 503],
  };
  return { method: 'POST', path: '/api/messages', handle, operation };
}

function sandboxRoutes(sandbox: NonNullable<ServerParts['sandbox']>): Route[] {
  const methods: Route['method'][] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  const handle = async (req: Request, res: Response): Promise<void> => {
    invite(req, res);
    await sandbox(req, res);
  };
  return ['/sandbox', '/sandbox/*'].flatMap(path => methods.map(method => ({ method, path, handle })));
}

function mount(server: Server, { method, path, handle }: Route): void {
  const handler: RequestHandler = async (req, res) => {
    await handle(req, res);
    // restify would answer for a handler that forgot to, in a form of its own.
    if (!res.headersSent && !res.destroyed) throw new Error('The handler did not answer.');
  };
  const mounts = {
    GET: server.get,
    HEAD: server.head,
    POST: server.post,
    PUT: server.put,
    PATCH: server.patch,
    DELETE: server.del,
    OPTIONS: server.opts,
  };
  mounts[method].call(server, path, handler);
}

/** restify 12 logs by pino, while its types still ask for bunyan; it logs nothing of ours below a warning. */
function restifyLog(log: Logger): { log: NonNullable<restify.ServerOptions['log']> } {
  const quiet: unknown = log.child({}, { level: log.isLevelEnabled('warn') ? 'warn' : log.level });
  return { log: quiet as NonNullable<restify.ServerOptions['log']> };
}
