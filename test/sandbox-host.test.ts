import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { until } from './company.ts';
import { watch } from './tab-page-world.ts';
import { openWorld, type World } from './world.ts';

const [recruiter, boss, member] = ['Amara Okafor', 'Jonas Weidner', 'Mateusz Kowalczyk'];

describe('the app in the sandbox’s Teams', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;
  let page: Page;
  let tab: FrameLocator;
  let faults: string[];
  let candidate: string;

  before(async () => {
    [world, browser] = [await openWorld(), await openBrowser()];
    await open();
    await page.getByRole('button', { name: /Load a sample company/ }).click();
    await page.waitForURL(/panel=event/);
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });
  afterEach(() => assert.deepEqual(faults, []));

  async function open(hash = '', { width = 1280, theme = 'light' } = {}): Promise<void> {
    await page?.context().close();
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    faults = watch(page);
    tab = page.frameLocator('#app iframe');
    await page.addInitScript(name => {
      if (!localStorage.getItem('sandbox-theme')) localStorage.setItem('sandbox-theme', name);
    }, theme);
    await page.goto(`${world.base}/sandbox${hash}`);
  }

  const home = () => tab.getByRole('heading', { level: 1, name: 'Home', exact: true });
  const become = async (name: string) => {
    const people = page.getByLabel('Signed in as');
    const label = await people.locator('option', { hasText: name }).textContent();
    await people.selectOption(label);
  };
  const signedIn = (name: string) => page.getByText(`Teams has signed ${name} in.`).waitFor();
  /** Whom the product takes the tab for, by the token that it sends. */
  const nextToken = async () => {
    const request = await page.waitForRequest(each => each.url().endsWith('/api/me'));
    const [, claims = ''] = (request.headers().authorization ?? '').split('.');
    return JSON.parse(Buffer.from(claims, 'base64url').toString());
  };

  it('shows Home to the recruiter, signed in without a click', async () => {
    const token = nextToken();
    await page.locator('#rail').getByRole('button', { name: 'Wintro' }).click();
    await home().waitFor();
    await signedIn(recruiter);
    assert.equal((await token).name, recruiter);
    await page.waitForURL(/panel=app&room=app&tab=home&shape=wide&language=en$/);
  });

  it('shows an event on Home as soon as it is posted', async () => {
    await page.locator('.editor-lines :nth-child(5)').waitFor();
    candidate = JSON.parse(await page.getByLabel('The event as JSON').inputValue()).data.candidate.fullName;
    await page.getByRole('button', { name: 'Post event' }).click();
    await page.locator('.answer').getByText('202').first().waitFor();
    await tab.getByText(candidate).first().waitFor();
  });

  it('hands on the theme while the tab stays as it is', async () => {
    const frame = await page.locator('#app iframe').elementHandle();
    for (const [label, theme] of [
      ['Dark', 'dark'],
      ['High contrast', 'contrast'],
      ['Light', 'default'],
    ]) {
      await page.getByRole('button', { name: 'Theme' }).click();
      await page.getByRole('menuitemradio', { name: label ?? '' }).click();
      await tab.locator(`html[data-theme=${theme}]`).waitFor();
    }
    assert.ok(await frame?.evaluate(element => element.isConnected));
  });

  it('shows the app’s chat at its own tab, and Home as it was left', async () => {
    const tabs = page.getByRole('navigation', { name: 'Tabs of Wintro' });
    await tabs.getByRole('button', { name: 'Chat' }).click();
    await page.getByRole('heading', { name: `${recruiter}’s chat with Wintro` }).waitFor();
    await page.locator('.entry').last().getByRole('button', { name: 'Mark as reviewed' }).waitFor();
    await tabs.getByRole('button', { name: 'Home' }).click();
    await home().waitFor();
  });

  it('signs in whoever is chosen, and shows an employee the page of employees', async () => {
    const token = nextToken();
    await become(boss);
    assert.equal((await token).name, boss);
    await signedIn(boss);
    await home().waitFor();
    await become(member);
    await signedIn(member);
    await tab.getByRole('heading', { name: 'We do not know you yet' }).waitFor();
    await world.sandbox.connector.install(await page.getByLabel('Signed in as').inputValue());
    await tab.getByRole('button', { name: 'Check again' }).click();
    await tab.getByRole('heading', { name: 'Home is for recruiters' }).waitFor();
    await home().waitFor({ state: 'detached' });
    await become(recruiter);
    await home().waitFor();
  });

  it('speaks the chosen language, and keeps it with the shape', async () => {
    await page.getByLabel('Language').selectOption('nl');
    await tab.locator('html[lang^=nl]').waitFor();
    await page.getByText('Side panel').click();
    const width = () => page.locator('#app iframe').evaluate(element => element.clientWidth);
    await until(width, wide => wide === 320);
    await page.getByText('Phone', { exact: true }).click();
    await tab.getByRole('heading', { level: 1 }).waitFor();
    await until(width, wide => wide === 360);
    await page.goto(`${world.base}/sandbox#panel=app`);
    await page.reload();
    await tab.locator('html[lang^=nl]').waitFor();
    await page.getByRole('radio', { name: 'Phone', checked: true }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.locator('body[data-room=chat]').waitFor();
  });

  it('hands the focus on past both ends of the frame', async () => {
    await open('#panel=app');
    await home().waitFor();
    // What leaves the frame goes by messages, so that each step is waited for.
    const here = () =>
      page.evaluate(() => {
        const outside = document.activeElement;
        const inside = outside instanceof HTMLIFrameElement && outside.contentDocument?.activeElement;
        const name = (each: Element) =>
          each.getAttribute('aria-label') ?? each.getAttribute('value') ?? each.textContent;
        return [outside, inside].map(each => (each ? `${each.localName} ${name(each)?.trim()}` : '')).join(' > ');
      });
    const press = async (key: string): Promise<string> => {
      const before = await here();
      await page.keyboard.press(key);
      return until(here, now => now !== before && now !== 'iframe  > body ');
    };
    await page.getByRole('radio', { name: 'Wide' }).focus();
    assert.match(await press('Tab'), /^iframe .* > a Skip to content$/);
    assert.match(await press('Shift+Tab'), /^input wide > $/);
    let last = await press('Tab');
    for (let step = 0; step < 40 && last.startsWith('iframe'); step += 1) last = await press('Tab');
    assert.match(last, /^button /);
  });

  it('hears no other window, and answers what it does not know with an error', async () => {
    const ask = (func: string) =>
      tab.locator('body').evaluate(
        (_body, name) =>
          new Promise(resolve => {
            addEventListener('message', ({ data }) => data.id === 'probe' && resolve(data.args));
            parent.postMessage({ id: 'probe', func: name, args: [] }, location.origin);
          }),
        func,
      );
    assert.deepEqual(await ask('pages.navigateToApp'), [true]);
    const refusal = (func: string) => `The sandbox's Teams does not know ${func}.`;
    assert.deepEqual(await ask('pages.tabs.nonsense'), [false, refusal('pages.tabs.nonsense')]);
    assert.deepEqual(await ask('toString'), [{ errorCode: 100, message: refusal('toString') }]);
    // The tab's own requests for tokens go on meanwhile; what counts is who is answered.
    const askAside = () => {
      const heard: unknown[] = [];
      Reflect.set(window, 'heard', heard);
      addEventListener('message', ({ data }) => data.id === 'aside' && !data.func && heard.push(data));
      parent.postMessage({ id: 'aside', func: 'authentication.getAuthToken', args: [] }, '*');
    };
    await page.evaluate(() => {
      const stranger = document.createElement('iframe');
      stranger.name = 'stranger';
      document.body.append(stranger);
    });
    const others = [page.frame('stranger') ?? assert.fail('There is no stranger.'), page.mainFrame()];
    for (const other of others) await other.evaluate(askAside);
    assert.match(JSON.stringify(await ask('authentication.getAuthToken')), /^\[true,"ey/);
    for (const other of others) assert.deepEqual(await other.evaluate(() => Reflect.get(window, 'heard')), []);
  });

  it('says after 30 seconds that the tab does not come, and tries again', async () => {
    await open();
    await page.clock.install();
    await page.route('**/tab/home', route => route.fulfill({ contentType: 'text/html', body: '<p>Nothing</p>' }));
    await page.locator('#rail').getByRole('button', { name: 'Wintro' }).click();
    await page.getByText('Wintro is loading').waitFor();
    await page.clock.runFor(31_000);
    await page.getByRole('alert').getByText('Wintro could not be loaded').waitFor();
    await page.unroute('**/tab/home');
    await page.getByRole('button', { name: 'Retry' }).click();
    await home().waitFor();
  });

  for (const theme of ['light', 'dark', 'contrast'])
    for (const width of [1280, 900, 320])
      it(`is accessible and never scrolls sideways at ${width} px, theme ${theme}`, async () => {
        for (const shape of ['wide', 'phone']) {
          await open(`#panel=app&shape=${shape}`, { width, theme });
          await tab.getByText(candidate).first().waitFor();
          const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
          assert.deepEqual(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
            [],
          );
          const wide = await page.evaluate(() =>
            [document.documentElement, ...document.querySelectorAll('.app, .app-head, .app-controls, .frame-stage')]
              .filter(element => element.scrollWidth > element.clientWidth + 1)
              .map(element => element.className || element.tagName),
          );
          assert.deepEqual(wide, []);
        }
      });
});
