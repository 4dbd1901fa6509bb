import type { SandboxCompany, SandboxPerson } from './contract.ts';
import { byId, el, type Item, mark, reconcile } from './element.ts';
import { icon } from './icons.ts';
import { model, roleNames } from './model.ts';
import { columns, go } from './place.ts';
import { sampleButtons, samplesSignature } from './samples.ts';
import { unreadOf } from './unread.ts';

const initials = (name: string): string => {
  const words = name.split(/\s+/);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
};

/** A round picture with the person's initials; the colour stays the same for the same person. */
export const avatar = (person: SandboxPerson): HTMLElement => {
  const tint = [...person.id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 5;
  return el('span', { class: 'avatar', 'data-tint': tint, 'aria-hidden': 'true' }, initials(person.name));
};

const botWords = { installed: '', blocked: ' · bot blocked', absent: ' · no bot' } as const;

const choose = (person: SandboxPerson): void => {
  if (columns() === 3) go({ person: person.id });
  else {
    go({ person: person.id, view: 'chat' });
    byId('chat').focus();
  }
};

const row = (person: SandboxPerson, unread: number): HTMLElement =>
  el(
    'button',
    {
      type: 'button',
      class: 'person',
      'data-person': person.id,
      'data-unread': unread > 0,
      title: person.email,
      onclick: () => choose(person),
    },
    avatar(person),
    el(
      'span',
      { class: 'person-words' },
      el('span', { class: 'person-name' }, person.name),
      el('span', { class: 'person-role' }, `${roleNames[person.role]}${botWords[person.bot]}`),
    ),
    unread > 0 && el('span', { class: 'badge' }, String(unread), el('span', { class: 'unseen' }, ' new')),
  );

const company = ({ tenantId, name, people }: SandboxCompany): Item => ({
  key: tenantId,
  signature: JSON.stringify([name, people, people.map(person => unreadOf(person.id))]),
  build: () =>
    el(
      'section',
      { class: 'company', 'aria-label': name },
      el('h3', {}, icon('building'), name),
      el('ul', {}, ...people.map(person => el('li', {}, row(person, unreadOf(person.id))))),
      people.length === 0 && el('p', { class: 'hint' }, 'Nobody works here yet.'),
    ),
});

const bones = (): HTMLElement =>
  el('div', { class: 'bones', 'aria-hidden': 'true' }, ...[1, 2, 3, 4].map(() => el('div', { class: 'bone person' })));

export const drawPeople = (): void => {
  const host = byId('people');
  const more: Item[] =
    model.state.samples.length > 0 && model.state.companies.length > 0
      ? [{ key: 'samples', signature: samplesSignature(), build: () => sampleButtons(false) }]
      : [];
  const rows: Item[] =
    model.load === 'loading'
      ? [{ key: 'bones', signature: '', build: bones }]
      : [...model.state.companies.map(company), ...more];
  reconcile(host, [{ key: 'title', signature: '', build: () => el('h2', { id: 'people-title' }, 'People') }, ...rows]);
  for (const button of host.querySelectorAll<HTMLElement>('.person[data-person]'))
    mark(button, 'aria-current', button.dataset.person === model.place.person && 'true');
};
