import { api, inWords } from './api.ts';
import type { SandboxCompany, SandboxPerson } from './contract.ts';
import { el } from './element.ts';
import { icon } from './icons.ts';
import { type Choice, menu } from './menu.ts';
import { change, roleNames } from './model.ts';
import { avatar } from './people.ts';

let failure = '';
let busy = false;

const act = async (verb: () => Promise<{ status: number }>): Promise<void> => {
  busy = true;
  failure = '';
  change();
  try {
    const { status } = await verb();
    if (status >= 400) failure = `Wintro answered ${status}. Try again.`;
  } catch (error) {
    failure = inWords(error);
  } finally {
    busy = false;
    change();
  }
};

const install = (person: SandboxPerson, installed: boolean) => act(() => api.install(person.id, installed));
const block = (person: SandboxPerson, blocked: boolean) => act(() => api.block(person.id, blocked));

const choices = (person: SandboxPerson): Choice[] => {
  if (person.bot === 'absent')
    return [{ label: 'Install the app', icon: 'install', run: () => void install(person, true) }];
  return [
    person.bot === 'blocked'
      ? { label: 'Unblock the bot', icon: 'check', run: () => void block(person, false) }
      : { label: 'Block the bot', icon: 'block', run: () => void block(person, true) },
    { label: 'Remove the app', icon: 'remove', run: () => void install(person, false) },
  ];
};

export const drawHead = (person: SandboxPerson, company: SandboxCompany | undefined): HTMLElement =>
  el(
    'div',
    { class: 'chat-head' },
    avatar(person),
    el(
      'div',
      { class: 'chat-words' },
      el('h2', { id: 'chat-title' }, `${person.name}’s chat with Wintro`),
      el('p', {}, `${roleNames[person.role]}${company ? ` at ${company.name}` : ''}`),
    ),
    menu(`What ${person.name} can do with the app`, 'more', () => choices(person)),
  );

export const stateSignature = (person: SandboxPerson): string => JSON.stringify([person.id, person.bot, busy, failure]);

const sentences = {
  absent: 'has not installed Wintro: nothing can be sent here.',
  blocked: 'has blocked the bot: Teams refuses what it sends, and notifications go by mail.',
} as const;

/** What keeps the bot out of this chat, with the way back in; and what went wrong with install or block. */
export const drawState = (person: SandboxPerson): HTMLElement => {
  const host = el('div', { class: 'chat-state', role: 'status' });
  if (failure) host.append(el('p', { class: 'notice bad' }, icon('warning'), el('span', {}, failure)));
  if (person.bot === 'installed') {
    host.hidden = failure === '';
    return host;
  }
  const absent = person.bot === 'absent';
  const mend = () => void (absent ? install(person, true) : block(person, false));
  host.append(
    el(
      'div',
      { class: 'notice warn' },
      icon(absent ? 'info' : 'block'),
      el('div', {}, el('p', {}, `${person.name} ${sentences[person.bot]}`)),
      el(
        'button',
        { type: 'button', class: 'button', disabled: busy, onclick: mend },
        busy && el('span', { class: 'spinner' }),
        absent ? 'Install the app' : 'Unblock',
      ),
    ),
  );
  return host;
};
