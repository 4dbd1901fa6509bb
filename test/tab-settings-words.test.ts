import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { words as de } from '../tab/settings/words/de.ts';
import { words as en } from '../tab/settings/words/en.ts';
import { words as nl } from '../tab/settings/words/nl.ts';
import { words as pseudo } from '../tab/settings/words/pseudo.ts';
import { compileWords } from '../tab/words/compile.ts';
import { speak } from '../tab/words.ts';
import { argumentsOf } from './tab-word-arguments.ts';

const folder = path.resolve(import.meta.dirname, '../tab/settings');

describe('the words of the settings', () => {
  for (const [language, words] of Object.entries<Record<string, string>>({ nl, de, pseudo }))
    it(`are there with the same values: ${language}`, () => {
      assert.deepEqual(Object.keys(words), Object.keys(en));
      for (const [key, text] of Object.entries(en))
        assert.deepEqual(argumentsOf(words[key] ?? ''), argumentsOf(text), `${language} ${key}`);
    });

  it('are all used', () => {
    const source = globSync('**/*.{ts,tsx}', { cwd: folder, exclude: file => file === 'words' })
      .map(file => readFileSync(path.join(folder, file), 'utf8'))
      .join('\n');
    const texts = [...source.matchAll(/'([\w.-]+)'/g)].map(([, text]) => text);
    const shapes = [...source.matchAll(/`([\w.-]*(?:\$\{[^}`]*\}[\w.-]*)+)`/g)].map(
      ([, shape = '']) => new RegExp(`^${shape.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`),
    );
    const unused = Object.keys(en).filter(key => !texts.includes(key) && !shapes.some(shape => shape.test(key)));
    assert.deepEqual(unused, []);
  });

  it('count as each language does', () => {
    const say = (words: Record<string, string>, language: string) => speak(compileWords(words), language, 'Wintro');
    const burst = (count: number) => [
      say(en, 'en')('burst.restore', { count }),
      say(nl, 'nl')('burst.restore', { count }),
      say(de, 'de')('burst.restore', { count }),
    ];
    assert.deepEqual(burst(1), ['Bring back 1 person', '1 persoon terughalen', '1 Person zurückholen']);
    assert.deepEqual(burst(1200), [
      'Bring back all 1,200 people',
      'Alle 1.200 mensen terughalen',
      'Alle 1.200 Personen zurückholen',
    ]);
  });
});
