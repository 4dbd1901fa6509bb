import { type Theme, teamsLightTheme } from '@fluentui/react-components';
import type { ThemeName } from './surroundings.ts';

/** Each is large, and one alone is seen: the others are loaded when they are wanted. */
export async function loadTheme(name: ThemeName): Promise<Theme> {
  if (name === 'dark') return (await import('./themes/dark.ts')).theme;
  if (name === 'contrast') return (await import('./themes/contrast.ts')).theme;
  return teamsLightTheme;
}
