import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import mongoose from 'mongoose';
import { pino } from 'pino';
import type { Browser, Locator, Page } from 'playwright-core';
import { disconnectDatabase } from '#core/database.ts';
import { readConfig } from '#env/config.ts';
import { type Playground, startPlayground } from '../cli/playground-product.ts';
import { openBrowser } from './browser.ts';
import { until } from './company.ts';
import { dropDatabase, freePort, newFolder, ownDatabase } from './places.ts';
import { brisk } from './world.ts';

const log = pino({ level: 'silent' });
const pictures = path.resolve('.data', 'screenshots', 'playground');

describe('Agents Playground', function () {
  this.timeout(60_000);

  let playground: Playground;
  let browser: Browser;
  let page: Page;
  let database = '';

  before(async () => {
    if (mongoose.connection.readyState !== 0) await disconnectDatabase();
    database = ownDatabase('playground');
    playground = await startPlayground({
      // From the fifth event within 5 s on they come as one card.
      config: readConfig({
        ...brisk,
        GATHER_ABOVE: '4',
        GATHER_WINDOW_MS: '5000',
        SUPPORT_EMAIL: 'help@wintro.example',
      }),
      mongodbUri: database,
      folder: newFolder('playground'),
      ports: { product: await freePort(), playground: await freePort() },
      open: false,
      log,
    });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await page.route(
      url => url.hostname !== '127.0.0.1',
      route => route.abort(),
    );
    mkdirSync(pictures, { recursive: true });
  });

  after(async () => {
    await browser?.close();
    await playground?.stop();
    if (database) await dropDatabase(database);
  });

  const cards = (text: string | RegExp): Locator => page.locator('.ac-adaptiveCard').filter({ hasText: text });

  /** Waits for the newest card with that text, and draws it into a file. */
  async function card(text: string | RegExp, name: string): Promise<Locator> {
    const found = cards(text).last();
    await found.waitFor({ timeout: 15_000 });
    await found.screenshot({ path: path.join(pictures, `${name}.png`) });
    return found;
  }

  async function write(text: string): Promise<void> {
    const { company, recruiter, tool } = playground;
    const answer = await fetch(`${tool.url}/_conversation/v1/conversations/a:${company.tenantId}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: { id: `29:${recruiter.id}` }, text, textFormat: 'plain' }),
    });
    assert.equal(answer.status, 200);
  }

  it('welcomes the person when its page installs the bot', async () => {
    await page.goto(playground.tool.url);
    await card('Hello Amara', 'welcome');
    await cards('Hello Amara').last().getByText('You are connected to Linden & Park.').waitFor();
  });

  it('answers the words of the chat with cards', async () => {
    for (const [text, title, name] of [
      ['help', 'What you can write', 'help'],
      ['status', 'Your notifications', 'status'],
      ['settings', 'Choose when each kind reaches you', 'settings'],
      ['pause', 'Pause notifications', 'pause'],
    ] as const) {
      await write(text);
      await card(title, name);
    }
  });

  it('shows the card of each kind of event as it arrives', async () => {
    const expected = {
      'Candidate matched': /matches/,
      'Candidate referred': /referred for/,
      'Candidate recommended': /recommended for/,
      'Action required': /Action needed/,
    };
    for (const [kind, text] of Object.entries(expected)) {
      assert.equal(await playground.postNext(), kind);
      await card(text, kind.toLowerCase().replaceAll(' ', '-'));
    }
  });

  it('replaces the card when its button is pressed, and again when that is undone', async () => {
    const count = () => page.locator('.ac-adaptiveCard').count();
    const before = await count();
    const same = () => until(count, now => now === before);
    await cards(/referred for/)
      .getByRole('button', { name: 'Mark as reviewed' })
      .click();
    const reviewed = await card('Marked as reviewed by you', 'reviewed');
    await same();
    await cards(/referred for/)
      .getByRole('button', { name: 'Mark as reviewed' })
      .waitFor({ state: 'detached' });
    await reviewed.getByRole('button', { name: 'Undo' }).click();
    await cards(/referred for/)
      .getByRole('button', { name: 'Mark as reviewed' })
      .waitFor();
    await same();
  });

  it('asks until when, and says until when it is snoozed', async () => {
    const asked = cards(/Action needed/).last();
    await asked.getByRole('button', { name: 'Snooze' }).click();
    await card('Snooze until', 'snooze');
    await asked.getByRole('button', { name: 'Snooze' }).last().click();
    await card('It comes back then', 'snoozed');
  });

  it('gathers what comes too fast into one card', async () => {
    for (let count = 0; count < 7; count++) await playground.postNext();
    await card(/\d candidates for you/, 'gathered');
  });

  it('ends with the sign-out', async () => {
    await write('sign out');
    await card('You are signed out', 'signed-out');
  });

  it('takes nothing that names another service URL', async () => {
    const answer = await fetch(`${playground.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl: 'http://127.0.0.1:9/', text: 'help' }),
    });
    assert.equal(answer.status, 403);
  });
});
