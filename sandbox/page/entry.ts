import { isFresh } from './arrivals.ts';
import { renderCard, takeActed } from './card.ts';
import { timeOf } from './clock.ts';
import type { ChatEntry } from './contract.ts';
import { el } from './element.ts';
import { appMark, icon } from './icons.ts';

const content = (person: string, entry: ChatEntry): HTMLElement[] => {
  if (entry.deleted) return [el('p', { class: 'bubble gone' }, 'This message has been deleted.')];
  return [
    ...(entry.text ? [el('p', { class: 'bubble frame-text' }, entry.text)] : []),
    ...(entry.card ? [renderCard({ person, activityId: entry.id, card: entry.card })] : []),
  ];
};

const edited = (entry: ChatEntry): HTMLElement | undefined =>
  entry.updatedAt && !entry.deleted
    ? el('span', { class: 'entry-edited' }, icon('edited'), `Edited ${timeOf(entry.updatedAt)}`)
    : undefined;

/** After a button's work: what it changed comes into view, and the focus goes to the card's first button. */
const showResult = (drawn: HTMLElement): void => {
  const focused = document.activeElement;
  if (focused === document.body || drawn.contains(focused))
    (drawn.querySelector<HTMLElement>('button') ?? drawn).focus({ preventScroll: true });
  const room = drawn.closest('.chat-scroll')?.clientHeight ?? 0;
  drawn.scrollIntoView({ block: drawn.offsetHeight > room ? 'start' : 'nearest' });
};

/** One message or card of a chat; `follows` when the same sender wrote the one before, just now. */
export const drawEntry = (person: string, entry: ChatEntry, follows: boolean): HTMLElement => {
  const mine = entry.from === 'person';
  const who = mine ? 'You' : 'Wintro';
  const drawn = el(
    'li',
    {
      class: `entry${mine ? ' mine' : ''}${isFresh(entry) ? ' fresh' : ''}`,
      'data-entry': entry.id,
      'data-follows': follows,
      tabindex: -1,
    },
    mine ? undefined : el('span', { class: 'avatar app', 'aria-hidden': 'true' }, appMark()),
    el(
      'div',
      { class: 'entry-body' },
      el(
        'p',
        { class: 'entry-meta' },
        el('span', { class: mine ? 'unseen' : 'entry-who' }, who),
        el('time', { datetime: entry.at }, timeOf(entry.at)),
        edited(entry),
      ),
      ...content(person, entry),
      entry.summary && !entry.deleted
        ? el('p', { class: 'entry-toast' }, icon('bell'), el('span', {}, `Toast: ${entry.summary}`))
        : undefined,
    ),
  );
  if (takeActed(entry.id)) setTimeout(() => showResult(drawn));
  return drawn;
};
