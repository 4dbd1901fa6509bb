import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileWords } from '../tab/words/compile.ts';
import { words as de } from '../tab/words/de.ts';
import { words as en } from '../tab/words/en.ts';
import { words as nl } from '../tab/words/nl.ts';
import { pseudo, words as pseudoWords } from '../tab/words/pseudo.ts';
import { languageOf, speak } from '../tab/words.ts';
import { argumentsOf } from './tab-word-arguments.ts';

const folder = path.resolve(import.meta.dirname, '../tab');
const languages: Record<string, Record<string, string>> = { nl, de };

describe('the words of the tab', () => {
  for (const [language, words] of Object.entries(languages))
    it(`has every text with the same values: ${language}`, () => {
      assert.deepEqual(Object.keys(words), Object.keys(en));
      for (const [key, text] of Object.entries(en))
        assert.deepEqual(argumentsOf(words[key] ?? ''), argumentsOf(text), `${language} ${key}`);
    });

  it('has no text that is used nowhere', () => {
    const source = globSync('**/*.{ts,tsx}', { cwd: folder, exclude: file => /^(words|dist)/.test(file) })
      .map(file => readFileSync(path.join(folder, file), 'utf8'))
      .join('\n');
    const texts = [...source.matchAll(/'([\w.-]+)'/g)].map(([, text]) => text);
    const shapes = [...source.matchAll(/`([\w.-]*\$\{[^`]*)`/g)].map(([, shape = '']) => {
      const parts = shape.split(/\$\{[^}]*\}/).map(part => part.replace(/[^\w-]/g, '\\$&'));
      return new RegExp(`^${parts.join('[\\w-]+')}$`);
    });
    const unused = Object.keys(en).filter(key => !texts.includes(key) && !shapes.some(shape => shape.test(key)));
    assert.deepEqual(unused, []);
  });

  it('counts as each language does', () => {
    const say = (words: Record<string, string>, language: string) =>
      speak(compileWords(words) as Parameters<typeof speak>[0], language, 'Wintro');
    assert.equal(say(en, 'en')('said.news', { count: 1 }), '1 new event');
    assert.equal(say(en, 'en')('said.news', { count: 1200 }), '1,200 new events');
    assert.equal(say(nl, 'nl')('said.news', { count: 3 }), '3 nieuwe gebeurtenissen');
    assert.equal(say(de, 'de')('latest.more', { count: 1 }), '1 weiteren anzeigen');
    assert.equal(say(en, 'en')('browser.title'), 'Open Wintro in Teams');
  });

  it('falls back from a region to its language, and else to English', () => {
    assert.deepEqual(['nl-BE', 'DE-ch', 'fr-FR', '', 'en-XA'].map(languageOf), ['nl', 'de', 'en', 'en', 'en-XA']);
  });

  it('names the text that is not valid', () => {
    assert.throws(() => compileWords({ 'a.key': '{count, plural, one {#}' }), /"a\.key"/);
  });

  it('makes texts longer without touching their values', () => {
    for (const [key, text] of Object.entries(en)) {
      assert.deepEqual(argumentsOf(pseudoWords[key] ?? ''), argumentsOf(text), key);
      const plain = text.replace(/\{.*\}/g, '');
      if (/\p{L}{4}/u.test(plain)) assert.ok((pseudoWords[key] ?? '').length > text.length, key);
    }
    assert.equal(pseudo('{count, plural, one {# open} other {# open}}').match(/plural/g)?.length, 1);
  });
});
