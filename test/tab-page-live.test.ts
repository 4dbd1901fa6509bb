import assert from 'node:assert/strict';
import { until } from './company.ts';
import { partsOf } from './tab-page-parts.ts';
import { eventOf, homeOf } from './tab-page-samples.ts';
import { openTabServer } from './tab-page-world.ts';
import { tabSuite } from './tab-suite.ts';

describe('the tab’s Home while things change', function () {
  this.timeout(60_000);
  const suite = tabSuite(() => openTabServer());

  const open = async (options: Record<string, string> = {}): Promise<void> => {
    await suite.open(options);
    await suite.tab.frame.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  };
  const { section, row, text, live, heard, focused, gone } = partsOf(() => suite.tab);

  it('shows a change by itself and says it once', async () => {
    await open();
    await live().waitFor();
    const home = homeOf();
    const fresh = eventOf({ name: 'Noor el Amrani', job: 'Data Lead', hours: 0 });
    suite.server.answers.home = { ...home, needsYou: [fresh, ...home.needsYou], latest: [fresh, ...home.latest] };
    suite.server.changed();
    await heard('New: Noor el Amrani matches Data Lead');
    await row('Needs you', 'Noor el Amrani').waitFor();
    const reads = () => suite.server.asked.filter(line => line === 'GET /api/home').length;
    const before = reads();
    suite.server.changed();
    await until(reads, count => count > before);
    const later = { ...home, needsYou: [], needsYouTotal: 0, latest: [] };
    suite.server.answers.home = later;
    suite.server.changed();
    await text('No matches yet').waitFor();
    assert.equal((await suite.tab.said()).filter(line => line.includes('Noor el Amrani')).length, 1);
  });

  it('says that it reconnects, and is live again', async () => {
    await open();
    await live().waitFor();
    suite.server.answers.changes = 'refused';
    suite.server.dropStreams();
    await suite.tab.frame.getByText('Reconnecting').waitFor();
    suite.server.answers.changes = 'stream';
    await live().waitFor();
  });

  it('polls where there is no stream', async () => {
    suite.server.answers.changes = 'refused';
    await open();
    await suite.tab.frame.getByText('Checking every 30 seconds').waitFor();
  });

  it('keeps what it shows when the server fails, and tries again', async () => {
    await open();
    await row('Needs you', 'Sam Roth').waitFor();
    const { home } = suite.server.answers;
    suite.server.answers.home = { status: 500, code: 'internal' };
    suite.server.changed();
    await text('Home could not be brought up to date.').waitFor();
    await text('Request id: 5d1c2a70-9a4e').waitFor();
    await heard('Home could not be brought up to date. The server could not answer.');
    await row('Needs you', 'Sam Roth').waitFor();
    suite.server.answers.home = home;
    await suite.tab.frame.getByRole('button', { name: 'Try again' }).click();
    await gone(text('Home could not be brought up to date.'));
    await focused(suite.tab.frame.getByRole('heading', { name: 'Home', level: 1 }));
  });

  it('says soon that the server cannot be reached, and is live once it can', async () => {
    await open();
    await live().waitFor();
    await suite.tab.page.context().setOffline(true);
    suite.server.dropStreams();
    await text('The server cannot be reached. Check your connection.').waitFor();
    await row('Needs you', 'Sam Roth').waitFor();
    await suite.tab.page.context().setOffline(false);
    await gone(text('The server cannot be reached.'));
    await live().waitFor();
  });

  it('goes on at the next event when another recruiter settles the one with the focus', async () => {
    await open();
    await live().waitFor();
    await section('Needs you').getByRole('button', { name: 'Mark as reviewed: Ivy Chen' }).focus();
    const home = homeOf();
    const needsYou = home.needsYou.filter(event => event.candidate.fullName !== 'Ivy Chen');
    suite.server.answers.home = { ...home, needsYou, needsYouTotal: needsYou.length };
    suite.server.changed();
    await focused(section('Needs you').getByRole('heading', { name: 'Ravi Patel' }));
  });
});
