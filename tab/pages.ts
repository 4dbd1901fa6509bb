import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Me } from '#api/me/contract.ts';
import type { Key } from './words.ts';

export type PageProps = { me: Me };

type Page = {
  /** Its place within the tab, and the `subPageId` of deep links to it. */
  place: string;
  title: Key;
  nav: Key;
  /** Who has it; it is absent for the others. */
  roles: Me['role'][];
  View: LazyExoticComponent<ComponentType<PageProps>>;
};

/** In the order of the navigation; the first is where the tab opens. */
export const pages: Page[] = [
  {
    place: 'home',
    title: 'home.title',
    nav: 'nav.home',
    roles: ['admin', 'boss'],
    View: lazy(() => import('./home/Home.tsx').then(({ Home }) => ({ default: Home }))),
  },
  {
    place: 'settings',
    title: 'settings.title',
    nav: 'nav.settings',
    roles: ['admin', 'boss'],
    View: lazy(() => import('./settings/Settings.tsx').then(({ Settings }) => ({ default: Settings }))),
  },
];

/** The page of a route; a page owns everything below its place. */
export function pageAt(route: string): Page | undefined {
  const [head = ''] = route.split('/');
  return head === '' ? pages[0] : pages.find(({ place }) => place === head);
}
