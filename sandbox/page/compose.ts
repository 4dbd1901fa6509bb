import { api, inWords } from './api.ts';
import type { SandboxPerson } from './contract.ts';
import { el } from './element.ts';
import { icon } from './icons.ts';

const suggestions = ['help', 'status', 'pause', 'settings'];

/** The box in which a person writes to the bot. */
export const drawCompose = (person: SandboxPerson): HTMLElement => {
  const open = person.bot !== 'absent';
  const problem = el('p', { class: 'hint', role: 'alert', hidden: true });
  const box = el('textarea', {
    rows: 1,
    disabled: !open,
    'aria-label': `Write to Wintro as ${person.name}`,
    placeholder: open ? 'Write to Wintro' : 'Wintro is not installed',
    'data-focus': 'compose',
  });

  const send = async (text: string, typed: boolean): Promise<void> => {
    if (!text.trim() || !open) return;
    problem.hidden = true;
    if (typed) box.value = '';
    try {
      const { status } = await api.write(person.id, text.trim());
      if (status < 400) return;
      problem.textContent = `Wintro answered ${status}; the message was not taken.`;
    } catch (error) {
      problem.textContent = inWords(error);
    }
    problem.hidden = false;
    if (typed && box.value === '') box.value = text;
  };

  box.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send(box.value, true);
  });

  return el(
    'form',
    {
      class: 'compose',
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        void send(box.value, true);
      },
    },
    el(
      'div',
      { class: 'suggestions', role: 'group', 'aria-label': 'Commands to try' },
      ...suggestions.map(word =>
        el('button', { type: 'button', class: 'chip', disabled: !open, onclick: () => void send(word, false) }, word),
      ),
    ),
    problem,
    el(
      'div',
      { class: 'compose-box' },
      box,
      el(
        'button',
        { type: 'submit', class: 'button icon', disabled: !open, 'aria-label': 'Send', title: 'Send' },
        icon('send'),
      ),
    ),
  );
};
