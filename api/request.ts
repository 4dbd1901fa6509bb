import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response, Route } from 'restify';

export type RequestState = {
  id: string;
  log: Logger;
  /** Set once the request has shown whose it is. */
  organization?: string;
  /** Why it was refused, if it was. */
  refused?: string;
};

export type Finished = { method: string; route: string; status: number; ms: number };

const states = new WeakMap<IncomingMessage, RequestState>();
const saneId = /^[\w.-]{8,64}$/;
/** What nginx and others log for a client that left before its answer. */
const closedByClient = 499;
const probes = new Set(['/healthz', '/readyz', '/metrics']);

/** What is known of a request that `beginRequest` has seen. @throws when it has not. */
export function requestState(req: IncomingMessage): RequestState {
  const state = states.get(req);
  if (!state) throw new Error('The request was not begun.');
  return state;
}

/** Gives a request its id and, once it is over, its one line in the log. */
export function beginRequest(req: Request, res: Response, log: Logger, finished: (seen: Finished) => void): void {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && saneId.test(given) ? given : randomUUID();
  const state: RequestState = { id, log: log.child({ requestId: id }) };
  states.set(req, state);
  res.setHeader('X-Request-Id', id);
  const startedAt = performance.now();
  res.once('close', () => {
    const seen = {
      method: req.method ?? '',
      route: routePattern(req),
      status: res.writableFinished ? res.statusCode : closedByClient,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
    };
    finished(seen);
    const { organization, refused } = state;
    const line = { ...seen, ...(organization ? { organization } : {}), ...(refused ? { refused } : {}) };
    if (probes.has(seen.route) && seen.status < 400) state.log.debug(line, 'request');
    else state.log.info(line, 'request');
  });
}

/** The pattern of the route, never the address: paths and queries carry tokens. */
function routePattern(req: Request): string {
  const route: Route | undefined = req.getRoute();
  return route ? String(route.path) : 'none';
}
