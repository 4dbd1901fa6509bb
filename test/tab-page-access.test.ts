import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { emptyHome, someone } from './tab-page-samples.ts';
import { openTab, openTabServer, type Tab, type TabServer } from './tab-page-world.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type State = { heading: string; set?: (server: TabServer) => void; options?: Record<string, string> };

const refused = (code: string) => (server: TabServer) => {
  server.answers.me = { status: 401, code };
  server.answers.home = { status: 401, code };
};
const states: Record<string, State> = {
  loaded: { heading: 'Home' },
  empty: { heading: 'Home', set: server => Object.assign(server.answers, { home: emptyHome }) },
  loading: { heading: 'Home', set: server => Object.assign(server.answers, { home: 'never' }) },
  failed: {
    heading: 'Home',
    set: server => Object.assign(server.answers, { home: { status: 500, code: 'internal' } }),
  },
  unconnected: { heading: 'Your company is not connected yet', set: refused('no-organization') },
  unknown: { heading: 'We do not know you yet', set: refused('unknown-person') },
  inactive: { heading: 'Your account is switched off', set: refused('inactive') },
  unauthorized: { heading: 'Teams could not sign you in', options: { noToken: 'yes' } },
  member: {
    heading: 'Home is for recruiters',
    set: server => Object.assign(server.answers, { me: { ...someone, role: 'member' } }),
  },
};

describe('the tab for everybody', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: TabServer;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    server = await openTabServer();
  });
  afterEach(() => server.close());

  const show = async (state: State, options: Record<string, string>, width: number): Promise<Tab> => {
    state.set?.(server);
    const viewport = { width, height: width > 700 ? 900 : 700 };
    const tab = await openTab(browser, server, { ...options, ...state.options }, { viewport });
    await tab.frame.getByRole('heading', { level: 1 }).waitFor();
    return tab;
  };
  /** axe looks into the frame from the host, whose own page is none of ours. */
  const check = async ({ page }: Tab): Promise<void> => {
    const { violations } = await new AxeBuilder({ page })
      .withTags(rules)
      .include(['#tab', 'body'])
      .exclude(['#tab', '[data-tabster-dummy]'])
      .analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
    assert.deepEqual(found, []);
  };
  const sideways = (tab: Tab): Promise<number> =>
    tab.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  for (const [name, state] of Object.entries(states))
    it(`has no fault that axe finds, and never scrolls sideways: ${name}`, async () => {
      const [wide, narrow] = [1280, 320];
      for (const [theme, widths] of [
        ['default', name === 'loaded' ? [wide, narrow] : [narrow]],
        ['dark', name === 'loaded' ? [wide, narrow] : [wide]],
        ['contrast', name === 'loaded' ? [wide, narrow] : [narrow]],
      ] as const)
        for (const width of widths) {
          const tab = await show(state, { theme }, width);
          await tab.frame.getByRole('heading', { name: state.heading, level: 1 }).waitFor();
          if (name === 'loaded') await tab.frame.getByText('1,012').waitFor();
          await check(tab);
          assert.equal(await sideways(tab), 0);
          assert.deepEqual(tab.faults, []);
          await tab.close();
        }
    });

  it('has no fault that axe finds in the open menu', async () => {
    const tab = await show({ heading: 'Home' }, { theme: 'dark' }, 320);
    await tab.frame.getByRole('button', { name: 'Snooze: Sam Roth' }).click();
    await tab.frame.getByRole('menuitem', { name: 'Tomorrow' }).waitFor();
    await check(tab);
    assert.equal(await sideways(tab), 0);
    await tab.close();
  });

  it('has room for words that are two fifths longer, and leaves none in English', async () => {
    for (const width of [1280, 320]) {
      const tab = await show({ heading: '' }, { locale: 'en-XA' }, width);
      await tab.frame.getByText('1,012').waitFor();
      assert.equal(await sideways(tab), 0);
      const cut = await tab.frame.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main *, header *')]
          .filter(element => element.clientWidth > 0 && getComputedStyle(element).overflowX !== 'visible')
          .filter(element => element.scrollWidth > element.clientWidth + 1)
          .map(element => element.textContent),
      );
      assert.deepEqual(cut, []);
      for (const english of ['Needs you', 'Mark as reviewed', 'This week', 'Not set up'])
        assert.equal(await tab.frame.getByText(english, { exact: true }).count(), 0);
      await tab.close();
    }
  });

  it('speaks the language of Teams', async () => {
    for (const [locale, heading, lang] of [
      ['nl-NL', 'Wacht op jou', 'nl-NL'],
      ['de-AT', 'Wartet auf Sie', 'de-AT'],
      ['fr-FR', 'Needs you', 'en'],
    ] as const) {
      const tab = await show({ heading: '' }, { locale }, 1280);
      await tab.frame.getByRole('heading', { name: heading }).waitFor();
      const html = tab.frame.locator('html');
      assert.deepEqual([await html.getAttribute('lang'), await html.getAttribute('dir')], [lang, 'ltr']);
      await tab.close();
    }
  });

  it('is walked through by keyboard in the order in which it is read, beginning with the way past the navigation', async () => {
    const tab = await show({ heading: 'Home' }, {}, 1280);
    await tab.frame.getByText('1,012').waitFor();
    const stops: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      await tab.page.keyboard.press('Tab');
      const focused = tab.frame.locator(':focus');
      stops.push((await focused.getAttribute('aria-label')) ?? (await focused.innerText()));
      const outline = await focused.evaluate(element => getComputedStyle(element).outlineStyle);
      const ring = await focused.evaluate(element => getComputedStyle(element, '::after').outlineStyle);
      assert.ok(turn === 0 || outline !== 'none' || ring !== 'none', `${stops.at(-1)} shows no focus`);
    }
    const title = 'Sam Roth referred for Platform Engineer';
    assert.deepEqual(stops, [
      'Skip to content',
      'Home',
      'Help, opens in a new tab',
      `Mark as reviewed: ${title}`,
      `Snooze: ${title}`,
      'Open profile in new tab: Sam Roth',
    ]);
    await tab.frame.getByRole('link', { name: 'Skip to content' }).focus();
    await tab.page.keyboard.press('Enter');
    assert.equal(await tab.frame.evaluate(() => document.activeElement?.id), 'content');
    await tab.close();
  });

  it('has targets of 24 px, and of 44 px under fingers', async () => {
    for (const [least, context] of [
      [24, {}],
      [44, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }],
    ] as const) {
      const tab = await openTab(browser, server, {}, context);
      await tab.frame.getByText('1,012').waitFor();
      const small = await tab.frame.evaluate(
        limit =>
          [...document.querySelectorAll<HTMLElement>('main a, main button, header a')]
            .map(element => ({ text: element.textContent, height: element.getBoundingClientRect().height }))
            .filter(({ height }) => height < limit),
        least,
      );
      assert.deepEqual(small, []);
      await tab.close();
    }
  });

  it('keeps its icons and borders where the system sets the colours, and moves nothing for who asks for that', async () => {
    const tab = await openTab(browser, server, {}, { forcedColors: 'active', reducedMotion: 'reduce' });
    await tab.frame.getByText('1,012').waitFor();
    const panel = await tab.frame
      .getByRole('region', { name: 'Needs you' })
      .evaluate(element => getComputedStyle(element).borderTopStyle);
    assert.equal(panel, 'solid');
    const moving = await tab.frame.evaluate(() => {
      const durations = document.getAnimations().map(({ effect }) => Number(effect?.getTiming().duration ?? 0));
      return durations.filter(duration => duration > 10).length;
    });
    assert.equal(moving, 0);
    await tab.close();
  });
});
