import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openBrowser } from '../test/browser.ts';

const icons = [
  { name: 'color', size: 192 },
  { name: 'outline', size: 32 },
];

/** Draws the icons from their SVG sources, as PNG with a transparent ground. */
export async function drawIcons(): Promise<Record<string, Uint8Array>> {
  const browser = await openBrowser();
  try {
    const drawn: Record<string, Uint8Array> = {};
    for (const { name, size } of icons) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      const svg = readFileSync(path.join(import.meta.dirname, `${name}.svg`), 'utf8');
      await page.setContent(`<style>*{margin:0}svg{display:block}</style>${svg}`);
      drawn[`${name}.png`] = await page.screenshot({ omitBackground: true });
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

if (import.meta.main)
  for (const [file, bytes] of Object.entries(await drawIcons()))
    writeFileSync(path.join(import.meta.dirname, file), bytes);
