import { byId } from './element.ts';
import type { IconName } from './icons.ts';
import { menu } from './menu.ts';

const themes: { name: string; label: string; icon: IconName }[] = [
  { name: '', label: 'As the system', icon: 'system' },
  { name: 'light', label: 'Light', icon: 'light' },
  { name: 'dark', label: 'Dark', icon: 'dark' },
  { name: 'contrast', label: 'High contrast', icon: 'contrast' },
];

const current = (): string => document.documentElement.dataset.theme ?? '';

const listeners = new Set<() => void>();
const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** The theme by the name that Teams has for it. */
export const teamsTheme = (): 'default' | 'dark' | 'contrast' => {
  const name = current();
  if (name === 'contrast') return 'contrast';
  return name === 'dark' || (name === '' && systemDark.matches) ? 'dark' : 'default';
};

export const onTheme = (listener: () => void): void => {
  listeners.add(listener);
  systemDark.addEventListener('change', listener);
};

const choose = (name: string): void => {
  if (name) {
    document.documentElement.dataset.theme = name;
    localStorage.setItem('sandbox-theme', name);
  } else {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem('sandbox-theme');
  }
  for (const listener of listeners) listener();
};

export const startTheme = (): void => {
  byId('theme').append(
    menu('Theme', 'contrast', () =>
      themes.map(({ name, label, icon }) => ({ label, icon, chosen: name === current(), run: () => choose(name) })),
    ),
  );
};
