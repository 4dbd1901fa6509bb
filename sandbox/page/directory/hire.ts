import type { DirectoryState } from '../directory-contract.ts';
import { el } from '../element.ts';
import { model } from '../model.ts';
import { outcomeLine, workButton } from './attempt.ts';
import { goTo } from './place.ts';
import { directoryOf } from './requests.ts';

const field = (label: string, input: HTMLElement): HTMLElement =>
  el('label', { class: 'field' }, el('span', {}, label), input);

/** Hires one person with a name of one's own; they are in Teams as well. */
export const makeHire = () => {
  let tenantId = '';
  const outcome = outcomeLine();
  const [givenName, surname, mail, department] = ['given-name', 'family-name', 'off', 'off'].map(autocomplete =>
    el('input', { class: 'input', autocomplete }),
  ) as [HTMLInputElement, HTMLInputElement, HTMLInputElement, HTMLInputElement];
  mail.type = 'email';

  const suggest = (): void => {
    if (mail.dataset.own === 'true') return;
    const domain = model.state.companies.find(one => one.tenantId === tenantId)?.domain ?? '';
    const letters = (name: string): string =>
      name
        .normalize('NFD')
        .replace(/[^a-zA-Z]/g, '')
        .toLowerCase();
    const local = [givenName, surname].map(input => letters(input.value)).filter(Boolean);
    mail.value = local.length > 0 ? `${local.join('.')}@${domain}` : '';
  };
  for (const input of [givenName, surname]) input.addEventListener('input', suggest);
  mail.addEventListener('input', () => {
    mail.dataset.own = String(mail.value !== '');
  });

  const hire = workButton({ label: 'Hire', busy: 'Hiring…', kind: 'primary' }, outcome, async () => {
    const [given = '', family = '', address = '', unit = ''] = [givenName, surname, mail, department].map(input =>
      input.value.trim(),
    );
    if (given === '' || address === '') {
      outcome.say('bad', 'A given name and an e-mail address are needed.');
      (given === '' ? givenName : mail).focus();
      return;
    }
    const person = { givenName: given, surname: family, mail: address, department: unit };
    const { id } = await directoryOf(tenantId).hire(person);
    for (const input of [givenName, surname, mail, department]) input.value = '';
    mail.dataset.own = 'false';
    goTo({ adding: false, user: id });
  });

  const element = el(
    'section',
    { class: 'directory-part framed', 'aria-label': 'Hire somebody' },
    el('div', { class: 'pair' }, field('Given name', givenName), field('Family name', surname)),
    field('E-mail', mail),
    field('Department', department),
    el(
      'div',
      { class: 'row' },
      hire,
      el('button', { type: 'button', class: 'button', onclick: () => goTo({ adding: false }) }, 'Cancel'),
    ),
    outcome.element,
  );

  return {
    element,
    update(state: DirectoryState): void {
      tenantId = state.tenantId;
    },
  };
};
