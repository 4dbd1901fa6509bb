import { type DialectName, type DirectoryState, dialects } from '../directory-contract.ts';
import { el } from '../element.ts';
import { icon } from '../icons.ts';
import { outcomeLine, workButton } from './attempt.ts';
import { showEntry } from './place.ts';
import { directoryOf } from './requests.ts';
import { dialectWords } from './words.ts';

/** Breaks between the options alone. */
const inPieces = (command: string): Node[] =>
  command
    .split(/ (?=--\w)/)
    .flatMap((piece, index) => [...(index > 0 ? [document.createTextNode(' ')] : []), el('span', {}, piece)]);

/** Where people are pushed, and with which token: what the admin fills in under Admin Credentials. */
export const makeConnection = () => {
  let tenantId = '';
  let filledFor = '';
  const outcome = outcomeLine();
  const dialect = el(
    'select',
    { class: 'input', 'data-name': 'dialect' },
    ...dialects.map(name => el('option', { value: name }, dialectWords[name])),
  );
  const url = el('input', { class: 'input', type: 'url', autocomplete: 'off', spellcheck: 'false' });
  const token = el('input', { class: 'input', type: 'password', autocomplete: 'off', spellcheck: 'false' });
  const kept = el('p', { class: 'hint', id: 'token-kept' });
  token.setAttribute('aria-describedby', 'token-kept');
  const command = el('code', {});
  const copied = el('span', { class: 'unseen', 'aria-live': 'polite' });

  const chosen = (): DialectName => dialects.find(name => name === dialect.value) ?? 'entra';

  const save = async (): Promise<void> => {
    const pasted = token.value.trim();
    await directoryOf(tenantId).connect({
      url: url.value.trim(),
      dialect: chosen(),
      ...(pasted === '' ? {} : { token: pasted }),
    });
    token.value = '';
  };

  const test = workButton({ label: 'Test Connection', busy: 'Testing…' }, outcome, async () => {
    await save();
    const { authorized, words, entry } = await directoryOf(tenantId).test();
    const requests = el(
      'button',
      { type: 'button', class: 'button plain', onclick: () => showEntry(entry) },
      'What was asked',
    );
    outcome.say(authorized ? 'good' : 'bad', words, requests);
  });

  const copy = el(
    'button',
    {
      type: 'button',
      class: 'button icon',
      'aria-label': 'Copy the command',
      title: 'Copy',
      onclick: () =>
        void navigator.clipboard.writeText(command.textContent ?? '').then(
          () => copied.replaceChildren('Copied.'),
          () => copied.replaceChildren('The browser does not allow copying.'),
        ),
    },
    icon('copy'),
  );

  const element = el(
    'section',
    { class: 'directory-part', 'aria-label': 'Admin credentials' },
    el('h3', {}, 'Admin credentials'),
    el('label', { class: 'field' }, el('span', {}, 'Behaves like'), dialect),
    el('label', { class: 'field' }, el('span', {}, 'Tenant URL'), url),
    el('div', { class: 'field' }, el('label', { class: 'field' }, el('span', {}, 'Secret token'), token), kept),
    el(
      'div',
      { class: 'command' },
      el('p', { class: 'hint' }, 'Make one in Wintro, Settings → Security, or as its operator:'),
      el('div', { class: 'command-line' }, command, copy, copied),
    ),
    test,
    outcome.element,
  );

  dialect.addEventListener('change', () => void save().catch(() => outcome.say('bad', 'This could not be saved.')));

  return {
    element,
    /** Saves what is typed, so that a cycle uses it. */
    save,
    update({ connection, tokenCommand, ...state }: DirectoryState): void {
      if (filledFor !== state.tenantId) {
        tenantId = state.tenantId;
        filledFor = tenantId;
        url.value = connection.url;
        dialect.value = connection.dialect;
        token.value = '';
        outcome.clear();
      }
      const words =
        connection.tokenEnding === ''
          ? 'None is kept yet.'
          : `One is kept; it ends in “${connection.tokenEnding}”. Paste another to replace it.`;
      if (kept.textContent !== words) kept.textContent = words;
      if (command.textContent !== tokenCommand) command.replaceChildren(...inPieces(tokenCommand));
    },
  };
};
