import { controlsSignature, drawControls, drawSignedIn } from './app-controls.ts';
import { drawFrame, stage } from './app-frame.ts';
import { byId, el, type Item, mark, reconcile } from './element.ts';
import { appMark } from './icons.ts';
import { type AppTab, model, personById } from './model.ts';
import { columns, go } from './place.ts';

const tabs: { tab: AppTab; label: string }[] = [
  { tab: 'chat', label: 'Chat' },
  { tab: 'home', label: 'Home' },
];

const line = el('p', { class: 'app-line', role: 'status' });

const head: Item[] = [
  { key: 'mark', signature: '', build: () => el('span', { class: 'avatar app', 'aria-hidden': 'true' }, appMark()) },
  { key: 'title', signature: '', build: () => el('h2', { id: 'app-title' }, 'Wintro') },
  {
    key: 'tabs',
    signature: '',
    build: () =>
      el(
        'nav',
        { class: 'app-tabs', 'aria-label': 'Tabs of Wintro' },
        ...tabs.map(({ tab, label }) =>
          el(
            'button',
            { type: 'button', class: 'switch-item', 'data-tab': tab, onclick: () => go({ view: 'app', tab }) },
            label,
          ),
        ),
      ),
  },
];

const isShown = (): boolean => {
  const { room, tab, view } = model.place;
  return room === 'app' && tab === 'home' && (columns() === 3 || view === 'app');
};

/** The app: its head with the tabs, and the personal tab. A tab that is out of sight stays as it was last shown. */
export const drawApp = (): void => {
  reconcile(byId('app-head'), head);
  for (const button of byId('app-head').querySelectorAll<HTMLElement>('.switch-item'))
    mark(button, 'aria-current', button.dataset.tab === model.place.tab && 'page');
  const person = personById(model.place.person);
  if (!person || !isShown()) return;
  reconcile(byId('app'), [
    { key: 'controls', signature: controlsSignature(), build: drawControls },
    { key: 'line', signature: '', build: () => line },
    { key: 'stage', signature: '', build: () => stage },
  ]);
  drawFrame(person);
  drawSignedIn(line, person);
};
