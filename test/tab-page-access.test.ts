import assert from 'node:assert/strict';
import { until } from './company.ts';
import { assertAccessible } from './tab-axe.ts';
import { emptyHome, someone } from './tab-page-samples.ts';
import { openTabServer, sideways, type Tab, type TabServer } from './tab-page-world.ts';
import { tabSuite } from './tab-suite.ts';

type State = {
  heading: string;
  /** What is there once it is shown in full. */
  text: string;
  set?: (server: TabServer) => void;
  options?: Record<string, string>;
};

const refused = (code: string) => (server: TabServer) => {
  server.answers.me = { status: 401, code };
  server.answers.home = { status: 401, code };
};
const loaded: State = { heading: 'Home', text: '1,012' };
const states: Record<string, State> = {
  loaded,
  empty: {
    heading: 'Home',
    text: 'No matches yet',
    set: server => Object.assign(server.answers, { home: emptyHome }),
  },
  loading: { heading: 'Home', text: 'Contoso', set: server => Object.assign(server.answers, { home: 'never' }) },
  failed: {
    heading: 'Home',
    text: 'Home could not be loaded.',
    set: server => Object.assign(server.answers, { home: { status: 500, code: 'internal' } }),
  },
  unconnected: {
    heading: 'Your company is not connected yet',
    text: 'Copy message',
    set: refused('no-organization'),
  },
  unknown: { heading: 'We do not know you yet', text: 'Check again', set: refused('unknown-person') },
  inactive: { heading: 'Your account is switched off', text: 'Your history is kept', set: refused('inactive') },
  unauthorized: { heading: 'Teams could not sign you in', text: 'Details', options: { noToken: 'yes' } },
  silent: { heading: 'Teams does not answer', text: 'Choose Try again.', options: { silent: 'yes' } },
  missing: { heading: 'This page is not here', text: 'Go to Home', options: { place: 'no/such/page' } },
  member: {
    heading: 'Home is for recruiters',
    text: 'You are signed in as Amara Okafor of Contoso.',
    set: server => Object.assign(server.answers, { me: { ...someone, role: 'member' } }),
  },
};

describe('the tab for everybody', function () {
  this.timeout(120_000);
  const suite = tabSuite(() => openTabServer());

  const show = async (state: State, options: Record<string, string>, width: number): Promise<Tab> => {
    state.set?.(suite.server);
    const viewport = { width, height: width > 700 ? 900 : 700 };
    const tab = await suite.show({ ...options, ...state.options }, { viewport });
    if (state.heading) await tab.frame.getByRole('heading', { name: state.heading, level: 1 }).waitFor();
    await tab.frame.getByRole('main').getByText(state.text).first().waitFor();
    return tab;
  };

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
          await assertAccessible(tab);
          assert.equal(await sideways(tab), 0);
          assert.deepEqual(tab.faults, []);
          await tab.close();
        }
    });

  it('has no fault that axe finds in the open menu', async () => {
    const tab = await show(loaded, { theme: 'dark' }, 320);
    await tab.frame.getByRole('button', { name: 'Snooze: Sam Roth' }).click();
    await tab.frame.getByRole('menuitem', { name: 'Tomorrow' }).waitFor();
    await assertAccessible(tab);
    assert.equal(await sideways(tab), 0);
    await tab.close();
  });

  it('speaks the language of Teams', async () => {
    for (const [locale, heading, lang] of [
      ['nl-NL', 'Wacht op jou', 'nl-NL'],
      ['de-AT', 'Wartet auf Sie', 'de-AT'],
      ['fr-FR', 'Needs you', 'en'],
    ] as const) {
      const tab = await show({ heading: '', text: heading }, { locale }, 1280);
      await tab.frame.getByRole('heading', { name: heading }).waitFor();
      await tab.frame.locator(`html[lang=${lang}][dir=ltr]`).waitFor();
      await tab.close();
    }
  });

  it('is walked through by keyboard in the order in which it is read, beginning with the way past the navigation', async () => {
    const tab = await show(loaded, {}, 1280);
    const focused = tab.frame.locator(':focus');
    const named = async () => (await focused.getAttribute('aria-label')) ?? (await focused.innerText());
    const links = await tab.frame.getByRole('navigation').getByRole('link').allInnerTexts();
    const title = 'Sam Roth referred for Platform Engineer';
    for (const [place, stop] of [
      'Skip to content',
      ...links,
      'Help, opens in a new tab',
      `Mark as reviewed: ${title}`,
      `Snooze: ${title}`,
      'Open profile in new tab: Sam Roth',
    ].entries()) {
      await tab.page.keyboard.press('Tab');
      await until(named, name => name === stop);
      const outline = await focused.evaluate(element => getComputedStyle(element).outlineStyle);
      const ring = await focused.evaluate(element => getComputedStyle(element, '::after').outlineStyle);
      assert.ok(place === 0 || outline !== 'none' || ring !== 'none', `${stop} shows no focus`);
    }
    await tab.frame.getByRole('link', { name: 'Skip to content' }).press('Enter');
    await tab.frame.locator('#content:focus').waitFor();
    await tab.close();
  });
});
