import { byId, el, mark, reconcile } from './element.ts';
import { type IconName, icon } from './icons.ts';
import { everyone, model, type Room } from './model.ts';
import { go } from './place.ts';
import { unreadOf } from './unread.ts';

const rooms: { room: Room; label: string; icon: IconName }[] = [
  { room: 'chat', label: 'Chat', icon: 'chat' },
  { room: 'app', label: 'Wintro', icon: 'app' },
];

/** What Teams has at its left: the chats, and the app. A phone's bar has both among its entries. */
export const drawRail = (): void => {
  const host = byId('rail');
  const unread = everyone().reduce((sum, person) => sum + unreadOf(person.id), 0);
  reconcile(
    host,
    rooms.map(({ room, label, icon: symbol }) => {
      const count = room === 'chat' ? unread : 0;
      return {
        key: room,
        signature: `${count}`,
        build: () =>
          el(
            'button',
            { type: 'button', class: 'rail-item', 'data-room': room, onclick: () => go({ view: room }) },
            icon(symbol),
            el('span', {}, label),
            count > 0 && el('span', { class: 'badge' }, `${count}`, el('span', { class: 'unseen' }, ' new')),
          ),
      };
    }),
  );
  for (const button of host.querySelectorAll<HTMLElement>('.rail-item'))
    mark(button, 'aria-current', button.dataset.room === model.place.room && 'page');
};
