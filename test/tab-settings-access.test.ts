import assert from 'node:assert/strict';
import type { BrowserContextOptions } from 'playwright-core';
import { assertAccessible } from './tab-axe.ts';
import { ago } from './tab-page-samples.ts';
import { sideways, type Tab } from './tab-page-world.ts';
import { connectionOf, securityOf, tokenOf, waiting } from './tab-settings-samples.ts';
import { openSettingsServer, type SettingsServer } from './tab-settings-world.ts';
import { tabSuite } from './tab-suite.ts';

type State = { set?: (server: SettingsServer) => void; act?: (tab: Tab) => Promise<void> };

const scim = ({ frame }: Tab) => frame.getByRole('region', { name: 'SCIM Configuration', exact: true });
const log = ({ frame }: Tab) => frame.getByRole('region', { name: 'Provisioning log', exact: true });
const dialog = ({ frame }: Tab) => frame.getByRole('dialog');
const burst = { from: ago(1), to: ago(0.5), count: 61, threshold: 21, inactive: 60, intended: false };
const failed = { status: 500, code: 'internal', detail: '' };

const states: Record<string, State> = {
  loaded: {
    async act(tab) {
      await scim(tab).getByRole('button', { name: 'The attributes and where they come from' }).click();
      await scim(tab).getByRole('button', { name: 'How to set up Entra ID' }).click();
      await scim(tab).getByRole('heading', { name: 'Connect Entra ID' }).waitFor();
      for (const name of [/Ana Lim/, /Cy Young/, /noor/, /Maximiliane/])
        await log(tab).getByRole('button', { name, expanded: false }).click();
      await log(tab)
        .getByRole('row', { name: /^displayName M\. Weidenfeller/ })
        .waitFor();
    },
  },
  troubled: {
    set({ settings }) {
      const tokens = [
        tokenOf({ expiresAt: ago(-24 * 5) }),
        tokenOf({ id: 'tok_2', state: 'revoked', revokedAt: ago(9) }),
      ];
      const refused = [{ kind: 'unknown' as const, at: ago(0), count: 3 }];
      settings.security = securityOf({
        guard: { threshold: 30, automatic: 21, chosen: 30, burst },
        connections: [connectionOf({ state: 'refused', tokens, refused })],
      });
      Object.assign(settings, { groups: failed, log: failed });
    },
    async act(tab) {
      await tab.frame.getByText('The groups could not be loaded.', { exact: true }).waitFor();
      await tab.frame.getByText('The log could not be loaded.', { exact: true }).waitFor();
      await tab.frame.getByRole('spinbutton').waitFor();
    },
  },
  empty: {
    set: ({ settings }) =>
      void Object.assign(settings, { security: securityOf({ connections: [] }), groups: [], log: [] }),
    act: tab => tab.frame.getByText('Nothing yet').waitFor(),
  },
  looking: {
    set: ({ settings }) => void Object.assign(settings, { security: securityOf({ mayChange: false }) }),
    act: tab => log(tab).getByText('Cy Young').waitFor(),
  },
  loading: { set: ({ settings }) => void Object.assign(settings, { security: 'never' }) },
};

const dialogs: Record<string, State> = {
  token: {
    set: ({ settings }) => void Object.assign(settings, { security: securityOf({ connections: [waiting] }) }),
    async act(tab) {
      await scim(tab).getByRole('button', { name: 'Regenerate SCIM Token' }).click();
      await dialog(tab).getByRole('button', { name: 'Generate' }).click();
      await dialog(tab).getByRole('textbox', { name: 'Secret token' }).waitFor();
      await dialog(tab).getByRole('button', { name: 'How to set up Entra ID' }).click();
      await dialog(tab).getByRole('heading', { name: 'Connect Entra ID' }).waitFor();
    },
  },
  preview: {
    async act(tab) {
      await tab.frame.getByRole('combobox', { name: /Recruiters/ }).selectOption('Admin');
      await tab.frame.getByRole('button', { name: 'Preview change: Recruiters' }).click();
      await dialog(tab).getByText('Bo Maas').waitFor();
    },
  },
  restore: {
    set: ({ settings }) =>
      void Object.assign(settings, { security: securityOf({ guard: { threshold: 21, automatic: 21, burst } }) }),
    async act(tab) {
      await tab.frame.getByRole('button', { name: 'Bring back all 60 people' }).click();
      await dialog(tab).getByRole('button', { name: 'Bring back all 60 people' }).click();
      await dialog(tab).getByRole('alert').waitFor();
    },
  },
  merge: {
    async act(tab) {
      await log(tab)
        .getByRole('button', { name: /Ana Lim/ })
        .click();
      await log(tab).getByRole('button', { name: 'Compare and merge' }).click();
      await dialog(tab).getByText('What will happen').waitFor();
    },
  },
};

