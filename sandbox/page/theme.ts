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

const choose = (name: string): void => {
  if (name) {
    document.documentElement.dataset.theme = name;
    localStorage.setItem('sandbox-theme', name);
  } else {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem('sandbox-theme');
  }
};

export const startTheme = (): void => {
  byId('theme').append(
    menu('Theme', 'contrast', () =>
      themes.map(({ name, label, icon }) => ({ label, icon, chosen: name === current(), run: () => choose(name) })),
    ),
  );
};
