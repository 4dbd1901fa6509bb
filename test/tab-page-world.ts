import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { Home, HomeEvent } from '#api/home/contract.ts';
import type { Me } from '#api/me/contract.ts';
import { tabPolicy } from '#api/security-headers.ts';
import { homeOf, someone } from './tab-page-samples.ts';

export const dist = path.resolve(import.meta.dirname, '../tab/dist');

type Refused = { status: number; code: string; detail?: string };
type Answers = {
  me: Me | Refused;
  home: Home | Refused | 'never';
  changes: 'stream' | 'refused';
  act: 'done' | Refused;
};

/** A small server in the product's place, whose answers a test sets, and Teams around the tab. */
export type TabServer = {
  origin: string;
  answers: Answers;
  /** What was asked for, as `METHOD path`. */
  asked: string[];
  /** Tells the open tabs that something has changed. */
  changed: () => void;
  dropStreams: () => void;
  close: () => Promise<void>;
};

/** Answers what is not of Home; @returns whether it has. */
export type Also = (req: IncomingMessage, res: ServerResponse, path: string) => Promise<boolean> | boolean;

export async function openTabServer(also: Also = () => false): Promise<TabServer> {
  if (!existsSync(dist)) throw new Error('The tab is not built; `npm test` builds it first.');
  const streams = new Set<ServerResponse>();
  const answers: Answers = { me: someone, home: homeOf(), changes: 'stream', act: 'done' };
  const asked: string[] = [];
  const json = (res: ServerResponse, body: unknown) => {
    // restify, once loaded, lets writeHead answer nothing.
    res.writeHead(200, { 'content-type': 'application/json' });
    return res.end(JSON.stringify(body));
  };
  const answer = (res: ServerResponse, body: object) => {
    if (!('code' in body)) return json(res, body);
    const { status } = body as Refused;
    res.writeHead(status, { 'content-type': 'application/problem+json' });
    return res.end(JSON.stringify({ detail: 'Because.', requestId: '5d1c2a70-9a4e', ...body }));
  };

  const server = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
    if (pathname === '/host') {
      res.writeHead(200, { 'content-type': 'text/html' });
      return res.end(hostPage(searchParams));
    }
    if (pathname.startsWith('/tab')) return sendTab(pathname, res);
    asked.push(`${req.method} ${pathname}`);
    if (req.headers.authorization !== 'Bearer the-token') return answer(res, { status: 401, code: 'unauthorized' });
    if (pathname === '/api/me') return answer(res, answers.me);
    if (pathname === '/api/home') return answers.home === 'never' ? undefined : answer(res, answers.home);
    if (pathname === '/api/home/changes') {
      if (answers.changes === 'refused') return answer(res, { status: 404, code: 'not-found' });
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(': open\n\n');
      streams.add(res);
      return res.on('close', () => streams.delete(res));
    }
    if (await also(req, res, pathname)) return;
    const [, id = '', verb = ''] = /^\/api\/home\/notifications\/([^/]+)\/([\w-]+)$/.exec(pathname) ?? [];
    if (answers.act !== 'done') return answer(res, answers.act);
    let body = '';
    for await (const chunk of req) body += chunk;
    return json(res, act(answers, decodeURIComponent(id), verb, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    origin: `http://localhost:${address.port}`,
    answers,
    asked,
    changed: () => {
      for (const stream of streams) stream.write('event: changed\ndata:\n\n');
    },
    dropStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function sendTab(pathname: string, res: ServerResponse): Promise<void> {
  const asset = /^\/tab\/assets\/([\w.-]+)$/.exec(pathname)?.[1];
  if (asset !== undefined) {
    res.writeHead(200, { 'content-type': asset.endsWith('.css') ? 'text/css' : 'text/javascript' });
    res.end(await readFile(path.join(dist, 'assets', asset)));
    return;
  }
  const html = await readFile(path.join(dist, 'index.html'), 'utf8');
  const policy = tabPolicy({ nonce: 'bm9uY2U=', sandbox: true });
  res.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
  res.end(html.replaceAll('__NONCE__', 'bm9uY2U='));
}

function act(answers: Answers, id: string, verb: string, body: string): HomeEvent {
  const { home } = answers;
  if (typeof home !== 'object' || 'code' in home) throw new Error('There is no Home to act on.');
  const event = [...home.needsYou, ...home.latest].find(({ notification }) => notification === id);
  if (!event) throw new Error(`There is no notification ${id}.`);
  const { reviewed: _r, snoozedUntil: _s, ...open } = event;
  const after: HomeEvent =
    verb === 'review'
      ? { ...event, reviewed: { byName: someone.displayName, byMe: true, at: new Date().toISOString() } }
      : verb === 'snooze'
        ? { ...event, snoozedUntil: JSON.parse(body).until }
        : open;
  const latest = home.latest.map(other => (other.notification === id ? after : other));
  const needsYou = latest.filter(({ reviewed, snoozedUntil }) => !reviewed && !snoozedUntil);
  answers.home = { ...home, latest, needsYou, needsYouTotal: needsYou.length };
  return after;
}

/**
 * Teams around the tab, as teams-js 2.58 speaks with it: a page of the same origin may be its host. It keeps what it is
 * asked in `window.calls`.
 */
export function hostPage(options: URLSearchParams, tabUrl = ''): string {
  const given = JSON.stringify({ tabUrl, ...Object.fromEntries(options) });
  return `<!doctype html><title>Host</title><body style="margin:0">
<iframe id="tab" title="Wintro" style="border:0;width:100%;height:100vh;display:block"></iframe>
<script>
const given = ${given};
const frame = document.getElementById('tab');
window.calls = [];
window.tell = (func, args) => frame.contentWindow.postMessage({ func, args }, '*');
addEventListener('message', ({ data, source }) => {
  if (source !== frame.contentWindow || !data || !data.func) return;
  calls.push({ func: data.func, args: data.args });
  if (given.silent) return;
  const reply = (...args) => source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, '*');
  if (data.func === 'initialize')
    reply('content', 'desktop', JSON.stringify({ apiVersion: 4, supports: { pages: { backStack: {} }, authentication: {} } }), '2.0.1');
  if (data.func === 'getContext')
    reply({ theme: given.theme || 'default', locale: given.locale || 'en-GB', entityId: 'home', subEntityId: given.place || '',
      tid: given.tenant || '11111111-2222-4333-8444-555555555555', userObjectId: 'o', hostClientType: 'desktop' });
  if (data.func === 'authentication.getAuthToken')
    given.noToken ? reply(false, 'resourceRequiresConsent') : reply(true, given.token || 'the-token');
});
frame.src = given.tabUrl || '/tab/home' + (given.query || '');
</script>`;
}

export type Tab = {
  page: Page;
  frame: Frame;
  faults: string[];
  calls: () => Promise<string[]>;
  /** Waits until the live region has said this; what it says goes after a while. */
  heard: (text: string) => Promise<void>;
  /** All that it has said so far. */
  said: () => Promise<string[]>;
  close: () => Promise<void>;
};

/** Opens the tab in the host. `faults` has what the console complained of, but for refused requests. */
export async function openTab(
  browser: Browser,
  server: TabServer,
  options: Record<string, string> = {},
  context: BrowserContextOptions = {},
): Promise<Tab> {
  // axe asks for a context of its own.
  const own = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
  const page = await own.newPage();
  const faults = watch(page);
  await page.addInitScript(keepSaid);
  await page.goto(`${server.origin}/host?${new URLSearchParams(options)}`);
  const frame = page.frames()[1];
  if (!frame) throw new Error('The host shows no tab.');
  const calls = () => page.evaluate('window.calls.map(call => call.func)') as Promise<string[]>;
  const heard = async (text: string) => {
    await frame.waitForFunction(
      wanted => Reflect.get(window, 'said').some((line: string) => line.includes(wanted)),
      text,
    );
  };
  const said = () => frame.evaluate(() => Reflect.get(window, 'said') as string[]);
  return { page, frame, faults, calls, heard, said, close: () => own.close() };
}

/** How far the tab can be scrolled sideways, in px. */
export const sideways = (tab: Tab): Promise<number> =>
  tab.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Runs in the page. */
function keepSaid(): void {
  const said: string[] = [];
  Reflect.set(window, 'said', said);
  new MutationObserver(changes => {
    for (const { target, addedNodes } of changes)
      if (target instanceof Element && target.role === 'status')
        for (const node of addedNodes) said.push(node.textContent ?? '');
  }).observe(document, { childList: true, subtree: true });
}

/** The Microsoft address that teams-js asks for at its import fails here; it copes. */
export function watch(page: Page): string[] {
  const faults: string[] = [];
  void page.route('https://res.cdn.office.net/**', route => route.abort());
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => {
    const expected = /Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !expected) faults.push(message.text());
  });
  return faults;
}
