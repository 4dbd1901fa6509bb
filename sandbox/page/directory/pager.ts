import { el, mark } from '../element.ts';
import { icon } from '../icons.ts';
import { numberOf } from './words.ts';

/** Steps through a long list page by page; hidden while there is one page alone. */
export const makePager = (turn: (skip: number) => void, size = 20) => {
  let at = { skip: 0, shown: 0, total: 0 };
  const step = (by: number) => (): void => {
    const skip = at.skip + by * size;
    if (skip >= 0 && skip < at.total) turn(skip);
  };
  const before = el(
    'button',
    { type: 'button', class: 'button icon', 'aria-label': 'Page before', onclick: step(-1) },
    icon('back'),
  );
  const after = el(
    'button',
    { type: 'button', class: 'button icon forward', 'aria-label': 'Next page', onclick: step(1) },
    icon('back'),
  );
  const words = el('span', { class: 'hint' });
  const element = el('nav', { class: 'pager', 'aria-label': 'Pages' }, before, words, after);
  return {
    element,
    update(next: typeof at): void {
      at = next;
      element.hidden = at.total <= size;
      words.textContent = `${numberOf(at.skip + 1)}–${numberOf(at.skip + at.shown)} of ${numberOf(at.total)}`;
      mark(before, 'aria-disabled', at.skip === 0 && 'true');
      mark(after, 'aria-disabled', at.skip + size >= at.total && 'true');
    },
  };
};
