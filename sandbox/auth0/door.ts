import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, sendAnswer } from '../http/answer.ts';
import { createRoutes, type Route } from '../http/routes.ts';
import { refuse } from './refusal.ts';
import type { TokenRoute } from './token.ts';

type Parts = {
  token: TokenRoute;
  /** Of the Management API; each needs a token. */
  routes: Route[];
  /** What lies outside of it: the files of exports. Whether it answered. */
  files: (url: URL, res: ServerResponse) => boolean;
};

/** Lets requests in: each by its token, its scope and the rate limit, as Auth0 does. */
export function createDoor({ token, routes, files }: Parts) {
  const find = createRoutes([token, ...routes]);
  const heard: string[] = [];
  let hook: (line: string) => void = () => {};
  let rate: { left: number; allowed: number; resetAt: number } | undefined;

  /** Source: Auth0 page "Management API Endpoint Rate Limits": the headers are on every answer. */
  function spend(res: ServerResponse): Answer | undefined {
    if (!rate) return undefined;
    if (Date.now() >= rate.resetAt * 1000) rate = undefined;
    else rate.left--;
    if (!rate) return undefined;
    res.setHeader('x-ratelimit-limit', String(rate.allowed));
    res.setHeader('x-ratelimit-remaining', String(Math.max(rate.left, 0)));
    res.setHeader('x-ratelimit-reset', String(rate.resetAt));
    return rate.left < 0 ? refuse(429, 'Too Many Requests', 'Global limit has been reached') : undefined;
  }

  function check(req: IncomingMessage): Answer | undefined {
    const [, bearer = ''] = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '') ?? [];
    const scopes = token.scopesOf(bearer);
    if (bearer === '') return refuse(401, 'Unauthorized', 'Missing authentication');
    if (!scopes) return refuse(401, 'Unauthorized', 'Expired token received for JSON Web Token validation');
    if (!scopes.includes('read:users'))
      return refuse(403, 'Forbidden', 'Insufficient scope, expected any of: read:users');
    return undefined;
  }

  return {
    heard,
    limit(allowed: number, resetAt: number) {
      rate = { left: allowed, allowed, resetAt };
    },
    before(given: (line: string) => void) {
      hook = given;
    },
    async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
      const url = new URL(req.url ?? '/', 'http://127.0.0.1');
      const line = `${req.method} ${url.pathname}${url.search}`;
      heard.push(line);
      try {
        hook(line);
      } catch {
        req.socket.destroy();
        return;
      }
      if (files(url, res)) return;
      const found = find(req.method ?? 'GET', url.pathname);
      if (found?.kind !== 'route') return sendAnswer(res, refuse(404, 'Not Found', 'Not Found'));
      const refused = found.route.path === token.path ? undefined : (spend(res) ?? check(req));
      if (refused) return sendAnswer(res, refused);
      await found.route.handle({ req, res, url, param: found.param });
    },
  };
}
