import IntlMessageFormat from 'intl-messageformat';
import type { Message } from './words/compile.ts';
import type { words as source } from './words/en.ts';

export type Key = keyof typeof source;
type Values = Record<string, string | number>;
export type Say = (key: Key, values?: Values) => string;
export type Words = { say: Say; language: string; locale: string; direction: 'ltr' | 'rtl' };

type Catalog = Record<Key, Message>;

const catalogs = {
  en: { load: () => import('./words/en.ts'), direction: 'ltr' },
  nl: { load: () => import('./words/nl.ts'), direction: 'ltr' },
  de: { load: () => import('./words/de.ts'), direction: 'ltr' },
  'en-XA': { load: () => import('./words/pseudo.ts'), direction: 'ltr' },
} as const;

type Language = keyof typeof catalogs;

/** The whole locale where there are words for it, else its language, else English. */
export function languageOf(locale: string): Language {
  const candidates = [locale, locale.split('-')[0]?.toLowerCase() ?? ''];
  return candidates.find((name): name is Language => Object.hasOwn(catalogs, name)) ?? 'en';
}

/** Loads the words for a locale; dates and numbers are written as there only where the words are of its language. */
export async function loadWords(locale: string, product: string): Promise<Words> {
  const language = languageOf(locale);
  const { load, direction } = catalogs[language];
  const written = isLocale(locale) && locale.startsWith(language) ? locale : language;
  const { words } = await load();
  return { say: speak(compiled(words), written, product), language, locale: written, direction };
}

/** Texts of a catalog as functions of their values; `{product}` is always known. */
export function speak(catalog: Catalog, locale: string, product: string): Say {
  const formats = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    const message = catalog[key];
    if (typeof message === 'string') return message;
    const format = formats.get(key) ?? new IntlMessageFormat(message, locale);
    formats.set(key, format);
    return String(format.format({ product, ...values }));
  };
}

function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}

/** The build has parsed what stands as text in the files (words/compile.ts). */
function compiled(words: unknown): Catalog {
  return words as Catalog;
}
