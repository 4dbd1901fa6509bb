import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { ago } from './tab-page-samples.ts';
import { connectionOf, securityOf, tenantUrl, tokenOf, waiting } from './tab-settings-samples.ts';
import { settingsSuite } from './tab-settings-suite.ts';
import { secret } from './tab-settings-world.ts';

describe('Settings → Security → SCIM Configuration in the tab', function () {
  this.timeout(90_000);
  const { suite, open, part, scim, dialog, button, gone, focused, sent } = settingsSuite();
  const isInView = (locator: Locator): Promise<boolean> =>
    locator.evaluate(element => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  const heard = (text: string) =>
    suite.tab.frame.getByText(text, { exact: true }).first().waitFor({ state: 'attached' });

  it('is reached from the navigation, by its address and by those of its parts', async () => {
    await suite.open();
    await suite.tab.frame.getByRole('link', { name: 'Settings' }).click();
    await focused(suite.tab.frame.getByRole('heading', { name: 'Security', level: 1 }));
    await suite.tab.frame.waitForURL('**/tab/settings/security');
    await suite.tab.frame.locator('a[aria-current=page]').getByText('Settings').waitFor();
    await suite.tab.frame.getByRole('link', { name: 'Provisioning log' }).click();
    await suite.tab.frame.waitForURL('**/tab/settings/security/log');
    await focused(suite.tab.frame.getByRole('heading', { name: 'Provisioning log' }));
    await suite.tab.close();
    await open('settings/security/groups');
    await focused(suite.tab.frame.getByRole('heading', { name: 'Group mapping' }));
    await suite.tab.close();
    await suite.open({ place: 'settings/nowhere' });
    await suite.tab.frame.getByRole('heading', { name: 'This page is not here' }).waitFor();
  });

  it('shows a token once, for the chosen directory, until it is said to be stored', async () => {
    suite.server.settings.security = securityOf({ connections: [] });
    await open();
    await button('Generate SCIM Token', scim()).click();
    await focused(dialog().getByRole('heading', { name: 'Generate SCIM Token' }));
    await dialog().getByRole('radio', { name: /^Okta/ }).check();
    await button('Generate', dialog()).click();
    const field = dialog().getByRole('textbox', { name: 'Secret token' });
    await field.waitFor();
    assert.match(await field.inputValue(), new RegExp(`^${secret}:dir_`));
    assert.deepEqual(await sent('/tokens'), { provider: 'okta' });
    assert.equal(await dialog().getByRole('textbox', { name: 'Tenant URL' }).inputValue(), tenantUrl);
    await button('Copy: Secret token', dialog()).click();
    await dialog().getByText('Copied', { exact: true }).waitFor();
    await suite.tab.page.keyboard.press('Escape');
    const stay = dialog().getByText('Once this is closed it cannot be shown again.').first();
    await stay.waitFor();
    await focused(button('I have stored it', dialog()));
    // Beside the button that has the focus, and not at the top of what may be scrolled.
    await suite.tab.page.setViewportSize({ width: 320, height: 480 });
    await button('I have stored it', dialog()).scrollIntoViewIfNeeded();
    assert.ok(await isInView(stay));
    await suite.tab.page.setViewportSize({ width: 1280, height: 900 });
    await button('I have stored it', dialog()).click();
    await gone(dialog());
    await scim().getByText('…qB6D').waitFor();
    assert.ok(!(await suite.tab.frame.content()).includes(secret));
    // What opened it is no longer there.
    await focused(suite.tab.frame.getByRole('heading', { name: 'SCIM Configuration' }));
  });

  it('hands the token over as a file', async () => {
    await open();
    await button('Regenerate SCIM Token', scim()).click();
    await button('Generate', dialog()).click();
    const [download] = await Promise.all([
      suite.tab.page.waitForEvent('download'),
      button('Download as a file', dialog()).click(),
    ]);
    assert.match(download.suggestedFilename(), /^scim-token-dir_\w+\.txt$/);
    const text = await readFile(await download.path(), 'utf8');
    assert.ok(text.includes(`${secret}:dir_`) && text.includes(tenantUrl));
  });

  it('says that the old token lives on beside a new one, and that there is no third', async () => {
    await open();
    await button('Regenerate SCIM Token', scim()).click();
    await dialog().getByText('which ends in 9c1e, goes on working until you revoke it').waitFor();
    await button('Generate', dialog()).click();
    await button('I have stored it', dialog()).click();
    await gone(dialog());
    await scim().getByText('…qB6D').waitFor();
    await scim().getByText('…9c1e').waitFor();
    await scim().getByText('there can be no third').waitFor();
    await scim().locator('button[aria-disabled=true]', { hasText: 'Regenerate SCIM Token' }).waitFor();
  });

  it('says why no token could be made', async () => {
    await open();
    suite.server.settings.change = { status: 409, code: 'conflict', detail: 'Entra ID has two live tokens already.' };
    await button('Regenerate SCIM Token', scim()).click();
    await button('Generate', dialog()).click();
    await dialog().getByRole('alert').getByText('Entra ID has two live tokens already.').waitFor();
    await dialog().getByText('Request id: 5d1c2a70-9a4e').waitFor();
    await button('Cancel', dialog()).click();
    await gone(dialog());
    await focused(button('Regenerate SCIM Token', scim()));
  });

  it('revokes a token only once it was said what stops', async () => {
    await open();
    const revoke = button('Revoke the token that ends in 9c1e', scim());
    await revoke.click();
    await dialog().getByText('It is the only live token of Entra ID.').waitFor();
    await suite.tab.page.keyboard.press('Escape');
    await gone(dialog());
    await focused(revoke);
    assert.deepEqual(suite.server.bodies, []);
    await revoke.click();
    await button('Revoke token', dialog()).click();
    await gone(dialog());
    await heard('The token that ends in 9c1e is revoked.');
    await button('1 token that has ended', scim()).click();
    await scim().getByText('Revoked on').waitFor();
  });

  it('warns before the token goes that the directory still uses', async () => {
    const { lastUsedAt: _, ...fresh } = tokenOf({ id: 'tok_2', ending: 'qB6D' });
    suite.server.settings.security = securityOf({ connections: [connectionOf({ tokens: [tokenOf(), fresh] })] });
    await open();
    await button('Revoke the token that ends in 9c1e', scim()).click();
    await dialog().getByText('later than the one that ends in qB6D').waitFor();
    await button('Cancel', dialog()).click();
    await button('Revoke the token that ends in qB6D', scim()).click();
    await dialog().getByText('goes on without a break').waitFor();
    await dialog().getByText('later than').waitFor({ state: 'detached' });
  });

  it('warns in words of a token whose end is near', async () => {
    const ending = tokenOf({ expiresAt: ago(-24 * 12 - 1) });
    suite.server.settings.security = securityOf({ connections: [connectionOf({ tokens: [ending] })] });
    await open();
    await scim().getByText('Ends in 12 days: generate the next one in time.').waitFor();
  });

  it('waits for the first request and tells of each step once, by itself', async () => {
    suite.server.settings.security = securityOf({ connections: [waiting] });
    await open();
    await scim().getByText('Waiting for the first request from Entra ID').waitFor();
    await scim().getByText('Looked at every 5 seconds.').waitFor();
    const tested = { firstRequestAt: ago(0), testConnectionAt: ago(0), lastRequestAt: ago(0) };
    suite.server.settings.security = securityOf({ connections: [{ ...waiting, state: 'connected', seen: tested }] });
    await heard('Entra ID has tested the connection.');
    await scim().getByText('Connected with Entra ID; nobody has arrived yet').waitFor();
    const brought = { ...tested, firstUserAt: ago(0), lastWriteAt: ago(0) };
    suite.server.settings.security = securityOf({ connections: [{ ...waiting, state: 'working', seen: brought }] });
    await button('Check now', scim()).click();
    await heard('Entra ID has brought the first person.');
    await scim().getByText('Working', { exact: true }).waitFor();
    await gone(scim().getByText('Looked at every 5 seconds.'));
  });

  it('says of a wrong token what to do', async () => {
    const refused = connectionOf({ state: 'refused', refused: [{ kind: 'unknown', at: ago(0), count: 3 }] });
    suite.server.settings.security = securityOf({ connections: [refused] });
    await open();
    await scim().getByText('Entra ID came with a wrong token').waitFor();
    await scim()
      .getByText(/^3 requests with an unknown token.*Paste the whole token into Entra ID again/)
      .waitFor();
  });

  it('says when it was last heard in a way that fits every language', async () => {
    const tokens = [tokenOf({ lastUsedAt: ago(0) })];
    const seen = { ...connectionOf().seen, lastRequestAt: ago(0.1) };
    suite.server.settings.security = securityOf({ connections: [connectionOf({ tokens, seen })] });
    await suite.open({ place: 'settings/security', locale: 'de-DE' });
    await part('SCIM-Konfiguration')
      .getByText(/Letzte Anfrage: vor 6 Min\. · nächster Durchlauf gegen .+ erwartet$/)
      .waitFor();
    await part('SCIM-Konfiguration').getByText('zuletzt benutzt: jetzt').waitFor();
  });

  it('goes on showing what was refused once it works again', async () => {
    const past = connectionOf({ refused: [{ kind: 'revoked', at: ago(0.5), count: 1200 }] });
    suite.server.settings.security = securityOf({ connections: [past] });
    await open();
    await scim().getByText('Working', { exact: true }).waitFor();
    await scim().getByText('Refused so far: 1,200 with a revoked token, last').waitFor();
  });

  it('shows the steps of the guide, with the token where it belongs while it is known', async () => {
    await open();
    await button('How to set up Entra ID', scim()).click();
    await scim().getByRole('heading', { name: 'Connect Entra ID' }).waitFor();
    await scim().locator('strong', { hasText: 'Test Connection' }).waitFor();
    await gone(scim().getByRole('textbox', { name: 'Secret token' }));
    await button('Regenerate SCIM Token', scim()).click();
    await button('Generate', dialog()).click();
    await button('How to set up Entra ID', dialog()).click();
    const step = dialog().getByRole('listitem').getByRole('textbox', { name: 'Secret token' });
    await step.waitFor();
    assert.match(await step.inputValue(), new RegExp(`^${secret}:dir_`));
  });

  it('saves which attributes are needed at once, with a way back', async () => {
    await open();
    await scim()
      .getByRole('radio', { name: /^The short list/ })
      .check();
    await scim().getByText('Saved: The short list').first().waitFor();
    assert.deepEqual(await sent('/connections/dir_QmVyZ2FtbzIwMjU/required'), { required: 'short' });
    await button('The attributes and where they come from', scim()).click();
    await scim().getByRole('row', { name: 'name.givenName givenName No' }).waitFor();
    await button('Undo', scim()).click();
    await scim().getByRole('row', { name: 'name.givenName givenName Yes' }).waitFor();
    await scim().locator('input:checked:focus').first().waitFor();
  });

  it('puts the choice back when the server refuses, and says why', async () => {
    await open();
    suite.server.settings.change = { status: 403, code: 'forbidden', detail: 'Admins alone change this.' };
    await scim()
      .getByRole('radio', { name: /^The short list/ })
      .click();
    await scim().getByRole('alert').getByText('Admins alone change this.').waitFor();
    await scim().locator('label:has(input:checked)', { hasText: 'All six' }).waitFor();
  });

  it('lets a boss look and change nothing', async () => {
    suite.server.settings.security = securityOf({ mayChange: false });
    await open();
    await suite.tab.frame.getByText('Admins alone change it.').waitFor();
    await part('Group mapping').getByText('Recruiters', { exact: true }).waitFor();
    await part('Provisioning log').getByText('Cy Young').waitFor();
    await scim().getByText('…9c1e').waitFor();
    for (const name of ['Revoke', 'Generate', 'Save', 'Connect'])
      assert.equal(await suite.tab.frame.getByRole('button', { name }).count(), 0, name);
    assert.equal(await suite.tab.frame.getByRole('combobox').count(), 0);
    await scim()
      .getByRole('radio', { name: /^All six/, disabled: true })
      .waitFor();
  });

  it('says that it could not be loaded, and tries again', async () => {
    suite.server.settings.security = { status: 500, code: 'internal', detail: '' };
    await open();
    await suite.tab.frame.getByText('Security could not be loaded.').first().waitFor();
    suite.server.settings.security = securityOf();
    await suite.tab.frame.getByRole('button', { name: 'Try again' }).click();
    await scim().getByText('Working', { exact: true }).waitFor();
    await gone(suite.tab.frame.getByText('Security could not be loaded.', { exact: true }));
  });

  it('shows that it loads', async () => {
    suite.server.settings.security = 'never';
    await open();
    await suite.tab.frame.getByLabel('Loading').first().waitFor();
  });
});
