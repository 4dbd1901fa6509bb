import assert from 'node:assert/strict';
import { partsOf } from './tab-page-parts.ts';
import { emptyHome, eventOf, homeOf } from './tab-page-samples.ts';
import { openTabServer } from './tab-page-world.ts';
import { tabSuite } from './tab-suite.ts';

describe('the tab’s Home in Teams', function () {
  this.timeout(60_000);
  const suite = tabSuite(() => openTabServer());

  const open = async (options: Record<string, string> = {}): Promise<void> => {
    await suite.open(options);
    await suite.tab.frame.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  };
  const { section, row, heard, focused, gone } = partsOf(() => suite.tab);

  it('lists what needs the recruiter, with who, why and for which job', async () => {
    await open();
    const card = row('Needs you', 'Sam Roth referred for Platform Engineer').first();
    await card.getByText('Referred by Kim Vos').waitFor();
    await card.getByText('Match 86 of 100').waitFor();
    await card.getByText('Worked with Sam for three years').waitFor();
    const profile = card.getByRole('link', { name: 'Open profile in new tab: Sam Roth' });
    await profile.and(suite.tab.frame.locator('[href="https://talent.example/sam-roth"][target=_blank]')).waitFor();
    await section('Needs you').getByText('4 open').waitFor();
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
    await section('Last 7 days').getByText('1,012').waitFor();
    const rows = await section('Setup').getByRole('listitem').allInnerTexts();
    assert.deepEqual(
      rows.map(row => row.split('\n').slice(0, 3).join(' | ')),
      [
        'Teams app | Working | 3 recruiters have the bot.',
        'Teams chat | Not set up | Nudges sent as you',
        'Outlook | Needs attention | Nudges from your mailbox',
        'SCIM provisioning | Waiting | Keeps people in sync, from 50 employees',
        'Single sign-on (SSO) | Not set up | If your company requires it',
        'Sign in with Microsoft | Not set up | Needs no IT admin',
      ],
    );
  });

  it('marks an event as reviewed at once, and takes it back', async () => {
    await open();
    await section('Needs you').getByRole('button', { name: 'Mark as reviewed: Sam Roth' }).click();
    const undo = section('Needs you').getByRole('button', { name: 'Undo: Sam Roth' });
    await focused(undo);
    await section('Needs you').getByText('3 open').waitFor();
    await row('Latest', 'Sam Roth').getByText('Reviewed by you').waitFor();
    await heard('Sam Roth referred for Platform Engineer: marked as reviewed.');
    await undo.click();
    await section('Needs you').getByText('4 open').waitFor();
    await focused(section('Needs you').getByRole('button', { name: 'Mark as reviewed: Sam Roth' }));
    await heard('Sam Roth referred for Platform Engineer: undone.');
    assert.ok(suite.server.asked.includes('POST /api/home/notifications/n%3Asam-roth/undo-review'));
  });

  it('puts an event back when the server refuses, and says why', async () => {
    await open();
    suite.server.answers.act = { status: 409, code: 'conflict', detail: 'Lee Park was faster.' };
    await section('Needs you').getByRole('button', { name: 'Mark as reviewed: Sam Roth' }).click();
    await row('Needs you', 'Sam Roth')
      .getByText('This could not be marked as reviewed. Lee Park was faster.')
      .waitFor();
    await section('Needs you').getByText('4 open').waitFor();
    await gone(row('Latest', 'Sam Roth').getByText('Reviewed by you'));
    await focused(section('Needs you').getByRole('button', { name: 'Mark as reviewed: Sam Roth' }));
    await heard('This could not be marked as reviewed.');
  });

  it('snoozes an event from a menu that the keyboard reaches, and takes it back', async () => {
    await open();
    const snooze = section('Needs you').getByRole('button', { name: 'Snooze: Ivy Chen' });
    await snooze.focus();
    await suite.tab.page.keyboard.press('Enter');
    await suite.tab.frame.getByRole('menuitem', { name: 'In 1 hour' }).waitFor();
    await suite.tab.page.keyboard.press('Escape');
    await gone(suite.tab.frame.getByRole('menu'));
    await focused(snooze);
    await snooze.click();
    await suite.tab.frame.getByRole('menuitem', { name: 'In 4 hours' }).click();
    await row('Latest', 'Ivy Chen').getByText('Snoozed until').waitFor();
    const undo = section('Needs you').getByRole('button', { name: 'Undo: Ivy Chen' });
    await focused(undo);
    await undo.click();
    await section('Needs you').getByRole('button', { name: 'Snooze: Ivy Chen' }).waitFor();
    await heard('Ivy Chen recommended for Product Designer: undone.');
    assert.ok(suite.server.asked.includes('POST /api/home/notifications/n%3Aivy-chen/undo-snooze'));
  });

  it('shows many step by step, and goes on at the first of those that were hidden', async () => {
    const needsYou = Array.from({ length: 50 }, (_, place) =>
      eventOf({ name: `Candidate ${place + 1}`, job: 'Data Lead', hours: place }),
    );
    suite.server.answers.home = homeOf({ needsYou, needsYouTotal: 5_000, latest: needsYou.slice(0, 20) });
    await open();
    await section('Needs you').getByText('5,000 open').waitFor();
    for (const [step, first] of [
      [20, 9],
      [20, 29],
      [2, 49],
    ]) {
      await section('Needs you')
        .getByRole('button', { name: `Show ${step} more` })
        .press('Enter');
      await focused(section('Needs you').getByRole('heading', { name: `Candidate ${first} ` }));
    }
    await section('Needs you').getByText('These are the newest 50 of 5,000.').waitFor();
    await section('Latest').getByRole('button', { name: 'Show 12 more' }).press('Enter');
    await focused(section('Latest').getByRole('heading', { name: 'Candidate 9 ' }));
  });

  it('shows the beginning of a long note, and all of it on demand', async () => {
    const home = homeOf();
    const [first] = home.needsYou;
    assert.ok(first);
    suite.server.answers.home = { ...home, needsYou: [{ ...first, note: `${'Very good. '.repeat(80)}The end.` }] };
    await open();
    const card = row('Needs you', 'Sam Roth').first();
    await card.getByRole('button', { name: 'Show all', expanded: false }).click();
    await card.getByText('The end.').waitFor();
    await card.getByRole('button', { name: 'Show less', expanded: true }).click();
    await gone(card.getByText('The end.'));
  });

  it('shows its own shape while it loads', async () => {
    suite.server.answers.home = 'never';
    await open();
    await suite.tab.frame.getByRole('progressbar', { name: 'Loading' }).waitFor();
    for (const name of ['Needs you', 'Latest', 'Last 7 days', 'Setup']) await section(name).waitFor();
  });

  it('says what will appear where nothing has come in', async () => {
    suite.server.answers.home = emptyHome;
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
    suite.server.answers.home = { ...home, needsYou: [{ ...first, candidate, job: { id: 'j', title: 'Lead' } }] };
    await open();
    await row('Needs you', 'Sam Roth').waitFor();
    await gone(section('Needs you').getByRole('link'));
  });
});
