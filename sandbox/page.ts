import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, sendFailure } from './http/answer.ts';
import { createRoutes } from './http/routes.ts';
import { type PageParts, pageRoutes } from './page-api.ts';
import { createAssets } from './page-assets.ts';
import { createChanges } from './page-changes.ts';
import { readPageState } from './page-state.ts';

export type Page = { handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>; stop: () => void };

const apiPath = '/sandbox/api';

/** Everything under /sandbox on the product's origin. */
export function createPage(parts: PageParts): Page {
  const changes = createChanges(parts.store, () => readPageState(parts));
  const find = createRoutes(pageRoutes(parts, changes));
  const assets = createAssets();

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const method = req.method ?? 'GET';
    if (!url.pathname.startsWith(`${apiPath}/`)) return assets.send(method, url.pathname, res);
    const found = find(method, url.pathname.slice(apiPath.length));
    if (!found) throw new Refusal(404, `The sandbox has nothing at ${url.pathname}.`);
    if (found.kind === 'method') throw new Refusal(405, 'Not by this method.', { allow: found.allow.join(', ') });
    await found.route.handle({ req, res, url, param: found.param });
  }

  return {
    handle: (req, res) => answer(req, res).catch(error => sendFailure(res, error)),
    stop: changes.stop,
  };
}
