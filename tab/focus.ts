const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), ' +
  'summary, [tabindex="0"]';

/** What Tab reaches, in order. */
export function tabStops(within: ParentNode = document): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(focusable)].filter(
    element => element.tabIndex >= 0 && element.checkVisibility() && !element.hasAttribute('data-tabster-dummy'),
  );
}

/** Takes the focus that comes in from the page around our frame. */
export function enterFocus(forward: boolean): void {
  tabStops()
    .at(forward ? 0 : -1)
    ?.focus();
}

/** Calls `leave` when Tab would go past the last stop, or back before the first. */
export function watchEdges(leave: (forward: boolean) => void): void {
  document.addEventListener('keydown', event => {
    if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const edge = tabStops().at(event.shiftKey ? 0 : -1);
    if (!edge || document.activeElement !== edge) return;
    event.preventDefault();
    leave(!event.shiftKey);
  });
}

/** Puts the focus on a heading or region that is no tab stop, so that it is read out. */
export function focusOn(element: HTMLElement): void {
  element.focus({ preventScroll: element.getBoundingClientRect().top >= 0 });
}

/** Where the focus was, by what outlives the element that had it. */
type Trail = { element: Element; item: string | undefined; place: number; part: Element | null };

const items = (part: Element | null): HTMLElement[] => [...(part?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
const heading = (part: Element | null | undefined): HTMLElement | null =>
  part?.querySelector<HTMLElement>('[tabindex="-1"]:is(h1, h2, h3)') ?? null;

/**
 * When what has the focus goes (a row is settled, "Show more" has shown the last), the focus goes on in its place: to the
 * same item, to the one now there, or to the heading above, instead of falling back to the beginning of the page.
 */
export function keepFocus(): void {
  let trail: Trail | undefined;
  const note = (target: EventTarget | null): void => {
    if (!(target instanceof Element)) return;
    const part = target.closest('section');
    const all = items(part);
    const item = target.closest<HTMLElement>('[data-item]');
    const place = item ? all.indexOf(item) : all.length;
    trail = { element: target, item: item?.dataset.item, place, part };
  };
  document.addEventListener('focusin', ({ target }) => note(target));
  // The list may have grown since; before what the click does.
  document.addEventListener('click', () => trail && note(trail.element), { capture: true });
  document.addEventListener('focusout', ({ target }) => {
    setTimeout(() => {
      // Somebody has left it, while it is still there.
      if (trail?.element === target && trail.element.isConnected && document.activeElement !== target)
        trail = undefined;
    });
  });
  new MutationObserver(() => {
    if (!trail || trail.element.isConnected || !document.hasFocus() || document.activeElement !== document.body) return;
    const next = successor(trail);
    trail = undefined;
    if (next) focusOn(next);
  }).observe(document.body, { childList: true, subtree: true });
}

function successor({ item, place, part }: Trail): HTMLElement | null {
  const all = part?.isConnected ? items(part) : [];
  const same = item === undefined ? undefined : all.find(other => other.dataset.item === item);
  // Not a button that only unfolds something.
  if (same) return same.querySelector<HTMLElement>('button:not([aria-expanded])') ?? heading(same);
  const there = all[Math.min(place, all.length - 1)];
  return heading(there) ?? (part?.isConnected ? heading(part) : null) ?? heading(document.body);
}
