import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { homeOf, someone } from './tab-page-samples.ts';
import { openTab, openTabServer, type Tab, type TabServer, watch } from './tab-page-world.ts';

const tenant = '0e2f0b0a-aaaa-4bbb-8ccc-0123456789ab';

describe('the tab for somebody who cannot go on', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: TabServer;
  let tab: Tab | undefined;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    server = await openTabServer();
    tab = undefined;
  });
  afterEach(async () => {
    await tab?.close();
    await server.close();
    assert.deepEqual(tab?.faults ?? [], []);
  });

  const stop = async (title: string, options: Record<string, string> = {}): Promise<Tab> => {
    tab = await openTab(browser, server, options);
    await tab.frame.getByRole('heading', { name: title, level: 1 }).waitFor();
    await titled(tab, title);
    await tab.frame.getByRole('navigation').waitFor({ state: 'detached' });
    return tab;
  };
  const titled = ({ frame }: Tab, title: string) =>
    frame.waitForFunction(wanted => document.title === wanted, `${title} – Wintro`);

  it('says to whom to send what when the company is not connected', async () => {
    server.answers.me = { status: 401, code: 'no-organization' };
    server.answers.home = { status: 401, code: 'no-organization' };
    const { frame } = await stop('Your company is not connected yet', { tenant });
    await frame.getByText('Before Wintro works in a company, its IT must approve it once.').waitFor();
    const message = await frame.getByLabel('Message to send').inputValue();
    assert.ok(message.includes(tenant) && message.includes('IT must approve'));
    await frame.getByRole('button', { name: 'Copy message' }).click();
    await frame
      .getByText(/^(Copied|Select the text)/)
      .first()
      .waitFor();
  });

  it('goes on once the company is connected', async () => {
    server.answers.me = { status: 401, code: 'no-organization' };
    server.answers.home = { status: 401, code: 'no-organization' };
    const { frame } = await stop('Your company is not connected yet');
    await frame.getByRole('button', { name: 'Check again' }).click();
    await frame.getByText('Nothing has changed yet.').first().waitFor();
    server.answers.me = someone;
    server.answers.home = homeOf();
    await frame.getByRole('button', { name: 'Check again' }).click();
    const heading = frame.getByRole('heading', { name: 'Home', level: 1 });
    await heading.waitFor();
    await frame.waitForFunction(() => document.activeElement?.tagName === 'H1');
  });

  it('says whom to ask when the person is not known', async () => {
    server.answers.me = { status: 401, code: 'unknown-person' };
    const { frame } = await stop('We do not know you yet');
    await frame.getByText('Write “hello” to the Wintro bot in Teams').waitFor();
  });

  it('says so when the account is switched off, also while Home is open', async () => {
    tab = await openTab(browser, server);
    await tab.frame.getByText('Live', { exact: true }).waitFor();
    server.answers.me = { status: 401, code: 'inactive' };
    server.answers.home = { status: 401, code: 'inactive' };
    server.changed();
    await tab.frame.getByRole('heading', { name: 'Your account is switched off', level: 1 }).waitFor();
    await tab.frame.getByText('Sam Roth').first().waitFor({ state: 'detached' });
  });

  it('tells why Teams could not sign the person in, by its own word', async () => {
    const { frame } = await stop('Teams could not sign you in', { noToken: 'yes' });
    await frame.getByText('Details', { exact: true }).click();
    await frame.getByText('resourceRequiresConsent').waitFor();
    assert.deepEqual(server.asked, []);
  });

  it('asks once more with a fresh token before it gives up, and names the request', async () => {
    const { frame } = await stop('Teams could not sign you in', { token: 'stale' });
    assert.equal(server.asked.filter(line => line === 'GET /api/me').length, 2);
    await frame.getByText('Details', { exact: true }).click();
    await frame.getByText('Request id: 5d1c2a70-9a4e').first().waitFor();
  });

  it('tells an employee that Home is for recruiters', async () => {
    server.answers.me = { ...someone, role: 'member' };
    server.answers.home = { status: 403, code: 'forbidden' };
    const { frame } = await stop('Home is for recruiters');
    await frame.getByText('You are signed in as Amara Okafor of Contoso.').waitFor();
  });

  it('waits no longer than three seconds for Teams, and can be loaded again', async () => {
    // A slow machine has its own seconds, so the page's clock is moved by hand.
    const context = await browser.newContext();
    await context.clock.install({ time: 0 });
    await context.clock.pauseAt(1000);
    const page = await context.newPage();
    const faults = watch(page);
    await page.goto(`${server.origin}/host?silent=yes`);
    await page.waitForFunction(() =>
      Reflect.get(window, 'calls').some((call: { func: string }) => call.func === 'initialize'),
    );
    const frame = page.frameLocator('iframe');
    const silent = frame.getByRole('heading', { name: 'Teams does not answer', level: 1 });
    await context.clock.runFor(2500);
    await frame.getByRole('navigation').waitFor();
    await context.clock.runFor(600);
    await frame.getByRole('navigation').waitFor({ state: 'detached' });
    await context.clock.resume();
    await silent.waitFor();
    const again = page.waitForRequest(request => request.url().endsWith('/tab/home'));
    await frame.getByRole('button', { name: 'Try again' }).click();
    await again;
    assert.deepEqual(faults, []);
    await context.close();
  });

  it('shows the way to Teams in a browser, without asking Microsoft anything', async () => {
    const page = await browser.newPage();
    const faults = watch(page);
    const addresses: string[] = [];
    page.on('request', request => addresses.push(request.url()));
    await page.goto(`${server.origin}/tab/home`);
    await page.getByRole('heading', { name: 'Open Wintro in Teams' }).waitFor();
    await page.getByText('Open Microsoft Teams with your work account.').waitFor();
    assert.deepEqual(faults, []);
    assert.deepEqual(
      addresses.filter(address => !address.startsWith(server.origin) || address.includes('teams-')),
      [],
    );
    assert.deepEqual(server.asked, ['GET /api/me']);
    await page.close();
  });

  it('says so when an address leads nowhere, with the way home', async () => {
    tab = await openTab(browser, server, { place: 'no/such/page' });
    await tab.frame.getByRole('heading', { name: 'This page is not here' }).waitFor();
    await tab.frame.getByRole('link', { name: 'Go to Home' }).click();
    await tab.frame.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    await titled(tab, 'Home');
    await tab.frame.waitForURL('**/tab/home');
  });

  it('tries again when the server cannot be reached at first', async () => {
    server.answers.me = { status: 503, code: 'unavailable' };
    tab = await openTab(browser, server);
    await tab.frame.getByRole('main').getByText('Home could not be loaded.').waitFor();
    server.answers.me = someone;
    await tab.frame.getByRole('button', { name: 'Try again' }).click();
    await tab.frame.getByText('Sam Roth referred for Platform Engineer').first().waitFor();
  });
});
