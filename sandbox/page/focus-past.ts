const stops =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** Moves the focus to what Tab reaches after a frame, or before it. */
export const focusPast = (frame: HTMLElement, forward: boolean): void => {
  const wanted = forward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const found = [...document.querySelectorAll<HTMLElement>(stops)].filter(
    stop =>
      stop.tabIndex >= 0 &&
      !stop.matches('[type="radio"]:not(:checked)') &&
      stop.checkVisibility() &&
      frame.compareDocumentPosition(stop) & wanted,
  );
  found.at(forward ? 0 : -1)?.focus();
};
