import { createContext, useContext } from 'react';
import { compiled, type Language, type SayOf, speak, type Words } from '../words.ts';
import type { words as source } from './words/en.ts';

export type SettingsKey = keyof typeof source;
export type SettingsSay = SayOf<SettingsKey>;

const files: Record<Language, () => Promise<{ words: unknown }>> = {
  en: () => import('./words/en.ts'),
  nl: () => import('./words/nl.ts'),
  de: () => import('./words/de.ts'),
  'en-XA': () => import('./words/pseudo.ts'),
};

const held = new Map<string, Promise<SettingsSay>>();

/** The texts of the settings, which only their pages load; the same promise each time, as React's `use` wants it. */
export function settingsWords({ language, locale, product }: Words): Promise<SettingsSay> {
  const known = held.get(locale);
  if (known) return known;
  const loading = files[language]().then(({ words }) => speak(compiled<SettingsKey>(words), locale, product));
  held.set(locale, loading);
  loading.catch(() => held.delete(locale));
  return loading;
}

export const SettingsWordsContext = createContext<SettingsSay | undefined>(undefined);

export function useSettingsWords(): SettingsSay {
  const say = useContext(SettingsWordsContext);
  if (!say) throw new Error('There is no provider of the words of the settings around this component.');
  return say;
}
