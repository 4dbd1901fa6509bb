import { type RefObject, useEffect } from 'react';

/** Puts the focus there with every new `sign`, once a dialog that has closed with it has given its own focus back. */
export function useFocusAfter(sign: object | undefined, place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!sign) return;
    const frame = requestAnimationFrame(() => place.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [sign, place]);
}
