import { createStore } from './store.ts';

const base = '/tab';

/** The path within the tab, without slashes around it: '' and 'home' are both Home. */
export const route = createStore(read());

function read(): string {
  return location.pathname.slice(base.length).replace(/^\/+|\/+$/g, '');
}

export function href(place: string): string {
  return `${base}/${place}`;
}

/** Opens a page of ours; `place` is a path within the tab, such as a deep link's `subPageId`. */
export function go(place: string, { replace = false } = {}): void {
  const target = place.replace(/^\/+|\/+$/g, '');
  if (!/^[\w/.~-]*$/.test(target)) return;
  if (target === route.get()) return;
  const depth = Number(history.state?.depth ?? 0);
  if (replace) history.replaceState({ depth }, '', href(target) + location.search);
  else history.pushState({ depth: depth + 1 }, '', href(target) + location.search);
  route.set(read());
}

window.addEventListener('popstate', () => route.set(read()));
