import { drawHead, drawState, stateSignature } from './chat-head.ts';
import { dayOf } from './clock.ts';
import { drawCompose } from './compose.ts';
import type { ChatEntry, SandboxPerson } from './contract.ts';
import { byId, el, emptyState, type Item, reconcile } from './element.ts';
import { drawEntry } from './entry.ts';
import { icon } from './icons.ts';
import { change, companyOf, model, personById } from './model.ts';
import { columns, go } from './place.ts';
import { entriesOf, markRead, unreadOf } from './unread.ts';

const followMilliseconds = 5 * 60_000;
const nearPixels = 120;

const list = el('ol', { class: 'chat-list', 'aria-label': 'Messages' });
const jump = el(
  'button',
  { type: 'button', class: 'button primary jump', hidden: true, onclick: () => toEnd('smooth') },
  icon('down'),
  'New below',
);
const scroll = el('div', { class: 'chat-scroll', role: 'region', 'aria-label': 'Messages', tabindex: 0 }, list, jump);
let shown: string | undefined;
/** Whether the newest message is in view; it then stays there when something arrives or the place changes its size. */
let pinned = true;

const toEnd = (behavior: ScrollBehavior): void => scroll.scrollTo({ top: scroll.scrollHeight, behavior });
const lastTop = (): number => {
  const last = list.lastElementChild;
  return last instanceof HTMLElement ? last.offsetTop : 0;
};
const seesLast = (): boolean =>
  scroll.scrollTop >= lastTop() - 8 || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearPixels;
const visible = (): boolean => scroll.clientHeight > 0 && document.visibilityState === 'visible';

const settle = (): void => {
  if (!pinned) return;
  // A card that is taller than the place is shown from its top.
  const top = Math.min(scroll.scrollHeight - scroll.clientHeight, lastTop());
  if (top > scroll.scrollTop) scroll.scrollTo({ top, behavior: 'instant' });
  jump.hidden = true;
  if (!shown || !visible() || unreadOf(shown) === 0) return;
  markRead(shown);
  change();
};

scroll.addEventListener('scroll', () => {
  if (scroll.clientHeight === 0) return;
  pinned = seesLast();
  if (pinned) settle();
});

const resized = new ResizeObserver(settle);
resized.observe(scroll);
resized.observe(list);

const quiet = (): HTMLElement =>
  el(
    'li',
    {},
    emptyState(
      icon('chat'),
      'No messages yet',
      'Post an event, and the card for it arrives here.',
      el('button', { type: 'button', class: 'button primary', onclick: () => go({ view: 'event' }) }, 'Post an event'),
    ),
  );

const items = (person: string, entries: ChatEntry[]): Item[] => {
  if (entries.length === 0) return [{ key: 'quiet', signature: '', build: quiet }];
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    const newDay = !before || dayOf(before.at) !== dayOf(entry.at);
    const near = before && Date.parse(entry.at) - Date.parse(before.at) < followMilliseconds;
    const follows = !newDay && near === true && before.from === entry.from;
    const day = dayOf(entry.at);
    return [
      ...(newDay ? [{ key: `day ${entry.id}`, signature: day, build: () => el('li', { class: 'day' }, day) }] : []),
      {
        key: entry.id,
        signature: JSON.stringify([entry, follows]),
        build: () => drawEntry(person, entry, follows),
      },
    ];
  });
};

const drawMessages = (person: string): void => {
  const entries = entriesOf(person);
  const changed = shown !== person;
  if (changed) {
    list.replaceChildren();
    scroll.scrollTop = 0;
    pinned = true;
  }
  shown = person;
  reconcile(list, items(person, entries));
  settle();
  jump.hidden = pinned || unreadOf(person) === 0;
};

const parts = (person: SandboxPerson): Item[] => {
  const company = companyOf(person);
  return [
    { key: 'head', signature: JSON.stringify([person, company?.name]), build: () => drawHead(person, company) },
    { key: 'state', signature: stateSignature(person), build: () => drawState(person) },
    { key: 'scroll', signature: '', build: () => scroll },
    {
      key: 'compose',
      signature: `${person.id} ${person.bot === 'absent'}`,
      build: () => drawCompose(person),
    },
  ];
};

const nobody = (): HTMLElement =>
  el(
    'div',
    { class: 'empty' },
    icon('chat'),
    el('h2', { id: 'chat-title' }, 'Choose a person'),
    el('p', {}, 'Their chat with Wintro opens here.'),
    columns() === 1 &&
      el('button', { type: 'button', class: 'button primary', onclick: () => go({ view: 'people' }) }, 'People'),
  );

const loading = (): HTMLElement =>
  el(
    'div',
    { class: 'empty', role: 'status' },
    el('span', { class: 'spinner' }),
    el('h2', { id: 'chat-title' }, 'Loading the chats'),
  );

export const drawChat = (): void => {
  const host = byId('chat');
  const person = personById(model.place.person);
  if (person) {
    reconcile(host, parts(person));
    drawMessages(person.id);
    return;
  }
  shown = undefined;
  const item = model.load === 'loading' ? { key: 'loading', build: loading } : { key: 'nobody', build: nobody };
  reconcile(host, [{ ...item, signature: `${columns()}` }]);
};