describe('Settings → Security for everybody', function () {
  this.timeout(150_000);
  const suite = tabSuite(openSettingsServer);

  const show = async (
    { set, act }: State,
    options: Record<string, string>,
    width: number,
    context: BrowserContextOptions = {},
  ): Promise<Tab> => {
    set?.(suite.server);
    const viewport = { width, height: width > 700 ? 900 : 700 };
    const tab = await suite.show({ place: 'settings/security', ...options }, { viewport, ...context });
    await tab.frame.getByRole('heading', { level: 1 }).waitFor();
    await act?.(tab);
    return tab;
  };
  const cut = (tab: Tab): Promise<string[]> =>
    tab.frame.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main *')]
        .filter(element => element.checkVisibility() && element.clientWidth > 0 && !element.matches('input, select'))
        .filter(element => getComputedStyle(element).overflowX !== 'visible')
        .filter(element => getComputedStyle(element).clipPath === 'none')
        .filter(element => element.scrollWidth > element.clientWidth + 1)
        .map(element => `${element.tagName} ${element.textContent}`),
    );

  for (const [name, state] of Object.entries({ ...states, ...dialogs }))
    it(`has no fault that axe finds, and never scrolls sideways: ${name}`, async () => {
      const [wide, narrow] = [1280, 320];
      for (const [theme, width] of [
        ['default', wide],
        ['dark', narrow],
        ['contrast', wide],
        ...(name === 'loaded' ? ([['default', narrow]] as const) : []),
      ] as const) {
        await suite.begin();
        const tab = await show(state, { theme }, width);
        await assertAccessible(tab);
        assert.equal(await sideways(tab), 0);
        assert.deepEqual(tab.faults, []);
        await tab.close();
      }
    });

  it('has room for words that are two fifths longer', async () => {
    for (const width of [1280, 320]) {
      suite.server.settings.security = securityOf({ guard: { threshold: 21, automatic: 21, burst } });
      const tab = await show({}, { locale: 'en-XA' }, width);
      const rows = tab.frame.locator('#part-log button[aria-expanded]');
      await rows.first().waitFor();
      await rows.first().click();
      await tab.frame.locator('#part-log table').waitFor();
      assert.equal(await sideways(tab), 0);
      assert.deepEqual(await cut(tab), []);
      for (const english of ['SCIM Configuration', 'Provisioning log', 'Errors only', 'Copy'])
        assert.equal(await tab.frame.getByText(english, { exact: true }).count(), 0, english);
      await tab.close();
    }
  });

  it('speaks the language of Teams', async () => {
    for (const [locale, heading] of [
      ['nl-NL', 'Provisioninglogboek'],
      ['de-AT', 'Bereitstellungsprotokoll'],
      ['fr-FR', 'Provisioning log'],
    ] as const) {
      const tab = await show({}, { locale }, 1280);
      await tab.frame.getByRole('heading', { name: heading }).waitFor();
      await tab.close();
    }
  });

  it('keeps the keyboard in a dialog, and hands it back', async () => {
    const tab = await show({}, {}, 1280);
    const opener = scim(tab).getByRole('button', { name: 'Regenerate SCIM Token' });
    await opener.focus();
    await tab.page.keyboard.press('Enter');
    await dialog(tab).getByRole('heading', { level: 2 }).and(tab.frame.locator(':focus')).waitFor();
    const reached = (name: string) =>
      dialog(tab).getByRole('button', { name, exact: true }).and(tab.frame.locator(':focus')).waitFor();
    for (const name of ['Cancel', 'Generate', 'Cancel']) {
      await tab.page.keyboard.press('Tab');
      await reached(name);
    }
    await tab.page.keyboard.press('Shift+Tab');
    await reached('Generate');
    await tab.page.keyboard.press('Escape');
    await dialog(tab).waitFor({ state: 'detached' });
    await opener.and(tab.frame.locator(':focus')).waitFor();
    assert.ok(!(await tab.calls()).includes('returnFocus'));
    await tab.close();
  });

  it('has targets of 24 px, and of 44 px under fingers', async () => {
    for (const [least, context] of [
      [24, {}],
      [44, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }],
    ] as const) {
      const tab = await show(states.loaded ?? {}, {}, 1280, context);
      const small = await tab.frame.evaluate(
        limit =>
          [...document.querySelectorAll<HTMLElement>('main a, main button, main select, main textarea, main label')]
            .filter(element => element.checkVisibility() && !element.matches('[class*=Checkbox], label[for]'))
            .map(element => ({ text: element.textContent, height: element.getBoundingClientRect().height }))
            .filter(({ height }) => height > 1 && height < limit),
        least,
      );
      assert.deepEqual(small, []);
      await tab.close();
    }
  });

  it('tells states apart by words and icons where the system sets the colours', async () => {
    const tab = await show({}, {}, 1280, { forcedColors: 'active', reducedMotion: 'reduce' });
    await log(tab).getByText('Cy Young').waitFor();
    for (const verb of ['Create', 'Skip', 'Disable', 'Failure', 'Update']) {
      const row = log(tab).getByRole('listitem').filter({ hasText: verb }).first();
      await row.locator('svg').nth(1).waitFor();
    }
    const border = await scim(tab).evaluate(element => getComputedStyle(element).borderTopStyle);
    assert.equal(border, 'solid');
    await tab.close();
  });
});
