import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { ago } from './tab-page-samples.ts';
import { openTab, type Tab } from './tab-page-world.ts';
import { entryOf, securityOf, someEntries, someGroups } from './tab-settings-samples.ts';
import { openSettingsServer, type SettingsServer } from './tab-settings-world.ts';

const base = '/api/settings/security';

describe('groups, guard and log of Settings → Security in the tab', function () {
  this.timeout(90_000);
  let browser: Browser;
  let server: SettingsServer;
  let tab: Tab;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    server = await openSettingsServer();
  });
  afterEach(async () => {
    await tab.close();
    await server.close();
    assert.deepEqual(tab.faults, []);
  });

  const open = async (place = 'settings/security'): Promise<void> => {
    tab = await openTab(browser, server, { place });
    await part('Provisioning log').waitFor();
  };
  const part = (name: string): Locator => tab.frame.getByRole('region', { name, exact: true });
  const [groups, log] = [() => part('Group mapping'), () => part('Provisioning log')];
  const dialog = (): Locator => tab.frame.getByRole('dialog');
  const button = (name: string | RegExp, within: Locator): Locator => within.getByRole('button', { name });
  const gone = (locator: Locator) => locator.waitFor({ state: 'detached' });
  const focused = (locator: Locator) => locator.and(tab.frame.locator(':focus')).waitFor();
  const roleOf = (name: string): Locator => groups().getByRole('combobox', { name: `Role of the group ${name}` });
  const row = (name: string | RegExp): Locator => log().getByRole('button', { name, expanded: false });
  const until = async <T>(look: () => T | undefined): Promise<T> => {
    const end = Date.now() + 15_000;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`not so: ${JSON.stringify([server.queries, server.bodies])}`);
      await new Promise(resolve => setTimeout(resolve, 25));
    }
  };
  const sent = (path: string) => until(() => server.bodies.find(each => each.path === `${base}${path}`)?.body);
  const queried = (query: RegExp) => until(() => server.queries.find(each => query.test(each)));

  it('previews who would have another role and who stays admin, applies it and takes it back', async () => {
    await open();
    await roleOf('Recruiters').selectOption('Admin');
    await button('Preview change: Recruiters', groups()).click();
    await dialog().getByText('2 people’s roles change. One person stays admin.').waitFor();
    await dialog().getByText('Kim Vos').waitFor();
    await dialog().getByText('stays admin, since nobody else who is active is one.').waitFor();
    await dialog().getByRole('listitem').filter({ hasText: 'Bo Maas' }).getByText('from Boss to Member').waitFor();
    await button('Apply', dialog()).click();
    await gone(dialog());
    assert.deepEqual(await sent('/groups/grp_1/role'), { role: 'admin' });
    await groups().getByText('Saved. Recruiters: Admin').waitFor();
    server.bodies.length = 0;
    await button('Undo', groups()).click();
    assert.deepEqual(await sent('/groups/grp_1/role'), { role: 'boss' });
    await groups().getByText('Saved. Recruiters: Boss').waitFor();
    await focused(roleOf('Recruiters'));
  });

  it('changes nothing when the preview is left', async () => {
    await open();
    await roleOf('Wintro Admins').selectOption('No role');
    await button('Preview change: Wintro Admins', groups()).click();
    await dialog().getByRole('heading', { name: 'Take the role of Wintro Admins away?' }).waitFor();
    await tab.page.keyboard.press('Escape');
    await gone(dialog());
    await focused(button('Preview change: Wintro Admins', groups()));
    await button('Cancel', groups()).click();
    await focused(roleOf('Wintro Admins'));
    await gone(button('Preview change: Wintro Admins', groups()));
    assert.equal(await roleOf('Wintro Admins').inputValue(), 'admin');
    assert.ok(!server.bodies.some(({ path }) => path.endsWith('/role')));
  });

  it('says why a role could not be changed', async () => {
    await open();
    await roleOf('Recruiters').selectOption('Admin');
    await button('Preview change: Recruiters', groups()).click();
    await dialog().getByText('2 people’s roles change.').waitFor();
    server.settings.change = { status: 404, code: 'not-found', detail: 'There is no such group.' };
    await button('Apply', dialog()).click();
    await dialog().getByRole('alert').getByText('There is no such group.').waitFor();
  });

  it('searches groups, and shows more of them on demand', async () => {
    server.settings.groups = Array.from({ length: 45 }, (_, place) => ({
      ...someGroups[0],
      id: `grp_${place}`,
      name: `Team ${String(place).padStart(2, '0')}`,
      members: place,
    }));
    await open();
    await groups().getByText('Team 19', { exact: true }).waitFor();
    await gone(groups().getByText('Team 20', { exact: true }));
    await button('Show more', groups()).click();
    await groups().getByText('Team 39', { exact: true }).waitFor();
    await groups().getByRole('searchbox', { name: 'Search groups' }).fill('44');
    await groups().getByText('Team 44', { exact: true }).waitFor();
    await gone(groups().getByText('Team 00', { exact: true }));
    await groups().getByRole('searchbox', { name: 'Search groups' }).fill('nothing');
    await groups().getByText('No group has “nothing” in its name.').waitFor();
  });

  it('says what is not there yet', async () => {
    Object.assign(server.settings, { groups: [], log: [] });
    await open();
    await groups().getByText('No groups yet').waitFor();
    await log().getByText('Nothing yet').waitFor();
    await gone(log().getByRole('searchbox'));
  });

  it('says of each list that it could not be loaded, and tries again', async () => {
    const failed = { status: 500, code: 'internal', detail: '' };
    Object.assign(server.settings, { groups: failed, log: failed });
    await open();
    await groups().getByText('The groups could not be loaded.', { exact: true }).waitFor();
    await log().getByText('The log could not be loaded.', { exact: true }).waitFor();
    Object.assign(server.settings, { groups: someGroups, log: someEntries });
    await button('Try again', groups()).click();
    await groups().getByText('Recruiters', { exact: true }).waitFor();
    await button('Try again', log()).click();
    await row(/Cy Young/).waitFor();
  });

  it('sets the guard to a number, refuses what is none, and takes it back', async () => {
    await open();
    const scim = part('SCIM Configuration');
    await scim.getByRole('radio', { name: 'When more than a number of your own do' }).check();
    const number = scim.getByRole('spinbutton', { name: 'More than' });
    await number.fill('0');
    await button('Save', scim).click();
    await scim.getByText('Write a whole number from 1 to 100,000.').waitFor();
    await focused(number);
    await number.fill('30');
    await button('Save', scim).click();
    await scim.getByText('Saved: more than 30').waitFor();
    assert.deepEqual(await sent('/guard'), { threshold: 30 });
    server.bodies.length = 0;
    await button('Undo', scim).click();
    assert.deepEqual(await sent('/guard'), { threshold: null });
    await scim.getByText('Saved: more than 21').waitFor();
  });

  const burst = (hours: number) => ({
    threshold: 21,
    automatic: 21,
    burst: { from: ago(hours + 0.5), to: ago(hours), count: 61, threshold: 21, inactive: 60 },
  });

  it('warns of a mass deactivation, and brings everybody back with a reason', async () => {
    server.settings.security = securityOf({ guard: burst(0.2) });
    await open();
    const bar = part('61 people went inactive within an hour');
    await bar.getByText('the guard is set to 21').waitFor();
    await button('Bring back all 60 people', bar).click();
    await button('Bring back all 60 people', dialog()).click();
    await dialog().getByRole('alert').getByText('Write in a few words why.').waitFor();
    const reason = dialog().getByRole('textbox', { name: 'Reason' });
    await focused(reason);
    await reason.fill('The wrong group was unassigned.');
    await button('Bring back all 60 people', dialog()).click();
    await gone(dialog());
    assert.deepEqual(await sent('/guard/restore'), { reason: 'The wrong group was unassigned.' });
    await tab.frame.getByText('61 people are active again.').first().waitFor();
    await gone(bar);
  });

  it('shows those of a mass deactivation in the log, and warns no more once it was intended', async () => {
    server.settings.security = securityOf({ guard: burst(0.2) });
    await open();
    const bar = part('61 people went inactive within an hour');
    await button('Show them in the log', bar).click();
    await focused(tab.frame.getByRole('heading', { name: 'Provisioning log' }));
    await queried(/^GET \/api\/settings\/security\/log\?verbs=disable&from=.+&to=.+$/);
    await button('No longer: Only that hour', log()).click();
    await gone(button('No longer: Only that hour', log()));
    await button('It was intended', bar).click();
    await gone(bar);
    await part('SCIM Configuration').getByText('60 of them are still inactive because of it.').waitFor();
    await button('Bring back all 60 people', part('SCIM Configuration')).waitFor();
  });

  it('keeps the way back, without an alarm, after a week', async () => {
    server.settings.security = securityOf({ guard: burst(24 * 8) });
    await open();
    await button('Bring back all 60 people', part('SCIM Configuration')).waitFor();
    await gone(part('61 people went inactive within an hour'));
  });

  it('filters the log by verbs, errors, words and days', async () => {
    await open();
    const verbs = log().getByRole('group', { name: 'What was done' });
    await button('Create', verbs).click();
    await gone(row(/Cy Young/));
    await button('Disable', verbs).click();
    await row(/Cy Young/).waitFor();
    await gone(row(/Dee Ford/));
    await log().getByRole('checkbox', { name: 'Errors only' }).check();
    await gone(row(/Cy Young/));
    await verbs.getByRole('button', { name: 'Failure', pressed: true }).waitFor();
    await row(/noor/).waitFor();
    await button('All', verbs).click();
    await row(/Cy Young/).waitFor();
    await log().getByRole('searchbox').fill('young');
    await gone(row(/Dee Ford/));
    await log().getByLabel('From').fill('2026-05-12');
    // Amsterdam is two hours ahead then.
    await queried(/q=young&from=2026-05-11T22%3A00%3A00\.000Z$/);
    await button('Clear all filters', log()).click();
    await row(/Dee Ford/).waitFor();
    await log().getByRole('searchbox').fill('nobody at all');
    await log().getByText('Nothing found').waitFor();
  });

  it('opens an entry with what changed, how to mend it and its request, to be copied', async () => {
    await open();
    await row(/noor/).click();
    await log().getByText('Fill in the first name of this person').waitFor();
    await row(/Cy Young/).click();
    await log().getByRole('row', { name: 'active true false' }).waitFor();
    await log().getByText('PATCH /Users/per_cy-young').waitFor();
    await button('Copy: Request id', log()).first().click();
    await log().getByText('Copied', { exact: true }).waitFor();
    await log()
      .getByRole('button', { name: /Cy Young/, expanded: true })
      .click();
    await gone(log().getByText('PATCH /Users/per_cy-young'));
  });

  it('shows all entries of one person', async () => {
    await open();
    await row(/Cy Young/).click();
    await button('Show all of Cy Young', log()).click();
    await gone(row(/Dee Ford/));
    await queried(/log\?target=per_cy-young$/);
    await button('No longer: Only Cy Young', log()).click();
    await row(/Dee Ford/).waitFor();
  });

  it('enables somebody again with a reason', async () => {
    await open();
    await row(/Cy Young/).click();
    await button('Enable again', log()).click();
    await dialog().getByRole('textbox', { name: 'Reason' }).fill('Still works here.');
    await button('Enable again', dialog()).click();
    await gone(dialog());
    assert.deepEqual(await sent('/people/per_cy-young/enable'), { reason: 'Still works here.' });
    await gone(button('Enable again', log()));
    await tab.frame.getByText('Cy Young is active again.').first().waitFor({ state: 'attached' });
  });

  it('compares two accounts that may be one person before it merges them', async () => {
    await open();
    await row(/Ana Lim/).click();
    await log().getByText('This may be the same person as Ana Lim-Peters (ana.peters@contoso.example).').waitFor();
    await button('Compare and merge', log()).click();
    await dialog().getByText('The account ana.lim@contoso.example ends').waitFor();
    await dialog().getByText('A directory provisions both accounts.').waitFor();
    await dialog()
      .getByRole('radio', { name: /^Ana Lim ana.lim@/ })
      .check();
    await dialog().getByText('The account ana.peters@contoso.example ends').waitFor();
    await button('Merge', dialog()).click();
    await gone(dialog());
    assert.deepEqual(await sent('/merge'), { keep: 'per_ana-lim', drop: 'per_ana-old' });
  });

  it('shows more entries on demand, and goes on reading there', async () => {
    server.settings.log = Array.from({ length: 70 }, (_, place) =>
      entryOf('create', `Person ${place}`, { at: ago(place / 10) }),
    );
    await open();
    await row(/^\S+ Create Person 49 /).waitFor();
    await gone(row(/Person 50 /));
    await button('Show more', log()).click();
    await focused(row(/Person 50 /));
    await row(/Person 69 /).waitFor();
    await log().getByText('That is all.').waitFor();
    await gone(button('Show more', log()));
  });

  it('shows new entries by itself while the first page is read', async () => {
    await open();
    await row(/Cy Young/).waitFor();
    server.settings.log = [entryOf('create', 'Omar Haddad', { at: ago(0) }), ...someEntries];
    server.settings.security = securityOf({ newestEntry: 'log_omar' });
    await tab.frame.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await row(/Omar Haddad/).waitFor();
  });

  it('hands the filtered log over as a file', async () => {
    await open();
    await log().getByRole('checkbox', { name: 'Errors only' }).check();
    await gone(row(/Cy Young/));
    const [download] = await Promise.all([tab.page.waitForEvent('download'), button('Export CSV', log()).click()]);
    assert.match(download.suggestedFilename(), /^provisioning-log-\d{4}-\d\d-\d\d\.csv$/);
    assert.equal(await readFile(await download.path(), 'utf8'), 'time,verb\r\n');
    await queried(/log\/export\?format=csv&verbs=failure$/);
  });

  it('shows the entry that an address names', async () => {
    await open('settings/security/log/log_cy-young-disable');
    const linked = part('The entry of your link');
    await linked.getByText('PATCH /Users/per_cy-young').waitFor();
    await button('Close', linked).click();
    await gone(linked);
    await tab.frame.waitForURL('**/tab/settings/security/log');
  });
});
