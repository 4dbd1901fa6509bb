import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Tab } from './tab-page-world.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** axe looks into the frame from the host, whose own page is none of ours. */
export async function assertAccessible({ page }: Tab): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(rules)
    .include(['#tab', 'body'])
    .exclude(['#tab', '[data-tabster-dummy]'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
  assert.deepEqual(found, []);
}
