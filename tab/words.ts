import IntlMessageFormat from 'intl-messageformat';
import type { Message } from './words/compile.ts';
import type { words as source } from './words/en.ts';

export type Key = keyof typeof source;
type Values = Record<string, string | number>;
export type SayOf<Name extends string> = (key: Name, values?: Values) => string;
export type Say = SayOf<Key>;
export type Words = { say: Say; language: Language; locale: string; direction: 'ltr' | 'rtl'; product: string };

const catalogs = {
  en: { load: () => import('./words/en.ts'), direction: 'ltr' },
  nl: { load: () => import('./words/nl.ts'), direction: 'ltr' },
  de: { load: () => import('./words/de.ts'), direction: 'ltr' },
  'en-XA': { load: () => import('./words/pseudo.ts'), direction: 'ltr' },
} as const;

export type Language = keyof typeof catalogs;

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
  return { say: speak(compiled<Key>(words), written, product), language, locale: written, direction, product };
}

/** Texts of a catalog as functions of their values; `{product}` is always known. */
export function speak<Name extends string>(
  catalog: Record<Name, Message>,
  locale: string,
  product: string,
): SayOf<Name> {
  const formats = new Map<Name, IntlMessageFormat>();
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
export function compiled<Name extends string>(words: unknown): Record<Name, Message> {
  return words as Record<Name, Message>;
}
