import { api, inWords } from './api.ts';
import { timeOf } from './clock.ts';
import type { MailEntry } from './contract.ts';
import { el, emptyState, type Item, reconcile } from './element.ts';
import { icon } from './icons.ts';
import { drawMail } from './mail-reader.ts';
import { change, model } from './model.ts';
import { go } from './place.ts';

const opened = new Set<string>();
let mailbox = '';
let failure = '';

export const unreadMails = (): number => model.state.mails.filter(mail => !opened.has(mail.id)).length;

const shownMails = (): MailEntry[] =>
  model.state.mails
    .filter(mail => mailbox === '' || mail.to.includes(mailbox))
    .toSorted((one, other) => other.at.localeCompare(one.at));

const empty = async (): Promise<void> => {
  failure = '';
  try {
    await api.emptyMails();
  } catch (error) {
    failure = inWords(error);
  }
  change();
};

const chooser = (mailboxes: string[]): HTMLElement => {
  const select = el(
    'select',
    { class: 'input', 'data-focus': 'mailbox' },
    el('option', { value: '' }, 'All mailboxes'),
    ...mailboxes.map(address => el('option', { value: address }, address)),
  );
  select.value = mailbox;
  select.addEventListener('change', () => {
    mailbox = select.value;
    change();
  });
  return el('label', { class: 'field' }, el('span', {}, 'Mailbox'), select);
};

const row = (mail: MailEntry): Item => ({
  key: mail.id,
  signature: `${opened.has(mail.id)}`,
  build: () =>
    el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'mail-row',
          'data-unread': !opened.has(mail.id),
          onclick: () => go({ view: 'mail', mail: mail.id }),
        },
        el('span', { class: 'mail-subject' }, mail.subject || '(no subject)'),
        el('span', { class: 'mail-time' }, timeOf(mail.at)),
        el('span', { class: 'mail-to' }, `To ${mail.to.join(', ')}`),
      ),
    ),
});

const nothing = (): HTMLElement =>
  emptyState(
    icon('mail'),
    mailbox === '' ? 'No mail yet' : 'No mail in this mailbox',
    'Wintro writes a mail when Teams cannot reach a person: block the bot for somebody and post an event.',
  );

const rows = el('ul', { class: 'mail-list' });

export const drawMails = (host: HTMLElement): void => {
  const open = model.state.mails.find(mail => mail.id === model.place.mail);
  if (open) {
    opened.add(open.id);
    reconcile(host, [{ key: `mail ${open.id}`, signature: '', build: () => drawMail(open) }]);
    return;
  }
  const mailboxes = [...new Set(model.state.mails.flatMap(mail => mail.to))].sort();
  const mails = shownMails();
  reconcile(host, [
    {
      key: 'head',
      signature: String(model.state.mails.length > 0),
      build: () =>
        el(
          'div',
          { class: 'panel-head' },
          el('h2', {}, 'Mail'),
          model.state.mails.length > 0 &&
            el('button', { type: 'button', class: 'button', onclick: () => void empty() }, icon('remove'), 'Empty'),
        ),
    },
    ...(failure
      ? [{ key: 'failure', signature: failure, build: () => el('p', { class: 'notice bad', role: 'alert' }, failure) }]
      : []),
    ...(model.place.mail
      ? [{ key: 'gone', signature: '', build: () => el('p', { class: 'notice warn' }, 'That mail is no longer here.') }]
      : []),
    ...(mailboxes.length > 1
      ? [{ key: 'chooser', signature: JSON.stringify([mailboxes, mailbox]), build: () => chooser(mailboxes) }]
      : []),
    mails.length > 0
      ? { key: 'rows', signature: '', build: () => rows }
      : { key: 'nothing', signature: mailbox, build: nothing },
  ]);
  reconcile(rows, mails.map(row));
};
