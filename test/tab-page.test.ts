import assert from 'node:assert/strict';
import type { Browser, Locator } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { emptyHome, eventOf, homeOf } from './tab-page-samples.ts';
import { openTab, openTabServer, type Tab, type TabServer } from './tab-page-world.ts';

describe('the tab’s Home in Teams', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: TabServer;
  let tab: Tab;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    server = await openTabServer();
  });
  afterEach(async () => {
    await tab.close();
    await server.close();
    assert.deepEqual(tab.faults, []);
  });

  const open = async (options: Record<string, string> = {}): Promise<void> => {
    tab = await openTab(browser, server, options);
    await tab.frame.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  };
  const section = (name: string): Locator => tab.frame.getByRole('region', { name });
  const row = (region: string, text: string): Locator =>
    section(region).getByRole('listitem').filter({ hasText: text });
  const status = (): Promise<string> => tab.frame.getByRole('status').innerText();
  const heard = async (text: string): Promise<void> => {
    await tab.frame.getByRole('status').getByText(text).waitFor({ state: 'attached' });
  };

  it('lists what needs the recruiter, with who, why and for which job', async () => {
    await open();
    const card = row('Needs you', 'Sam Roth referred for Platform Engineer').first();
    await card.getByText('Referred by Kim Vos').waitFor();
    await card.getByText('Match 86 of 100').waitFor();
    await card.getByText('Worked with Sam for three years').waitFor();
    const profile = card.getByRole('link', { name: 'Open profile in new tab: Sam Roth' });
    assert.equal(await profile.getAttribute('href'), 'https://talent.example/sam-roth');
    assert.equal(await profile.getAttribute('target'), '_blank');
    assert.equal(await section('Needs you').getByText('4 open').count(), 1);
  });

  it('says in words what became of each notification', async () => {
    await open();
    for (const [name, ...words] of [
      ['Sam Roth', 'Sent to your Teams chat'],
      ['Jonas', 'Waiting until', 'Your quiet hours.'],
      ['Ivy Chen', 'May have been sent to Teams', 'The connection broke while it was being sent.'],
      ['Ravi Patel', 'Could not be sent to Teams', 'You have blocked the bot.', 'Sent by e-mail instead'],
      ['Dee Ford', 'Not sent by e-mail', 'Snoozed until'],
      ['Ana Lim', 'Reviewed by you'],
      ['Cy Young', 'Reviewed by Lee Park'],
    ] as const)
      for (const text of words) await row('Latest', name).getByText(text).first().waitFor();
  });

  it('shows the week’s numbers and the six integrations in the recommended order', async () => {
    await open();
    await section('This week').getByText('1,012').waitFor();
    const rows = await section('Setup').getByRole('listitem').allInnerTexts();
    assert.deepEqual(
      rows.map(text => text.split('\n')[0]),
      ['Teams app', 'Teams chat', 'Outlook', 'SCIM provisioning', 'Single sign-on (SSO)', 'Sign in with Microsoft'],
    );
    assert.match(rows[0] ?? '', /3 recruiters have the bot\.\s+Working/);
    assert.match(rows[1] ?? '', /Not set up/);
    assert.match(rows[2] ?? '', /Needs attention/);
  });

  it('marks an event as reviewed at once, and takes it back', async () => {
    await open();
    await section('Needs you').getByRole('button', { name: 'Mark as reviewed: Sam Roth' }).click();
    const undo = section('Needs you').getByRole('button', { name: 'Undo: Sam Roth' });
    await undo.waitFor();
    assert.equal(await undo.evaluate(button => button === document.activeElement), true);
    await section('Needs you').getByText('3 open').waitFor();
    await row('Latest', 'Sam Roth').getByText('Reviewed by you').waitFor();
    await heard('Sam Roth referred for Platform Engineer: marked as reviewed.');
    await undo.click();
    await section('Needs you').getByText('4 open').waitFor();
    await heard('Sam Roth referred for Platform Engineer: undone.');
    assert.ok(server.asked.includes('POST /api/home/notifications/n%3Asam-roth/undo-review'));
  });

  it('puts an event back when the server refuses, and says why', async () => {
    await open();
    server.answers.act = { status: 409, code: 'conflict', detail: 'Lee Park was faster.' };
    await section('Needs you').getByRole('button', { name: 'Mark as reviewed: Sam Roth' }).click();
    await row('Needs you', 'Sam Roth')
      .getByText('This could not be marked as reviewed. Lee Park was faster.')
      .waitFor();
    await section('Needs you').getByText('4 open').waitFor();
    assert.equal(await row('Latest', 'Sam Roth').getByText('Reviewed by you').count(), 0);
  });

  it('snoozes an event from a menu that the keyboard reaches, and takes it back', async () => {
    await open();
    const snooze = section('Needs you').getByRole('button', { name: 'Snooze: Ivy Chen' });
    await snooze.focus();
    await tab.page.keyboard.press('Enter');
    await tab.frame.getByRole('menuitem', { name: 'In 1 hour' }).waitFor();
    await tab.page.keyboard.press('Escape');
    await tab.frame.getByRole('menu').waitFor({ state: 'detached' });
    assert.equal(await snooze.evaluate(button => button === document.activeElement), true);
    await snooze.click();
    await tab.frame.getByRole('menuitem', { name: 'In 4 hours' }).click();
    await row('Latest', 'Ivy Chen').getByText('Snoozed until').waitFor();
    await section('Needs you').getByRole('button', { name: 'Undo: Ivy Chen' }).click();
    await section('Needs you').getByRole('button', { name: 'Snooze: Ivy Chen' }).waitFor();
    await heard('Ivy Chen recommended for Product Designer: undone.');
    assert.ok(server.asked.includes('POST /api/home/notifications/n%3Aivy-chen/undo-snooze'));
  });

  it('shows a change by itself and says it once', async () => {
    await open();
    await tab.frame.getByText('Live', { exact: true }).waitFor();
    const home = homeOf();
    const fresh = eventOf({ name: 'Noor el Amrani', job: 'Data Lead', hours: 0 });
    server.answers.home = { ...home, needsYou: [fresh, ...home.needsYou], latest: [fresh, ...home.latest] };
    server.changed();
    await heard('New: Noor el Amrani matches Data Lead');
    await row('Needs you', 'Noor el Amrani').waitFor();
    server.changed();
    await tab.page.waitForTimeout(500);
    assert.equal((await status()).match(/Noor el Amrani/g)?.length, 1);
  });

  it('says that it reconnects, and is live again', async () => {
    await open();
    await tab.frame.getByText('Live', { exact: true }).waitFor();
    server.answers.changes = 'refused';
    server.dropStreams();
    await tab.frame.getByText('Reconnecting').waitFor();
    server.answers.changes = 'stream';
    await tab.frame.getByText('Live', { exact: true }).waitFor();
  });

  it('polls where there is no stream', async () => {
    server.answers.changes = 'refused';
    await open();
    await tab.frame.getByText('Checking every 30 seconds').waitFor({ timeout: 20_000 });
  });

  it('keeps what it shows when the server fails, and tries again', async () => {
    await open();
    await row('Needs you', 'Sam Roth').waitFor();
    const { home } = server.answers;
    server.answers.home = { status: 500, code: 'internal' };
    server.changed();
    await tab.frame.getByText('Home could not be brought up to date.').waitFor();
    await tab.frame.getByText('Request id: 5d1c2a70-9a4e').waitFor();
    await row('Needs you', 'Sam Roth').waitFor();
    server.answers.home = home;
    await tab.frame.getByRole('button', { name: 'Try again' }).click();
    await tab.frame.getByText('Home could not be brought up to date.').waitFor({ state: 'detached' });
  });

  it('shows its own shape while it loads', async () => {
    server.answers.home = 'never';
    await open();
    await tab.frame.getByLabel('Loading').waitFor();
    for (const name of ['Needs you', 'Latest', 'This week', 'Setup']) await section(name).waitFor();
  });

  it('says what will appear where nothing has come in', async () => {
    server.answers.home = emptyHome;
    await open();
    await section('Needs you').getByText('No matches yet').waitFor();
    await section('Needs you').getByText('They appear here and in the chat as soon as a vacancy is open.').waitFor();
    await section('Setup').getByText('0 of 6 working').waitFor();
    await section('Setup').getByText('Before Wintro works in a company, its IT must approve it once.').waitFor();
  });

  it('opens no address that is not a web page', async () => {
    const home = homeOf();
    const [first] = home.needsYou;
    assert.ok(first);
    const candidate = { ...first.candidate, profileUrl: 'javascript:alert(1)' };
    server.answers.home = { ...home, needsYou: [{ ...first, candidate, job: { id: 'j', title: 'Lead' } }] };
    await open();
    await row('Needs you', 'Sam Roth').waitFor();
    assert.equal(await section('Needs you').getByRole('link').count(), 0);
  });
});
