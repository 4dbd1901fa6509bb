import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist } from './tab-page-world.ts';

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; css?: string[] };

const limitKb = 150;

/** The files that a chunk cannot do without. */
function filesOf(manifest: Record<string, Chunk>, names: string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build has no ${name}.`);
    if (seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const other of chunk.imports ?? []) add(other);
  };
  names.forEach(add);
  return files;
}

describe('the size of the tab', () => {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
  const kilobytes = (names: string[]): number =>
    [...filesOf(manifest, names)].reduce(
      (sum, file) => sum + gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length / 1000,
      0,
    );

  it(`shows Home in Teams with at most ${limitKb} kB gzip: entry, page, words, teams-js and styles`, () => {
    for (const language of ['en', 'nl', 'de'])
      for (const theme of [[], ['themes/dark.ts'], ['themes/contrast.ts']]) {
        const size = kilobytes(['index.html', 'home/Home.tsx', `words/${language}.ts`, 'teams.ts', ...theme]);
        assert.ok(size <= limitKb, `${language} ${theme}: ${size.toFixed(1)} kB`);
      }
  });

  it('shows Settings → Security in Teams with at most 160 kB gzip, before its lists and dialogs', () => {
    for (const language of ['en', 'nl', 'de']) {
      const words = [`words/${language}.ts`, `settings/words/${language}.ts`];
      const size = kilobytes(['index.html', 'settings/Settings.tsx', ...words, 'teams.ts', 'themes/dark.ts']);
      assert.ok(size <= 160, `${language}: ${size.toFixed(1)} kB`);
    }
  });

  it('loads no teams-js, no menu and no zod with its entry', () => {
    const code = [...filesOf(manifest, ['index.html', 'home/Home.tsx'])]
      .map(file => readFileSync(path.join(dist, file), 'utf8'))
      .join('\n');
    for (const sign of ['appInitialization', 'MenuPopover', 'ZodError', '_zod']) assert.ok(!code.includes(sign), sign);
  });
});
