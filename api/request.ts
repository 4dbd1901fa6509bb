import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response, Route } from 'restify';

export type RequestState = {
  id: string;
  /** Made when it is first asked for: most requests log nothing but their one line. */
  readonly log: Logger;
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

/** What writes the one line of each request: none of its fields can hold a secret, so none is looked for. */
export function requestLines(log: Logger): Logger {
  return log.child({}, { redact: [] });
}

/** Gives a request its id and, once it is over, its one line in the log. */
export function beginRequest(
  req: Request,
  res: Response,
  { log, lines, finished }: { log: Logger; lines: Logger; finished: (seen: Finished) => void },
): void {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && saneId.test(given) ? given : randomUUID();
  const state = newState(id, log);
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
    const line = { requestId: id, ...seen, ...(organization ? { organization } : {}), ...(refused ? { refused } : {}) };
    if (probes.has(seen.route) && seen.status < 400) lines.debug(line, 'request');
    else lines.info(line, 'request');
  });
}

function newState(id: string, log: Logger): RequestState {
  let own: Logger | undefined;
  return {
    id,
    get log() {
      own ??= log.child({ requestId: id });
      return own;
    },
  };
}

/** The pattern of the route, never the address: paths and queries carry tokens. */
function routePattern(req: Request): string {
  const route: Route | undefined = req.getRoute();
  return route ? String(route.path) : 'none';
}
