import { byId, el, mark, reconcile } from './element.ts';
import { type IconName, icon } from './icons.ts';
import { unreadMails } from './mail-panel.ts';
import { everyone, model, type View } from './model.ts';
import { columns, go, isPanel, shownView } from './place.ts';
import { unreadOf } from './unread.ts';

const parts: { view: View; label: string; short: string; icon: IconName }[] = [
  { view: 'people', label: 'People', short: 'People', icon: 'people' },
  { view: 'chat', label: 'Chat', short: 'Chat', icon: 'chat' },
  { view: 'app', label: 'Wintro', short: 'Wintro', icon: 'app' },
  { view: 'event', label: 'Event', short: 'Event', icon: 'event' },
  { view: 'directory', label: 'Directory', short: 'SCIM', icon: 'directory' },
  { view: 'mail', label: 'Mail', short: 'Mail', icon: 'mail' },
  { view: 'faults', label: 'Faults', short: 'Faults', icon: 'fault' },
];

const countFor = (view: View): number => {
  if (view === 'mail') return unreadMails();
  if (view === 'directory') return model.state.directories.filter(one => one.running).length;
  if (view === 'faults') return model.state.faults.length;
  if (view === 'chat') return model.place.person ? unreadOf(model.place.person) : 0;
  if (view === 'people') return everyone().reduce((sum, person) => sum + unreadOf(person.id), 0);
  return 0;
};

const meaning = {
  mail: ' unread',
  faults: ' active',
  chat: ' new',
  people: ' new',
  app: '',
  event: '',
  directory: ' running',
} as const;

const open = (view: View): void => {
  go({ view });
  if (columns() === 3) return;
  byId(isPanel(view) ? 'tools' : view).focus();
};

export const drawSwitch = (): void => {
  const host = byId('switch');
  const short = columns() === 1;
  reconcile(
    host,
    parts.map(part => {
      const count = countFor(part.view);
      return {
        key: part.view,
        signature: `${short} ${count}`,
        build: () =>
          el(
            'button',
            { type: 'button', class: 'switch-item', 'data-view': part.view, onclick: () => open(part.view) },
            icon(part.icon),
            el('span', {}, short ? part.short : part.label),
            count > 0 &&
              el('span', { class: 'badge' }, `${count}`, el('span', { class: 'unseen' }, meaning[part.view])),
          ),
      };
    }),
  );
  const shown = shownView();
  for (const button of host.querySelectorAll<HTMLElement>('.switch-item'))
    mark(button, 'aria-current', button.dataset.view === shown && 'page');
};
