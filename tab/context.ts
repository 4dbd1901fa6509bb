import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { Home } from '#api/home/contract.ts';
import type { Me } from '#api/me/contract.ts';
import type { Api } from './api.ts';
import { type Clock, createClock } from './clock.ts';
import type { Feed } from './feed.ts';
import { createStore, type Store } from './store.ts';
import type { Words } from './words.ts';

/** What the pages know of the server. */
export type Data = { api: Api; me: Feed<Me>; home: Feed<Home> };

/** What the server says in sentences; a voice must know it beside another language. */
export const serverLanguage = 'en';

export const DataContext = createContext<Data | undefined>(undefined);
export const WordsContext = createContext<Words | undefined>(undefined);

export function useData(): Data {
  return given(useContext(DataContext), 'data');
}

export function useWords(): Words {
  return given(useContext(WordsContext), 'words');
}

function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`There is no provider of ${name} around this component.`);
  return value;
}

export function useStore<T>(store: Pick<Store<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Moments in the words' locale and the person's time zone. */
export function useClock(): Clock {
  const { locale } = useWords();
  const timeZone = useStore(useData().me).data?.timeZone;
  return useMemo(() => createClock({ locale, timeZone }), [locale, timeZone]);
}

const now = createStore(new Date());
setInterval(() => now.set(new Date()), 20_000);

/** The present, brought up to date three times a minute. */
export function useNow(): Date {
  return useStore(now);
}
