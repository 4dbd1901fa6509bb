import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '#sandbox/start.ts';
import { openBrowser } from './browser.ts';
import { until } from './company.ts';
import { bot } from './sandbox-world.ts';
import { type ScimTarget, startScimTarget, targetToken } from './scim-target.ts';

describe('the Directory panel in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let sandbox: Sandbox;
  let product: Server;
  let target: ScimTarget;
  let origin: string;
  let page: Page;
  let faults: string[];

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  beforeEach(async () => {
    target = await startScimTarget();
    product = createServer(async (req, res) => {
      if (req.url?.startsWith('/sandbox')) return sandbox.handle(req, res);
      res.writeHead(200);
      res.end('{}');
    });
    product.listen(0, '127.0.0.1');
    await once(product, 'listening');
    const address = product.address();
    if (typeof address !== 'object' || address === null) throw new Error('not listening');
    origin = `http://localhost:${address.port}`;
    sandbox = await startSandbox({ port: 0, bot, productUrl: origin, loadCompany: async () => ({ apiKey: 'key' }) });
  });
  afterEach(async () => {
    await page.context().close();
    await sandbox.stop();
    await target.stop();
    product.close();
    product.closeAllConnections();
  });

  async function open(width = 1280, theme = 'light'): Promise<void> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    faults = [];
    page.on('console', message => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', error => faults.push(error.message));
    await page.addInitScript(name => localStorage.setItem('sandbox-theme', name), theme);
    await page.goto(`${origin}/sandbox`);
    await page.getByRole('button', { name: /Load a sample company/ }).click();
    await page.locator('.switch-item[data-view=directory]').click();
    await page.getByText('Admin credentials').waitFor();
  }

  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  const part = (name: string) => page.locator('.segments').getByRole('button', { name, exact: true }).click();
  const said = () => page.locator('.outcome .notice').first();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

  async function connect(): Promise<void> {
    await page.getByLabel('Tenant URL').fill(target.url);
    await page.getByLabel('Secret token').fill(targetToken);
    await press('Test Connection');
    await page.getByText('The supplied credentials are authorized to enable provisioning.').waitFor();
  }

  async function runCycle(): Promise<string> {
    await press('Run a cycle');
    return (await page.locator('[data-end]').textContent()) ?? '';
  }

  async function assertClean(state: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target: at }) => at).join(', ')}`);
    assert.deepEqual(found, [], state);
    const wide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.tools, .panel, .switch')]
        .filter(element => element.scrollWidth > element.clientWidth + 1)
        .map(element => element.className || element.tagName),
    );
    assert.deepEqual(wide, [], `${state}: scrolls sideways`);
  }

  it('prefills the tenant URL, and says in words what a connection test ran into', async () => {
    await open();
    assert.equal(await page.getByLabel('Tenant URL').inputValue(), `${origin}/api/scim/v2`);
    assert.match(
      (await page.locator('.command-line code').textContent()) ?? '',
      /^npm run wintro -- scim-token create --organization lindenpark\.example --provider entra$/,
    );
    await press('Test Connection');
    await said().getByText('Paste a secret token first.').waitFor();
    await page.getByLabel('Tenant URL').fill(target.url);
    await page.getByLabel('Secret token').fill('wrong');
    await press('Test Connection');
    await said().getByText('The product refused the token (401)').waitFor();
    await connect();
    assert.equal(await page.getByLabel('Secret token').inputValue(), '');
    await page.getByText('One is kept; it ends in “cret”.').waitFor();
    await press('What was asked');
    await page.getByText('GET /Users?filter=userName eq').waitFor();
  });

  it('runs a cycle with its progress, stops it, and keeps the focus', async () => {
    await open();
    await connect();
    await press(/^Load 5,000 people/);
    await page.getByText('The directory has at least 5,000 people now.').waitFor();
    await press('Run a cycle');
    await page.getByRole('progressbar', { name: 'The cycle' }).waitFor();
    assert.equal(await focused(), 'Stop');
    await page.getByText(/^People: \d+ of [\d,]+$/).waitFor();
    await page.getByText(/^\d+ created · /).waitFor();
    await press('Stop');
    await page.locator('[data-end=stopped]').getByText('Stopped.').waitFor();
    assert.equal(await focused(), 'Run a cycle');
    assert.deepEqual(faults, []);
  });

  it('shows each request and its answer in the log', async () => {
    await open();
    await connect();
    assert.match(await runCycle(), /Cycle 1 finished after .*: 11 created\./);
    await press('See the provisioning log');
    await page.locator('.list-row').filter({ hasText: 'Amara Okafor' }).click();
    await page.getByText('Created as id-').waitFor();
    await page.getByText('What was sent').click();
    await page.getByText('"userName": "amara.okafor@lindenpark.example"').first().waitFor();
    await press('The whole log');
    assert.match(await focused(), /^Amara Okafor/);
    await page.getByLabel('Find').fill('Wintro admins');
    await until(
      () => page.locator('.list-row').count(),
      count => count === 1,
    );
    assert.deepEqual(faults, []);
  });

  it('edits a person, provisions on demand, hires, and changes groups', async () => {
    await open();
    await connect();
    await part('People');
    await page.locator('.list-row').filter({ hasText: 'Leila Haddad' }).click();
    await page.getByLabel('Department').fill('Legal');
    await page.getByLabel('Account enabled').uncheck();
    await page.getByLabel('Add to a group').selectOption('Recruiters');
    await press('Save');
    await said().getByText('Saved.').waitFor();
    await press('Provision on demand');
    await page.locator('.detail').getByText('Create: Leila Haddad').waitFor();
    const [there] = target.users.values();
    assert.deepEqual([there?.displayName, there?.active], ['Leila Haddad', false]);
    await press('All people');
    await until(focused, text => text.startsWith('Leila Haddaddisabled'));
    await press('Hire somebody');
    await page.getByLabel('Given name').fill('Zoë');
    await page.getByLabel('Family name').fill('de Wit');
    assert.equal(await page.getByLabel('E-mail').inputValue(), 'zoe.dewit@lindenpark.example');
    await page.getByRole('button', { name: 'Hire', exact: true }).click();
    await page.getByRole('heading', { name: 'Zoë de Wit' }).waitFor();
    await page.locator('.people').getByText('Zoë de Wit').waitFor();
    await part('Groups');
    await page.locator('.list-row').filter({ hasText: 'Recruiters' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Hiring team');
    await press('Rename');
    await said().getByText('Recruiters is Hiring team now.').waitFor();
    await page.locator('.list-row').filter({ hasText: 'Hiring team' }).getByText('3 members').waitFor();
    assert.deepEqual(faults, []);
  });

  it('asks before everyone is unassigned by accident', async () => {
    await open();
    await connect();
    await runCycle();
    await press('Unassign everyone by accident');
    assert.equal(await focused(), 'Unassign');
    await page.getByText('Unassign 8 people from Wintro').waitFor();
    await press('Cancel');
    assert.equal(await focused(), 'Unassign everyone by accident');
    await press('Unassign everyone by accident');
    await page.getByRole('button', { name: 'Unassign', exact: true }).click();
    await page.getByText('8 people are unassigned.').waitFor();
    await press('Run a cycle');
    await page.locator('[data-end]').getByText('Cycle 2 finished').waitFor();
    assert.equal([...target.users.values()].filter(({ active }) => active !== false).length, 0);
  });

  for (const theme of ['light', 'dark', 'contrast'])
    for (const width of [1280, 320])
      it(`is accessible and never scrolls sideways at ${width} px, theme ${theme}`, async () => {
        await open(width, theme);
        await assertClean('before a token');
        await connect();
        target.meet(({ path }) => (path.includes('leila') ? { status: 400, body: { detail: 'No.' } } : undefined));
        await runCycle();
        await press('Unassign everyone by accident');
        await assertClean('after a cycle');
        await part('People');
        await press('Hire somebody');
        await assertClean('people');
        await page.locator('.list-row').first().click();
        await press('Provision on demand');
        await page.locator('.detail summary').first().click();
        await assertClean('a person');
        await part('Groups');
        await page.locator('.list-row').first().click();
        await assertClean('groups');
        await part('Log');
        await page.locator('.list-row').first().waitFor();
        await assertClean('the log');
      });
});
