import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { openTab, type Tab, type TabServer } from './tab-page-world.ts';

/**
 * What suites of the tab have in common: one browser, a server for each test, and at most one tab that stays open for the
 * length of a test and in which nothing may be complained of.
 */
export function tabSuite<Server extends TabServer>(openServer: () => Promise<Server>) {
  let browser: Browser;
  let server: Server;
  let tab: Tab | undefined;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    server = await openServer();
  });
  afterEach(async () => {
    const open = tab;
    tab = undefined;
    await open?.close();
    await server.close();
    if (open) assert.deepEqual(open.faults, []);
  });

  return {
    get server(): Server {
      return server;
    },
    /** The one that stays open. */
    get tab(): Tab {
      if (!tab) throw new Error('No tab is open yet.');
      return tab;
    },
    /** As a server begins: what was done in one theme must not be seen in the next. */
    async begin(): Promise<void> {
      await server.close();
      server = await openServer();
    },
    async open(options: Record<string, string> = {}): Promise<Tab> {
      tab = await openTab(browser, server, options);
      return tab;
    },
    /** One that the test closes itself. */
    show: (options: Record<string, string>, context: BrowserContextOptions): Promise<Tab> =>
      openTab(browser, server, options, context),
  };
}
