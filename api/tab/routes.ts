import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'restify';
import { DomainError } from '#core/errors.ts';
import type { Config } from '#env/config.ts';
import { answer } from '../answer.ts';
import { getAndHead } from '../operations.ts';
import { page } from '../pages/page.ts';
import type { Route } from '../route.ts';
import { tabPolicy, textPolicy } from '../security-headers.ts';
import { chooseCoding, createAssets } from './assets.ts';

/** Where `vite build` puts the tab. */
const builtTab = path.join(import.meta.dirname, '..', '..', 'tab', 'dist');

/** vite writes the names of its assets after their content. */
const forEver = 'public, max-age=31536000, immutable';
const placeholder = '__NONCE__';

/** The tab: one page for every place in it, with a nonce of its own each time, and its files. */
export function tabRoutes(config: Config, folder = builtTab): Route[] {
  const { APP_NAME, SUPPORT_EMAIL, sandbox } = config;
  const asset = createAssets(path.join(folder, 'assets'));
  const showTab = async (_req: Request, res: Response): Promise<void> => {
    const html = await readFile(path.join(folder, 'index.html'), 'utf8').catch(unlessMissing);
    if (html === undefined) {
      res.setHeader('Content-Security-Policy', textPolicy({ sandbox }));
      answer(res, 503, 'text/html; charset=utf-8', page({ APP_NAME, SUPPORT_EMAIL }, notBuilt));
      return;
    }
    const nonce = randomBytes(18).toString('base64');
    res.setHeader('Content-Security-Policy', tabPolicy({ nonce, sandbox }));
    answer(res, 200, 'text/html; charset=utf-8', html.replaceAll(placeholder, nonce));
  };
  const sendAsset = async (req: Request, res: Response): Promise<void> => {
    const found = await asset(String(req.params['*'] ?? ''));
    if (!found) throw new DomainError('not-found', 'There is nothing at this address.');
    const coding = chooseCoding(String(req.headers['accept-encoding'] ?? ''), found.coded);
    const bytes = (coding && found.coded[coding]) ?? found.plain;
    res.sendRaw(200, bytes, {
      'Content-Type': found.mediaType,
      'Content-Length': String(bytes.length),
      'Cache-Control': forEver,
      Vary: 'Accept-Encoding',
      ...(coding ? { 'Content-Encoding': coding } : {}),
    });
  };
  return [...getAndHead('/tab', showTab), ...getAndHead('/tab/*', showTab), ...getAndHead('/tab/assets/*', sendAsset)];
}

const notBuilt = {
  title: 'The tab is not built',
  body: `<h1>The tab is not built</h1>
<p>The tab is not built: run <code>npm start</code>, which builds it and starts the server.</p>`,
};

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
