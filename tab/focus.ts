const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** What Tab reaches, in order. */
function stops(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(focusable)].filter(
    element => element.tabIndex >= 0 && element.checkVisibility() && !element.hasAttribute('data-tabster-dummy'),
  );
}

/** Takes the focus that comes in from the page around our frame. */
export function enterFocus(forward: boolean): void {
  stops()
    .at(forward ? 0 : -1)
    ?.focus();
}

/** Calls `leave` when Tab would go past the last stop, or back before the first. */
export function watchEdges(leave: (forward: boolean) => void): void {
  document.addEventListener('keydown', event => {
    if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const edge = stops().at(event.shiftKey ? 0 : -1);
    if (!edge || document.activeElement !== edge) return;
    event.preventDefault();
    leave(!event.shiftKey);
  });
}

/** Puts the focus on a heading or region that is no tab stop, so that it is read out. */
export function focusOn(element: HTMLElement): void {
  element.focus({ preventScroll: element.getBoundingClientRect().top >= 0 });
}
