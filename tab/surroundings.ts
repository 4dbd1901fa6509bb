import { createStore } from './store.ts';

export type ThemeName = 'default' | 'dark' | 'contrast';

/**
 * `connecting`: framed, Teams has not answered so far; `silent`: it has not within the limit, or cannot; `browser`: no
 * Teams around us.
 */
export type Phase = 'connecting' | 'teams' | 'silent' | 'browser';

export type Surroundings = {
  phase: Phase;
  theme: ThemeName;
  locale: string;
  /** The Entra tenant of who looks, by Teams' word. */
  tenant?: string;
  /** Why Teams is silent. */
  why?: string;
};

/** What we ask of Teams once it is there. */
export type Teams = {
  /** A token for our API, asked for anew at every call. */
  token(): Promise<string>;
  /** Says that the page can be seen. */
  shown(): void;
  /** Says that the page cannot be shown. */
  failed(why: string): void;
  /** Says where we are, for deep links and for what Teams loads next time. */
  at(path: string): void;
};

export function themeOf(name: string | null | undefined): ThemeName {
  return name === 'dark' || name === 'contrast' ? name : 'default';
}

/** What can be known before Teams answers: the address (the manifest may put theme and locale there), then the browser. */
function guess(): Surroundings {
  const given = new URLSearchParams(location.search);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const locale = given.get('locale') ?? '';
  return {
    phase: window.parent === window ? 'browser' : 'connecting',
    theme: themeOf(given.get('theme') ?? (dark ? 'dark' : 'default')),
    locale: /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(locale) ? locale : navigator.language,
  };
}

export const surroundings = createStore<Surroundings>(guess());

export function changeSurroundings(change: Partial<Surroundings>): void {
  surroundings.set({ ...surroundings.get(), ...change });
}
