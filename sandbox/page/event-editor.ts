import { el } from './element.ts';
import { type JsonFault, jsonFault } from './json-fault.ts';

/** A text field for JSON with line numbers, which says where the text is wrong. */
export type Editor = {
  element: HTMLElement;
  read: () => { value: unknown } | { fault: JsonFault };
  text: () => string;
  write: (text: string) => void;
  focusFault: () => void;
};

export const makeEditor = (label: string, changed: () => void): Editor => {
  const lines = el('div', { class: 'editor-lines', 'aria-hidden': 'true' });
  const area = el('textarea', {
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    'aria-label': label,
    'aria-describedby': 'editor-error',
  });
  const message = el('div', { class: 'editor-error', id: 'editor-error', role: 'status' });
  const frame = el('div', { class: 'editor' }, lines, area);

  const focusFault = () => {
    const fault = jsonFault(area.value);
    if (!fault) return;
    const start = area.value.lastIndexOf('\n', fault.offset - 1) + 1;
    const end = area.value.indexOf('\n', fault.offset);
    area.focus();
    area.setSelectionRange(start, end < 0 ? area.value.length : end);
    area.scrollTop = Math.max(0, (fault.line - 4) * 20);
  };

  const check = () => {
    const fault = jsonFault(area.value);
    const count = area.value.split('\n').length;
    lines.replaceChildren(
      ...Array.from({ length: count }, (_, index) =>
        el('div', { 'data-wrong': fault?.line === index + 1 }, String(index + 1)),
      ),
    );
    lines.scrollTop = area.scrollTop;
    frame.toggleAttribute('data-invalid', fault !== undefined);
    area.setAttribute('aria-invalid', String(fault !== undefined));
    const words = fault ? `Line ${fault.line}, column ${fault.column}: ${fault.message}` : '';
    if (message.firstElementChild?.textContent !== words)
      message.replaceChildren(
        ...(fault
          ? [
              el('span', {}, words),
              el('button', { type: 'button', class: 'button plain', onclick: focusFault }, `Go to line ${fault.line}`),
            ]
          : []),
      );
  };

  area.addEventListener('input', () => {
    check();
    changed();
  });
  area.addEventListener('scroll', () => {
    lines.scrollTop = area.scrollTop;
  });

  return {
    element: el('div', { class: 'field' }, frame, message),
    text: () => area.value,
    write: text => {
      area.value = text;
      area.scrollTop = 0;
      area.scrollLeft = 0;
      check();
    },
    read: () => {
      const fault = jsonFault(area.value);
      return fault ? { fault } : { value: JSON.parse(area.value) };
    },
    focusFault,
  };
};
