import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../test/browser.ts';
import { dist, openTabServer } from '../test/tab-page-world.ts';
import { root } from './child.ts';
import { makeScratch } from './starts.ts';
import { medians } from './statistics.ts';
import { buildHello, serve } from './tab-hello.ts';
import { type Size, sizeOf } from './tab-sizes.ts';

type Times = { firstPaintMs: number; contentMs: number };
type Visit = { url: string; content: string };

const slowdowns = [1, 4];

const entries = {
  'Home in Teams: all of the first view': ['index.html', 'home/Home.tsx', 'words/en.ts', 'teams.ts'],
  'Home without teams-js': ['index.html', 'home/Home.tsx', 'words/en.ts'],
  'page for who cannot go on': ['index.html', 'Stops.tsx', 'words/en.ts'],
  'entry alone': ['index.html'],
};

/** Sizes and times of the tab, beside a plain Fluent page that is built and shown in the same run. */
export async function benchTab(rounds: number, progress: (line: string) => void): Promise<void> {
  progress('building a plain Fluent page');
  const helloFolder = await buildHello(makeScratch());
  const sizes: Record<string, Size> = Object.fromEntries([
    ...Object.entries(entries).map(([name, chunks]) => [name, sizeOf(dist, chunks)]),
    ['plain Fluent page', sizeOf(helloFolder, ['index.html'])],
  ]);
  const hello = await serve(helloFolder);
  const tab = await openTabServer();
  const browser = await openBrowser();
  const visits: Record<string, Visit> = {
    'Home in Teams': { url: `${tab.origin}/host`, content: 'dl' },
    'plain Fluent page': { url: `${hello.origin}/`, content: 'button' },
  };
  const measured: Record<string, Times[]> = {};
  try {
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, visit] of Object.entries(visits))
        for (const slowdown of slowdowns) {
          if (round > 0) progress(`${name}, CPU ${slowdown}x slower, ${round} of ${rounds}`);
          const times = await show(browser, visit, slowdown);
          // The first of each warms the caches of the machine.
          const line = `${name}, CPU ${slowdown}x`;
          if (round > 0) measured[line] = [...(measured[line] ?? []), times];
        }
  } finally {
    await browser.close();
    await tab.close();
    hello.server.close();
    rmSync(path.dirname(helloFolder), { recursive: true, force: true });
  }
  const times = Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, medians(all)]));
  console.log(table(sizes, times));
  const machine = { node: process.version, processors: os.cpus().length };
  const file = path.join(root, 'bench', 'results', `tab-${new Date().toISOString().replaceAll(':', '-')}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ machine, sizes, times, rounds: measured }, undefined, 2));
  console.log(`\nwritten to ${path.relative(process.cwd(), file)}`);
}

/** Opens the page with empty caches; times count from the beginning of the navigation, in Teams from that of Teams. */
async function show(browser: Browser, { url, content }: Visit, slowdown: number): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.route('https://res.cdn.office.net/**', route => route.abort());
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(selector => {
    const look = (): void => {
      if (!document.querySelector(selector)) return;
      watcher.disconnect();
      requestAnimationFrame(() => performance.mark('content'));
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { childList: true, subtree: true });
  }, content);
  await page.goto(url);
  const frame = page.frames()[1] ?? page.mainFrame();
  await frame.waitForFunction(() => performance.getEntriesByName('content').length > 0);
  const begunMs = await page.evaluate(() => performance.timeOrigin);
  const marks = await frame.evaluate(() => ({
    origin: performance.timeOrigin,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    content: performance.getEntriesByName('content')[0]?.startTime ?? Number.NaN,
  }));
  await context.close();
  const offsetMs = marks.origin - begunMs;
  return { firstPaintMs: offsetMs + marks.paint, contentMs: offsetMs + marks.content };
}

function table(sizes: Record<string, Size>, times: Record<string, Times>): string {
  const width = Math.max(...[...Object.keys(sizes), ...Object.keys(times)].map(name => name.length));
  const row = (name: string, ...cells: string[]): string =>
    [name.padEnd(width), ...cells.map(cell => cell.padStart(12))].join('');
  const kb = (value: number): string => `${value.toFixed(1)} kB`;
  const ms = (value: number): string => `${Math.round(value)} ms`;
  return [
    row('', 'raw', 'gzip', 'brotli'),
    ...Object.entries(sizes).map(([name, size]) => row(name, kb(size.rawKb), kb(size.gzipKb), kb(size.brotliKb))),
    '',
    row('median', 'first paint', 'content'),
    ...Object.entries(times).map(([name, time]) => row(name, ms(time.firstPaintMs), ms(time.contentMs))),
  ].join('\n');
}
