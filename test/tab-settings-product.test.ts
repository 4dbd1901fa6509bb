import assert from 'node:assert/strict';
import type { Browser, Frame, Page } from 'playwright-core';
import { People, type Person } from '#core/people/model.ts';
import { openBrowser } from './browser.ts';
import { install, makeCompany, type TestCompany, until } from './company.ts';
import { scimPatch, scimUser } from './settings-rig.ts';
import { dist, hostPage, watch } from './tab-page-world.ts';
import { openTabWorld, type TabWorld } from './tab-world.ts';

describe('Settings → Security with the product behind it', function () {
  this.timeout(120_000);
  let browser: Browser;
  let world: TabWorld;
  let company: TestCompany;
  let page: Page;
  let faults: string[];

  before(async () => {
    browser = await openBrowser();
    world = await openTabWorld({}, { tabFolder: dist });
    company = await makeCompany('ada:admin', 'amy:boss', 'art:member');
    await install(company, 'ada');
    await install(company, 'art');
  });
  after(async () => {
    await world.close();
    await browser.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, permissions: ['local-network-access'] });
    faults = watch(page);
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(faults, []);
  });

  const person = (name: string): Person => {
    const found = company.people.get(name);
    assert.ok(found);
    return found;
  };
  const show = async ({ entraTenantId = '', entraObjectId = '' }: Person): Promise<Frame> => {
    const token = await world.token(entraTenantId, entraObjectId);
    const html = hostPage(new URLSearchParams({ token, place: 'settings/security' }), `${world.api.base}/tab/home`);
    await page.route('https://teams.microsoft.com/**', route =>
      route.fulfill({ contentType: 'text/html', body: html }),
    );
    await page.goto('https://teams.microsoft.com/v2/');
    const frame = page.frames()[1];
    assert.ok(frame);
    return frame;
  };
  const scim = async (token: string, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${world.api.base}/api/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: { id: string } = text === '' ? { id: '' } : JSON.parse(text);
    return { id: answer.id, status: response.status };
  };

  it('takes a company from no directory to people, roles and a log', async () => {
    const frame = await show(person('ada'));
    const part = (name: string) => frame.getByRole('region', { name, exact: true });
    const dialog = frame.getByRole('dialog');
    const button = (name: string | RegExp) => frame.getByRole('button', { name });

    await button('Generate SCIM Token').click();
    await dialog.getByRole('button', { name: 'Generate' }).click();
    const field = dialog.getByRole('textbox', { name: 'Secret token' }).first();
    await field.waitFor();
    const token = await field.inputValue();
    await dialog.getByText('Waiting for the first request from Entra ID').waitFor();
    assert.equal((await scim(token, 'GET', '/ServiceProviderConfig')).status, 200);
    await dialog.getByText('Connected with Entra ID; nobody has arrived yet').waitFor();
    await dialog.getByRole('button', { name: 'I have stored it' }).click();
    await dialog.waitFor({ state: 'detached' });

    const cy = await scim(token, 'POST', '/Users', scimUser(`cy@${company.domain}`, 'Cy', 'Young'));
    assert.equal(cy.status, 201);
    const members = [{ value: cy.id }];
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
    assert.equal((await scim(token, 'POST', '/Groups', { schemas, displayName: 'Recruiters', members })).status, 201);
    await part('SCIM Configuration').getByText('Working', { exact: true }).waitFor();
    await part('Provisioning log')
      .getByRole('button', { name: /Create Cy Young/ })
      .waitFor();

    await frame.getByRole('combobox', { name: 'Role of the group Recruiters' }).selectOption('Boss');
    await button('Preview change: Recruiters').click();
    await dialog.getByRole('listitem').filter({ hasText: 'Cy Young' }).getByText('from Member to Boss').waitFor();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await part('Group mapping').getByText('Saved. Recruiters: Boss').waitFor();
    const roleOf = async () => (await People.findById(cy.id).lean())?.role;
    await until(roleOf, role => role === 'boss');

    await scim(token, 'PATCH', `/Users/${cy.id}`, scimPatch({ op: 'Replace', path: 'active', value: 'False' }));
    await part('Provisioning log').getByRole('searchbox').fill('young');
    await part('Provisioning log')
      .getByRole('button', { name: /Disable Cy Young/ })
      .click();
    await button('Enable again').click();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Still works here.');
    await dialog.getByRole('button', { name: 'Enable again' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until(
      async () => (await People.findById(cy.id).lean())?.active,
      active => active === true,
    );

    await button(/^Revoke the token that ends in/).click();
    await dialog.getByText('It is the only live token of Entra ID.').waitFor();
    await dialog.getByRole('button', { name: 'Revoke token' }).click();
    await part('SCIM Configuration').getByText('No live token', { exact: true }).waitFor();
    assert.equal((await scim(token, 'GET', '/Users')).status, 401);
  });

  it('is not for employees', async () => {
    const frame = await show(person('art'));
    await frame.getByRole('heading', { level: 1 }).waitFor();
    await frame
      .getByText('There is nothing you need to do here.')
      .or(frame.getByText(/recruiters/))
      .first()
      .waitFor();
    assert.equal(await frame.getByRole('link', { name: 'Settings' }).count(), 0);
  });
});
