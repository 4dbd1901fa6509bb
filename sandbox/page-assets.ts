import { readFile, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';
import { Refusal } from './http/answer.ts';

const folder = join(import.meta.dirname, 'page');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

export type Assets = { send: (method: string, path: string, res: ServerResponse) => Promise<void> };

/** The page and what it loads. TypeScript is served as JavaScript, its types replaced by spaces. */
export function createAssets(): Assets {
  const stripped = new Map<string, { changedMs: number; text: string }>();
  const require = createRequire(import.meta.url);
  const cards: Record<string, string> = {
    'adaptivecards.js': require.resolve('adaptivecards/dist/adaptivecards.min.js'),
    'adaptivecards.css': require.resolve('adaptivecards/dist/adaptivecards.css'),
  };

  function fileOf(path: string): string {
    if (path === '/sandbox') return join(folder, 'index.html');
    const name = /^\/sandbox\/assets\/([\w-]+(?:\/[\w-]+)*\.(?:css|js|ts|svg|png))$/.exec(path)?.[1];
    if (name === undefined) throw missing(path);
    return cards[name] ?? join(folder, name);
  }

  async function readScript(file: string, changedMs: number): Promise<string> {
    const held = stripped.get(file);
    if (held?.changedMs === changedMs) return held.text;
    const text = strip(await readFile(file, 'utf8'));
    stripped.set(file, { changedMs, text });
    return text;
  }

  return {
    async send(method, path, res) {
      if (path === '/sandbox/') {
        // Apart, since restify, once loaded, has writeHead answer nothing.
        res.writeHead(308, { location: '/sandbox' });
        res.end();
        return;
      }
      const file = fileOf(path);
      if (method !== 'GET' && method !== 'HEAD') throw new Refusal(405, 'Not by this method.', { allow: 'GET, HEAD' });
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) throw missing(path);
      const body = file.endsWith('.ts') ? await readScript(file, found.mtimeMs) : await readFile(file);
      res.writeHead(200, {
        ...headers,
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-length': String(Buffer.byteLength(body)),
      });
      res.end(method === 'HEAD' ? undefined : body);
    },
  };
}

function missing(path: string): Refusal {
  return new Refusal(404, `The sandbox has nothing at ${path}.`);
}

/** Node warns once that stripping is experimental, which would stand in the middle of what a newcomer reads. */
function strip(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
