import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { ago } from './tab-page-samples.ts';
import { securityOf, someEntries, someGroups } from './tab-settings-samples.ts';
import { settingsSuite } from './tab-settings-suite.ts';

describe('groups and guard of Settings → Security in the tab', function () {
  this.timeout(90_000);
  const { suite, open, part, scim, groups, log, dialog, button, gone, focused, row, sent, queried } = settingsSuite();
  const roleOf = (name: string): Locator => groups().getByRole('combobox', { name: `Role of the group ${name}` });

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
    await focused(roleOf('Recruiters'));
    suite.server.bodies.length = 0;
    await button('Undo', groups()).click();
    assert.deepEqual(await sent('/groups/grp_1/role'), { role: 'boss' });
    await groups().getByText('Saved. Recruiters: Boss').waitFor();
    await focused(roleOf('Recruiters'));
  });

  it('keeps the buttons of a long preview in sight, and shows the others on demand', async () => {
    const changes = Array.from({ length: 30 }, (_, place) => ({
      id: `per_${place}`,
      name: `Person ${place}`,
      email: `person${place}@contoso.example`,
      from: 'member' as const,
      to: 'boss' as const,
    }));
    suite.server.settings.preview = { changing: 40, kept: 0, changes };
    await open();
    await roleOf('Recruiters').selectOption('Member');
    await button('Preview change: Recruiters', groups()).click();
    await dialog().getByText('Person 7', { exact: true }).waitFor();
    await gone(dialog().getByText('Person 8', { exact: true }));
    const { y, height } = (await button('Apply', dialog()).boundingBox()) ?? { y: 0, height: 0 };
    assert.ok(y > 0 && y + height < 900);
    await button('Show 22 more people', dialog()).click();
    await dialog().getByText('Person 29', { exact: true }).waitFor();
    await dialog().getByText('And 10 more people.').waitFor();
  });

  it('changes nothing when the preview is left', async () => {
    await open();
    await roleOf('Wintro Admins').selectOption('No role');
    await button('Preview change: Wintro Admins', groups()).click();
    await dialog().getByRole('heading', { name: 'Take the role of Wintro Admins away?' }).waitFor();
    await suite.tab.page.keyboard.press('Escape');
    await gone(dialog());
    await focused(button('Preview change: Wintro Admins', groups()));
    await button('Cancel', groups()).click();
    await focused(roleOf('Wintro Admins'));
    await gone(button('Preview change: Wintro Admins', groups()));
    assert.equal(await roleOf('Wintro Admins').inputValue(), 'admin');
    assert.ok(!suite.server.bodies.some(({ path }) => path.endsWith('/role')));
  });

  it('says why a role could not be changed', async () => {
    await open();
    await roleOf('Recruiters').selectOption('Admin');
    await button('Preview change: Recruiters', groups()).click();
    await dialog().getByText('2 people’s roles change.').waitFor();
    suite.server.settings.change = { status: 404, code: 'not-found', detail: 'There is no such group.' };
    await button('Apply', dialog()).click();
    await dialog().getByRole('alert').getByText('There is no such group.').waitFor();
  });

  it('searches groups, and shows more of them on demand', async () => {
    suite.server.settings.groups = Array.from({ length: 45 }, (_, place) => ({
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
    Object.assign(suite.server.settings, { groups: [], log: [] });
    await open();
    await groups().getByText('No groups yet').waitFor();
    await log().getByText('Nothing yet').waitFor();
    await gone(log().getByRole('searchbox'));
  });

  it('says of each list that it could not be loaded, and tries again', async () => {
    const failed = { status: 500, code: 'internal', detail: '' };
    Object.assign(suite.server.settings, { groups: failed, log: failed });
    await open();
    await groups().getByText('The groups could not be loaded.', { exact: true }).waitFor();
    await log().getByText('The log could not be loaded.', { exact: true }).waitFor();
    Object.assign(suite.server.settings, { groups: someGroups, log: someEntries });
    await button('Try again', groups()).click();
    await groups().getByText('Recruiters', { exact: true }).waitFor();
    await button('Try again', log()).click();
    await row(/Cy Young/).waitFor();
  });

  it('sets the guard to a number, refuses what is none, and takes it back', async () => {
    await open();
    await scim().getByRole('radio', { name: 'When more than a number of your own do' }).check();
    const number = scim().getByRole('spinbutton', { name: 'More than' });
    await number.fill('0');
    await button('Save', scim()).click();
    await scim().getByText('Write a whole number from 1 to 100,000.').waitFor();
    await focused(number);
    await number.fill('30');
    await button('Save', scim()).click();
    await scim().getByText('Saved: more than 30').waitFor();
    assert.deepEqual(await sent('/guard'), { threshold: 30 });
    suite.server.bodies.length = 0;
    await button('Undo', scim()).click();
    assert.deepEqual(await sent('/guard'), { threshold: null });
    await scim().getByText('Saved: more than 21').waitFor();
  });

  const look = () => suite.tab.frame.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const burst = (hours: number) => ({
    threshold: 21,
    automatic: 21,
    burst: { from: ago(hours + 0.5), to: ago(hours), count: 61, threshold: 21, inactive: 60, intended: false },
  });

  it('warns of a mass deactivation, and brings everybody back with a reason', async () => {
    const guard = burst(0.2);
    suite.server.settings.security = securityOf({ guard });
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
    const { from } = guard.burst;
    assert.deepEqual(await sent('/guard/restore'), { from, reason: 'The wrong group was unassigned.' });
    await suite.tab.frame.getByText('61 people are active again.').first().waitFor();
    await gone(bar);
  });

  it('brings back those whom it showed, though another one comes meanwhile, and shows an earlier one then', async () => {
    const shown = burst(0.2);
    suite.server.settings.security = securityOf({ guard: shown });
    await open();
    await button('Bring back all 60 people', part('61 people went inactive within an hour')).click();
    await dialog().getByRole('textbox', { name: 'Reason' }).fill('The wrong group was unassigned.');
    const newer = burst(0);
    Object.assign(newer.burst, { count: 30, inactive: 30 });
    suite.server.settings.security = securityOf({ guard: newer });
    Object.assign(suite.server.settings, { earlier: { ...burst(26).burst, count: 44, inactive: 43 }, left: 2 });
    await look();
    await part('30 people went inactive within an hour').waitFor({ state: 'attached' });
    await button('Bring back all 60 people', dialog()).click();
    await gone(dialog());
    assert.deepEqual(await sent('/guard/restore'), {
      from: shown.burst.from,
      reason: 'The wrong group was unassigned.',
    });
    const left = '2 people stay inactive, since others have their userNames by now.';
    await suite.tab.frame.getByText(`61 people are active again. ${left}`).first().waitFor();
    await button('Bring back all 43 people', part('44 people went inactive within an hour')).waitFor();
  });

  it('shows those of a mass deactivation in the log', async () => {
    suite.server.settings.security = securityOf({ guard: burst(0.2) });
    await open();
    await button('Show them in the log', part('61 people went inactive within an hour')).click();
    await focused(suite.tab.frame.getByRole('heading', { name: 'Provisioning log' }));
    await queried(/^GET \/api\/settings\/security\/log\?verbs=disable&from=.+&to=.+$/);
    await button('No longer: Only that hour', log()).click();
    await gone(button('No longer: Only that hour', log()));
  });

  it('warns no more once it was intended, until the server says that it has grown', async () => {
    const guard = burst(0.2);
    suite.server.settings.security = securityOf({ guard });
    await open();
    const bar = part('61 people went inactive within an hour');
    suite.server.settings.change = { status: 404, code: 'not-found', detail: 'There is no such burst.' };
    await button('It was intended', bar).click();
    await bar.getByRole('alert').getByText('That it was intended could not be saved.').waitFor();
    suite.server.settings.change = 'done';
    await button('It was intended', bar).click();
    await gone(bar);
    assert.deepEqual(await sent('/guard/intended'), { from: guard.burst.from });
    await focused(scim().getByRole('heading', { name: 'SCIM Configuration' }));
    await scim().getByText('60 of them are still inactive because of it.').waitFor();
    await button('Bring back all 60 people', scim()).waitFor();
    suite.server.settings.security = securityOf({
      guard: { ...guard, burst: { ...guard.burst, count: 83, inactive: 82 } },
    });
    await look();
    await part('83 people went inactive within an hour').getByText('82 of them are still inactive.').waitFor();
  });

  it('shows that it is being saved that it was intended', async () => {
    suite.server.settings.security = securityOf({ guard: burst(0.2) });
    await open();
    suite.server.settings.change = 'never';
    const bar = part('61 people went inactive within an hour');
    await button('It was intended', bar).click();
    await button('Saving', bar).and(suite.tab.frame.locator('[aria-disabled="true"]')).waitFor();
  });

  it('lets only admins say that it was intended', async () => {
    suite.server.settings.security = securityOf({ mayChange: false, guard: burst(0.2) });
    await open();
    const bar = part('61 people went inactive within an hour');
    await bar.getByText('If this was a mistake, ask an admin to bring them back.').waitFor();
    await gone(button('It was intended', bar));
    await gone(button(/Bring back/, bar));
  });

  it('keeps the way back, without an alarm, after a week', async () => {
    suite.server.settings.security = securityOf({ guard: burst(24 * 8) });
    await open();
    await button('Bring back all 60 people', scim()).waitFor();
    await gone(part('61 people went inactive within an hour'));
  });
});
