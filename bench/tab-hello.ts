import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';
import { root } from './child.ts';

/** The least that a page in Fluent can be: the provider, one theme, a heading and a button. */
const source = `
import { Button, FluentProvider, teamsLightTheme } from '@fluentui/react-components';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
const page = createElement(FluentProvider, { theme: teamsLightTheme }, createElement('h1', null, 'Hello'), createElement(Button, null, 'Hello'));
createRoot(document.getElementById('root')).render(page);
`;
const html = '<!doctype html><title>Hello</title><div id="root"></div><script type="module" src="./main.js"></script>';

/** Builds that page as the tab is built. @returns the folder of the build. */
export async function buildHello(scratch: string): Promise<string> {
  const folder = mkdtempSync(path.join(scratch, 'hello-'));
  writeFileSync(path.join(folder, 'main.js'), source);
  writeFileSync(path.join(folder, 'index.html'), html);
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: { target: 'es2023', modulePreload: { polyfill: false }, manifest: true },
    resolve: { preserveSymlinks: true },
    cacheDir: path.join(root, '.data', 'bench', 'vite'),
  });
  return path.join(folder, 'dist');
}

/** Serves a folder as it is. */
export async function serve(folder: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((req, res) => {
    const name = req.url === '/' ? 'index.html' : path.normalize(req.url ?? '').replace(/^[/.]+/, '');
    res.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html');
    res.end(readFileSync(path.join(folder, name)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}
