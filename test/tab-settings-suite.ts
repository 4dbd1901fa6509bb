import type { Locator } from 'playwright-core';
import { until } from './company.ts';
import { openSettingsServer } from './tab-settings-world.ts';
import { tabSuite } from './tab-suite.ts';

const base = '/api/settings/security';

/** What suites of Settings → Security have in common: its parts, and what it asked the server. */
export function settingsSuite() {
  const suite = tabSuite(openSettingsServer);
  const part = (name: string): Locator => suite.tab.frame.getByRole('region', { name, exact: true });
  const log = () => part('Provisioning log');
  const met = (look: () => unknown): Promise<unknown> => until(look, found => found !== undefined, 15_000);
  return {
    suite,
    part,
    scim: () => part('SCIM Configuration'),
    groups: () => part('Group mapping'),
    log,
    dialog: (): Locator => suite.tab.frame.getByRole('dialog'),
    button: (name: string | RegExp, within: Locator): Locator => within.getByRole('button', { name }),
    gone: (locator: Locator): Promise<void> => locator.waitFor({ state: 'detached' }),
    focused: (locator: Locator): Promise<void> => locator.and(suite.tab.frame.locator(':focus')).waitFor(),
    /** An entry of the log that is closed. */
    row: (name: string | RegExp): Locator => log().getByRole('button', { name, expanded: false }),
    async open(place = 'settings/security'): Promise<void> {
      await suite.open({ place });
      await suite.tab.frame.getByRole('heading', { name: 'Security', level: 1 }).waitFor();
    },
    /** What was sent there first. */
    sent: (path: string): Promise<unknown> =>
      met(() => suite.server.bodies.find(each => each.path === `${base}${path}`)?.body),
    queried: (query: RegExp): Promise<unknown> => met(() => suite.server.queries.find(each => query.test(each))),
  };
}
