import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '#sandbox/start.ts';
import { openBrowser } from './browser.ts';
import { until } from './company.ts';
import { bot, botToken, createCaller } from './sandbox-world.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';
const recruiter = 'Amara Okafor';

const card = (headline: string, ...verbs: string[]) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', style: 'heading', text: headline, wrap: true },
    { type: 'Input.Text', id: 'note', label: 'Note' },
  ],
  actions: verbs.map(verb => ({ type: 'Action.Execute', title: verb, verb, data: { candidate: 'c-1' } })),
});

type Told = { type: string; conversation: { id: string }; value?: { action: { verb: string; data: unknown } } };

async function readJson<T>(req: IncomingMessage): Promise<T> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return JSON.parse(text);
}

describe('the sandbox page in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let sandbox: Sandbox;
  let product: Server;
  let origin: string;
  let page: Page;
  let faults: string[];
  let pressed: unknown[];
  let refuses: boolean;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  /** A product with a bot in it: an event becomes a card in every chat it was installed in, a button a new card. */
  beforeEach(async () => {
    const chats = new Set<string>();
    pressed = [];
    refuses = false;
    product = createServer(async (req, res) => {
      if (req.url?.startsWith('/sandbox')) return sandbox.handle(req, res);
      const reply = (status: number, body: unknown) => {
        // Apart, since restify, once loaded, has writeHead answer nothing.
        res.writeHead(status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(body));
      };
      if (req.url === '/api/messages') {
        const told = await readJson<Told>(req);
        if (told.type === 'installationUpdate') chats.add(told.conversation.id);
        if (told.type !== 'invoke') return reply(200, {});
        pressed.push(told.value?.action);
        if (refuses) return reply(500, {});
        return reply(200, { statusCode: 200, type: cardType, value: card('Reviewed by you', 'Undo') });
      }
      const { data } = await readJson<{ data?: { candidate: { fullName: string } } }>(req);
      if (!data) return reply(400, { title: 'Not valid', errors: [{ field: 'data', message: 'is required' }] });
      const call = createCaller(sandbox, await botToken(sandbox));
      for (const chat of chats) {
        const content = card(`${data.candidate.fullName} matches`, 'Mark as reviewed', 'Snooze');
        const summary = `${data.candidate.fullName} matches a job`;
        const attachments = [{ contentType: cardType, content }];
        await call('POST', `/${chat}/activities`, { type: 'message', summary, attachments });
      }
      reply(202, { accepted: 1 });
    });
    product.listen(0, '127.0.0.1');
    await once(product, 'listening');
    const address = product.address();
    if (typeof address !== 'object' || address === null) throw new Error('not listening');
    origin = `http://localhost:${address.port}`;
    sandbox = await startSandbox({
      port: 0,
      bot,
      productUrl: origin,
      loadCompany: async () => ({ apiKey: 'key' }),
    });
  });
  afterEach(async () => {
    await page.context().close();
    await sandbox.stop();
    product.close();
    product.closeAllConnections();
  });

  async function open(width = 1280, theme = 'light'): Promise<void> {
    const context = await browser.newContext({ viewport: { width, height: 720 }, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    faults = [];
    page.on('console', message => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', error => faults.push(error.message));
    await page.addInitScript(name => localStorage.setItem('sandbox-theme', name), theme);
    await page.goto(`${origin}/sandbox`);
  }

  const show = (view: string) => page.locator(`.switch-item[data-view=${view}]`).click();
  const lastEntry = () => page.locator('.entry').last();

  const reads = (selector: string, text: RegExp) =>
    until(
      async () => (await page.locator(selector).textContent()) ?? '',
      seen => text.test(seen),
    );

  async function load(): Promise<void> {
    await page.getByRole('button', { name: /Load a sample company/ }).click();
    await page.getByRole('button', { name: 'Post event' }).waitFor();
    await page.locator('.editor-lines :nth-child(5)').waitFor();
  }

  async function post(): Promise<void> {
    await page.getByRole('button', { name: 'Post event' }).click();
    await page.locator('.answer').waitFor();
  }

  async function assertClean(state: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
    assert.deepEqual(found, [], state);
    const wide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.people, .chat, .chat-scroll, .tools, .panel')]
        .filter(element => element.scrollWidth > element.clientWidth + 1)
        .map(element => element.className || element.tagName),
    );
    assert.deepEqual(wide, [], `${state}: scrolls sideways`);
  }

  it('loads a sample company and shows the chat of its first recruiter', async () => {
    await open();
    await load();
    await page.locator('#chat-title').getByText(`${recruiter}’s chat with Wintro`, { exact: true }).waitFor();
    await until(
      () => page.locator('.person[aria-current]').count(),
      count => count === 1,
    );
    await page.waitForURL(/#person=[^&]+&panel=event$/);
    assert.deepEqual(faults, []);
  });

  it('shows the card of an event, and replaces it when its button is pressed', async () => {
    await open();
    await load();
    await post();
    await reads('.answer', /^202 Accepted – Stored; a card follows\./);
    await lastEntry().getByText('matches', { exact: false }).first().waitFor();
    await reads('#announcer', /New card from Wintro: .+ matches a job/);
    await lastEntry().getByLabel('Note').fill('call her');
    await lastEntry().getByRole('button', { name: 'Mark as reviewed' }).click();
    await lastEntry().getByText('Reviewed by you').waitFor();
    await lastEntry()
      .getByText(/Edited \d\d:\d\d/)
      .waitFor();
    assert.deepEqual(pressed, [
      {
        type: 'Action.Execute',
        verb: 'Mark as reviewed',
        title: 'Mark as reviewed',
        data: { candidate: 'c-1', note: 'call her' },
      },
    ]);
    await page.getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor();
    await until(
      () => page.locator('.step[data-state=done]').count(),
      count => count === 3,
    );
    assert.deepEqual(faults, []);
  });

  it('says in words what a button ran into, and keeps the card usable', async () => {
    await open();
    await load();
    await post();
    refuses = true;
    await lastEntry().getByRole('button', { name: 'Snooze' }).click();
    await lastEntry().getByRole('alert').getByText('Something went wrong').waitFor();
    refuses = false;
    await lastEntry().getByRole('button', { name: 'Try again' }).click();
    await lastEntry().getByText('Reviewed by you').waitFor();
  });

  it('names the line of a fault in the JSON and the field that the product refused', async () => {
    await open();
    await load();
    const text = page.getByLabel('The event as JSON');
    await text.fill('{\n  "id": "1"\n  "source": "/x"\n}');
    await page.getByText('Line 2, column 12: A comma or } is missing here.').waitFor();
    await text.fill('{ "id": "1" }');
    await post();
    await reads('.answer', /^400 Bad request – Not valid.*data is required/);
  });

  it('is worked through by keyboard alone', async () => {
    await open();
    const reach = async (name: string) => {
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const element = document.activeElement;
          return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
        });
        if (here.startsWith(name)) return;
      }
      assert.fail(`the Tab key does not reach ${name}`);
    };
    await reach('Load a sample company');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Post event' }).waitFor();
    await page.locator('.editor-lines :nth-child(5)').waitFor();
    await reach('Post event');
    await page.keyboard.press('Enter');
    await lastEntry().getByRole('button', { name: 'Mark as reviewed' }).waitFor();
    await page.reload();
    await lastEntry().getByRole('button', { name: 'Mark as reviewed' }).waitFor();
    await reach('Mark as reviewed');
    await page.keyboard.press('Enter');
    await lastEntry().getByText('Reviewed by you').waitFor();
    await page.reload();
    await lastEntry().getByText('Reviewed by you').waitFor();
    await reach(`What ${recruiter} can do`);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitem', { name: 'Remove the app' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[aria-haspopup=menu]:focus').waitFor();
  });

  it('says who has blocked the bot, and takes the block back', async () => {
    await open();
    await load();
    await page.getByRole('button', { name: /can do with the app/ }).click();
    await page.getByRole('menuitem', { name: 'Block the bot' }).click();
    await page.getByText(`${recruiter} has blocked the bot`).waitFor();
    await page.getByRole('button', { name: 'Unblock' }).click();
    await page.getByText(`${recruiter} has blocked the bot`).waitFor({ state: 'detached' });
  });

  it('switches a fault on for one person and off again', async () => {
    await open();
    await load();
    await show('faults');
    await page.getByRole('switch', { name: /too many requests/ }).click();
    await page.getByText(`For ${recruiter}, wait 5 s, until switched off`).waitFor();
    assert.equal(sandbox.faults.list()[0]?.kind, 'throttled');
    await page.getByRole('button', { name: /^Switch off: Teams answers/ }).click();
    await page.getByText('Teams behaves well just now.').waitFor();
  });

  it('goes on without the stream of changes, and says so', async () => {
    await open();
    await load();
    await page.route('**/sandbox/api/changes', route => route.abort());
    await page.reload();
    await page.getByText('Live, checking every 2 s').waitFor();
    await post();
    await lastEntry().getByRole('button', { name: 'Mark as reviewed' }).waitFor();
  });

  for (const theme of ['light', 'dark', 'contrast'])
    for (const width of [1280, 320])
      it(`is accessible and never scrolls sideways at ${width} px, theme ${theme}`, async () => {
        await open(width, theme);
        await page.getByRole('button', { name: /Load a sample company/ }).waitFor();
        await assertClean('before a company is loaded');
        await load();
        await post();
        await assertClean('an event is posted');
        if (width === 320) {
          await show('people');
          await assertClean('people');
          await show('chat');
        }
        await lastEntry().getByRole('button', { name: 'Mark as reviewed' }).waitFor();
        await assertClean('a card');
        await show('faults');
        await page.getByRole('switch', { name: /silent/ }).click();
        await page.getByText('Active now').waitFor();
        await assertClean('a fault');
        await show('mail');
        await assertClean('no mail');
      });
});
