import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { until } from './company.ts';
import { ago } from './tab-page-samples.ts';
import { entryOf, securityOf, someEntries } from './tab-settings-samples.ts';
import { settingsSuite } from './tab-settings-suite.ts';

describe('the provisioning log in Settings → Security of the tab', function () {
  this.timeout(90_000);
  const { suite, open, part, log, dialog, button, gone, focused, row, sent, queried } = settingsSuite();

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
    await button('What was sent', log()).click();
    await log().getByText('"userName": "noor.el.amrani@contoso.example"').waitFor();
    await button('Copy: What was sent', log()).waitFor();
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
    const said = log().getByText('Cy Young is active again.');
    await said.waitFor();
    await focused(said);
  });

  it('has no column for what was not there before', async () => {
    await open();
    await row(/Ana Lim/).click();
    await log().getByRole('row', { name: 'userName ana.lim@contoso.example' }).waitFor();
    await gone(log().getByRole('columnheader', { name: 'Before' }));
    await row(/Cy Young/).click();
    await log().getByRole('columnheader', { name: 'Before' }).waitFor();
  });

  it('compares two accounts that may be one person before it merges them', async () => {
    await open();
    await row(/Ana Lim/).click();
    await log().getByText('This may be the same person as Ana Lim-Peters (ana.peters@contoso.example).').waitFor();
    await gone(log().getByText('How to mend it:'));
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
    suite.server.settings.log = Array.from({ length: 70 }, (_, place) =>
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
    suite.server.settings.log = [entryOf('create', 'Omar Haddad', { at: ago(0) }), ...someEntries];
    suite.server.settings.security = securityOf({ newestEntry: 'log_omar' });
    await suite.tab.frame.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await row(/Omar Haddad/).waitFor();
  });

  it('hands the filtered log over as a file', async () => {
    await open();
    await log().getByRole('checkbox', { name: 'Errors only' }).check();
    await gone(row(/Cy Young/));
    const [download] = await Promise.all([
      suite.tab.page.waitForEvent('download'),
      button('Export CSV', log()).click(),
    ]);
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
    await suite.tab.frame.waitForURL('**/tab/settings/security/log');
  });

  it('begins at the entry that an address names, on a phone too, whatever loads around it', async () => {
    await suite.begin();
    const { page, frame, close } = await suite.show(
      { place: 'settings/security/log/log_cy-young-disable' },
      { viewport: { width: 320, height: 640 } },
    );
    const linked = frame.getByRole('region', { name: 'The entry of your link' });
    await linked.getByText('PATCH /Users/per_cy-young').waitFor();
    await frame.getByText('Which attributes must a person have?').waitFor();
    const top = () => linked.evaluate(element => element.getBoundingClientRect().top);
    await until(top, place => place >= 0 && place < 160);
    await page.mouse.move(160, 300);
    await page.mouse.wheel(0, -400);
    await until(top, place => place > 300);
    await close();
  });
});
