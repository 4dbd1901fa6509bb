import assert from 'node:assert/strict';
import type { BrowserContextOptions } from 'playwright-core';
import { openTabServer, sideways, type Tab } from './tab-page-world.ts';
import { tabSuite } from './tab-suite.ts';

describe('the room that the tab has', function () {
  this.timeout(120_000);
  const suite = tabSuite(() => openTabServer());

  const show = async (options: Record<string, string>, context: BrowserContextOptions): Promise<Tab> => {
    const tab = await suite.show(options, context);
    await tab.frame.getByText('1,012').waitFor();
    return tab;
  };

  it('has room for words that are two fifths longer, and leaves none in English', async () => {
    for (const width of [1280, 320]) {
      const tab = await show({ locale: 'en-XA' }, { viewport: { width, height: 900 } });
      assert.equal(await sideways(tab), 0);
      const cut = await tab.frame.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main *, header *')]
          .filter(element => element.clientWidth > 0 && getComputedStyle(element).overflowX !== 'visible')
          .filter(element => element.scrollWidth > element.clientWidth + 1)
          .map(element => element.textContent),
      );
      assert.deepEqual(cut, []);
      for (const english of ['Needs you', 'Mark as reviewed', 'Last 7 days', 'Not set up'])
        assert.equal(await tab.frame.getByText(english, { exact: true }).count(), 0);
      await tab.close();
    }
  });

  it('has room for text of twice the size', async () => {
    for (const width of [1280, 320]) {
      const tab = await show({}, { viewport: { width, height: 900 } });
      await tab.frame.evaluate(() => {
        const sizes = [...document.querySelectorAll<HTMLElement>('body, body *')].map(element => {
          const { fontSize, lineHeight } = getComputedStyle(element);
          return { element, fontSize: Number.parseFloat(fontSize), lineHeight: Number.parseFloat(lineHeight) };
        });
        for (const { element, fontSize, lineHeight } of sizes) {
          element.style.fontSize = `${fontSize * 2}px`;
          if (lineHeight) element.style.lineHeight = `${lineHeight * 2}px`;
        }
      });
      assert.equal(await sideways(tab), 0);
      const outside = await tab.frame.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main section :is(p, h2, h3, li, button, a, dt, dd, span)')]
          .filter(element => element.checkVisibility() && element.textContent)
          .filter(element => {
            const panel = element.closest('section')?.getBoundingClientRect();
            const { left, right } = element.getBoundingClientRect();
            return panel && (left < panel.left - 1 || right > panel.right + 1);
          })
          .map(element => element.textContent),
      );
      assert.deepEqual(outside, []);
      await tab.close();
    }
  });

  it('has targets of 24 px, and of 44 px under fingers', async () => {
    for (const [least, context] of [
      [24, {}],
      [44, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } }],
    ] as const) {
      const tab = await show({}, context);
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
    const tab = await show({}, { forcedColors: 'active', reducedMotion: 'reduce' });
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
