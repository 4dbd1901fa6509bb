import { api, inWords } from './api.ts';
import type { EventExample } from './contract.ts';
import { el, mark } from './element.ts';
import { drawAnswer } from './event-answer.ts';
import { makeEditor } from './event-editor.ts';
import { notePosted } from './guide-steps.ts';
import { icon } from './icons.ts';
import { model } from './model.ts';
import { columns, go } from './place.ts';

/** Where the chat is not beside this form, the way to it. */
const chatLink = (): HTMLElement =>
  el(
    'button',
    {
      type: 'button',
      class: 'button',
      onclick: () => {
        go({ view: 'chat' });
        document.getElementById('chat')?.focus();
      },
    },
    icon('chat'),
    'Go to the chat',
  );

/** The form keeps what is typed while the state around it changes; it is made once. */
export const makeEventForm = () => {
  let examples: EventExample[] = [];
  let loadedFor = '';
  let busy = false;
  const posted = new Set<string>();

  const company = el('select', { class: 'input', id: 'event-company' });
  const kind = el('select', { class: 'input', id: 'event-kind' });
  const renew = el('input', { type: 'checkbox', id: 'event-renew' });
  renew.checked = true;
  const answer = el('div', { role: 'status', class: 'event-answer' });
  const editor = makeEditor('The event as JSON', () => answer.replaceChildren());
  const post = el('button', { type: 'submit', class: 'button primary post' }, icon('event'), 'Post event');

  const problem = (words: string, retry?: () => void) =>
    answer.replaceChildren(
      el(
        'div',
        { class: 'notice bad' },
        icon('warning'),
        el(
          'div',
          {},
          el('p', {}, words),
          retry && el('button', { type: 'button', class: 'button', onclick: retry }, 'Try again'),
        ),
      ),
    );

  const showExample = () => {
    const chosen = examples.find(example => example.type === kind.value) ?? examples[0];
    if (chosen) editor.write(JSON.stringify(chosen.body, null, 2));
    answer.replaceChildren();
  };

  const load = async (tenantId: string): Promise<void> => {
    loadedFor = tenantId;
    try {
      examples = await api.examples(tenantId);
      const before = kind.value;
      kind.replaceChildren(...examples.map(({ type, title }) => el('option', { value: type }, title)));
      if (examples.some(({ type }) => type === before)) kind.value = before;
      showExample();
    } catch (error) {
      problem(`The examples could not be loaded. ${inWords(error)}`, () => void load(tenantId));
    }
  };

  const idOf = (body: unknown): string => {
    const id: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'id') : undefined;
    return typeof id === 'string' ? id : '';
  };

  /** The same event counts once in the product, so a second post gets an id of its own unless that is what is tried. */
  const renewed = (body: unknown): unknown => {
    const id = idOf(body);
    if (!renew.checked || !posted.has(id)) return body;
    const next = crypto.randomUUID();
    editor.write(editor.text().replace(JSON.stringify(id), JSON.stringify(next)));
    return { ...Object(body), id: next };
  };

  const send = async (): Promise<void> => {
    if (busy) return;
    const read = editor.read();
    if ('fault' in read) return editor.focusFault();
    busy = true;
    mark(post, 'aria-disabled', 'true');
    post.replaceChildren(el('span', { class: 'spinner' }), 'Posting…');
    answer.replaceChildren();
    try {
      const body = renewed(read.value);
      const { status, body: said } = await api.postEvent(company.value, body);
      const good = status < 300 && columns() < 3;
      answer.replaceChildren(drawAnswer(status, said, ...(good ? [chatLink()] : [])));
      if (status < 300) {
        posted.add(idOf(body));
        notePosted();
      }
    } catch (error) {
      problem(inWords(error), () => void send());
    } finally {
      busy = false;
      mark(post, 'aria-disabled', undefined);
      post.replaceChildren(icon('event'), 'Post event');
      answer.scrollIntoView({ block: 'nearest' });
    }
  };

  company.addEventListener('change', () => void load(company.value));
  kind.addEventListener('change', showExample);

  const element = el(
    'form',
    {
      class: 'event-form',
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        void send();
      },
    },
    el(
      'div',
      { class: 'pair' },
      el('label', { class: 'field' }, el('span', {}, 'Company'), company),
      el('label', { class: 'field' }, el('span', {}, 'Kind of event'), kind),
    ),
    editor.element,
    el(
      'div',
      { class: 'row event-options' },
      el('label', { class: 'check' }, renew, 'New id for each post'),
      el(
        'button',
        { type: 'button', class: 'button plain', onclick: () => void load(company.value) },
        icon('refresh'),
        'Another example',
      ),
    ),
    post,
    answer,
  );

  /** Follows the companies, and the company of the person who is looked at until another is chosen. */
  const update = (tenantId: string | undefined): void => {
    const wanted = model.state.companies.map(one => `${one.tenantId} ${one.name}`).join('\n');
    if (company.dataset.wanted !== wanted) {
      const before = company.value;
      company.dataset.wanted = wanted;
      company.replaceChildren(...model.state.companies.map(one => el('option', { value: one.tenantId }, one.name)));
      if (before) company.value = before;
    }
    if (tenantId && tenantId !== element.dataset.followed) {
      element.dataset.followed = tenantId;
      company.value = tenantId;
    }
    if (company.value && company.value !== loadedFor) void load(company.value);
  };

  return { element, update };
};
