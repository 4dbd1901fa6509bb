export const parts = ['scim', 'groups', 'log'] as const;
const patienceMs = 10_000;
const heldMs = 3_000;

export type Part = (typeof parts)[number];

/** Where in the settings somebody is: `settings/security`, a part of that page, or one entry of its log. */
export type Place = { part?: Part; entry?: string };

/** @returns undefined for an address that leads nowhere. */
export function placeOf(route: string): Place | undefined {
  const [head, section = 'security', part, entry, ...more] = route.split('/');
  if (head !== 'settings' || section !== 'security' || more.length > 0) return undefined;
  if (part === undefined) return {};
  const known = parts.find(name => name === part);
  if (!known || (entry !== undefined && known !== 'log')) return undefined;
  return entry === undefined ? { part: known } : { part: known, entry };
}

export function routeOf({ part, entry }: Place): string {
  return ['settings', 'security', part, entry].filter(Boolean).join('/');
}

/** The element around a part, whose heading is where it begins. */
export function partId(part: Part): string {
  return `part-${part}`;
}

/** Scrolls to a part and puts the focus on its heading; a part that is still loading is waited for. */
export function beginPart(part: Part): void {
  const until = performance.now() + patienceMs;
  const look = () => {
    const element = document.getElementById(partId(part));
    const heading = element?.querySelector<HTMLElement>('h2');
    if (element && heading) {
      heading.focus({ preventScroll: true });
      hold(element);
    } else if (performance.now() < until) requestAnimationFrame(look);
  };
  look();
}

/** What is around may still be loading and push it away: it stays until all is there, or somebody does something. */
function hold(element: HTMLElement): void {
  const observer = new ResizeObserver(() => element.scrollIntoView({ block: 'start' }));
  const end = new AbortController();
  const stop = () => {
    observer.disconnect();
    end.abort();
  };
  observer.observe(document.body);
  for (const deed of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
    addEventListener(deed, stop, { passive: true, signal: end.signal });
  setTimeout(stop, heldMs);
}
