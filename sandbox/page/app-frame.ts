import { api } from './api.ts';
import type { SandboxPerson } from './contract.ts';
import { el, type Item, mark, reconcile } from './element.ts';
import { focusPast } from './focus-past.ts';
import { type Host, hostFrame } from './host.ts';
import { clientTypeOf, contextFor } from './host-context.ts';
import { icon } from './icons.ts';
import { change, model, type Place } from './model.ts';
import { go } from './place.ts';
import { onTheme, teamsTheme } from './theme.ts';

/** Teams gives a tab this long to say that it is there. Source: Microsoft page "Create a content page". */
const patienceMilliseconds = 30_000;

type Opened = {
  key: string;
  frame: HTMLIFrameElement;
  host: Host;
  state: 'loading' | 'loaded' | 'ready' | 'failed';
  why: string;
  signedIn: boolean;
  timer: ReturnType<typeof setTimeout>;
};

let opened: Opened | undefined;

const cover = el('div', { class: 'frame-cover' });
const bar = el(
  'div',
  { class: 'frame-bar' },
  el(
    'button',
    { type: 'button', class: 'button icon', 'aria-label': 'Back', onclick: () => opened?.host.tell('backButtonPress') },
    icon('back'),
  ),
  el('span', {}, 'Wintro'),
);
const screen = el('div', { class: 'frame-screen' }, cover);
const device = el('div', { class: 'frame-device' }, bar, screen);
export const stage = el('div', { class: 'frame-stage' }, device);

/** Another person, language or kind of client: Teams loads the tab anew for each. */
const keyOf = (person: SandboxPerson, { shape, language }: Place): string =>
  [person.id, language, clientTypeOf(shape)].join(' ');

const close = (): void => {
  if (!opened) return;
  clearTimeout(opened.timer);
  opened.host.stop();
  opened.frame.remove();
  opened = undefined;
};

const open = (person: SandboxPerson, place: Place): void => {
  close();
  const frame = el('iframe', { class: 'tab-frame', title: `Wintro, Home, as ${person.name}` });
  const session = crypto.randomUUID();
  const become = (part: Partial<Opened>): void => {
    if (opened?.frame !== frame) return;
    Object.assign(opened, part);
    if (opened.state === 'ready' || opened.state === 'failed') clearTimeout(opened.timer);
    change();
  };
  const host = hostFrame(frame, {
    context: () => contextFor(person, place, session),
    async token() {
      const { token } = await api.tabToken(person.id);
      become({ signedIn: true });
      return token;
    },
    loaded: () => opened?.state === 'loading' && become({ state: 'loaded' }),
    ready: () => become({ state: 'ready', why: '' }),
    failed: why => become({ state: 'failed', why: why || 'The app says that it cannot be shown.' }),
    leave: forward => focusPast(frame, forward),
    back: () => go({ view: 'chat' }),
  });
  const late = () => become({ state: 'failed', why: 'It has not said within 30 seconds that it is there.' });
  const timer = setTimeout(late, patienceMilliseconds);
  opened = { key: keyOf(person, place), frame, host, state: 'loading', why: '', signedIn: false, timer };
  frame.src = '/tab/home';
  screen.prepend(frame);
};

onTheme(() => opened?.host.tell('themeChange', teamsTheme()));

const retry = (): void => {
  close();
  change();
};

const waiting = (): HTMLElement =>
  el('div', { class: 'empty', role: 'status' }, el('span', { class: 'spinner' }), el('p', {}, 'Wintro is loading'));

const failed = (why: string): HTMLElement =>
  el(
    'div',
    { class: 'empty', role: 'alert' },
    icon('warning'),
    el('h3', {}, 'Wintro could not be loaded'),
    el('p', {}, why),
    el('button', { type: 'button', class: 'button primary', onclick: retry }, icon('refresh'), 'Retry'),
  );

const coverFor = ({ state, why }: Opened): Item[] => {
  if (state === 'loading') return [{ key: 'waiting', signature: '', build: waiting }];
  return state === 'failed' ? [{ key: 'failed', signature: why, build: () => failed(why) }] : [];
};

/** Where the sign-in stands, for the line above the frame. */
export const signIn = (): 'under way' | 'done' | 'failed' => {
  if (opened?.signedIn && opened.state !== 'failed') return 'done';
  return opened?.state === 'failed' ? 'failed' : 'under way';
};

/** Shows the tab as that person; one that is already open stays as it is. */
export const drawFrame = (person: SandboxPerson): void => {
  const { place } = model;
  stage.dataset.shape = place.shape;
  if (opened?.key !== keyOf(person, place)) open(person, place);
  if (!opened) return;
  const covers = coverFor(opened);
  reconcile(cover, covers);
  cover.hidden = covers.length === 0;
  mark(opened.frame, 'inert', covers.length > 0);
};
