import type { Locator } from 'playwright-core';
import type { Tab } from './tab-page-world.ts';

/** Where things are in the tab that is open. */
export function partsOf(tab: () => Tab) {
  const frame = () => tab().frame;
  const section = (name: string): Locator => frame().getByRole('region', { name });
  return {
    section,
    row: (region: string, text: string): Locator => section(region).getByRole('listitem').filter({ hasText: text }),
    /** Beside what is read out. */
    text: (words: string): Locator => frame().getByRole('main').getByText(words),
    live: (): Locator => frame().getByText('Live', { exact: true }),
    heard: (text: string): Promise<void> => tab().heard(text),
    focused: (which: Locator): Promise<void> => which.and(frame().locator(':focus')).waitFor(),
    gone: (which: Locator): Promise<void> => which.waitFor({ state: 'detached' }),
  };
}
