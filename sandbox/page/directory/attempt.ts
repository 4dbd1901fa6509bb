import { inWords } from '../api.ts';
import { el, mark } from '../element.ts';
import { icon } from '../icons.ts';

export type Tone = 'good' | 'warn' | 'bad' | '';

/** A line that says how the last work went; empty until then. */
export const outcomeLine = () => {
  const element = el('div', { role: 'status', class: 'outcome' });
  const say = (tone: Tone, words: string, ...more: Node[]): void => {
    const symbol = icon(tone === 'good' ? 'done' : tone === '' ? 'info' : 'warning');
    element.replaceChildren(
      el('div', { class: `notice ${tone}`.trim() }, symbol, el('div', {}, el('p', {}, words), ...more)),
    );
  };
  return { element, say, clear: () => element.replaceChildren() };
};

type Outcome = ReturnType<typeof outcomeLine>;

/** A button that works on something, shows so, and says what went wrong; one press at a time. */
export const workButton = (
  {
    label,
    busy,
    kind = '',
    symbol,
  }: { label: string; busy: string; kind?: string; symbol?: Parameters<typeof icon>[0] },
  outcome: Outcome,
  work: () => Promise<void>,
): HTMLButtonElement => {
  let working = false;
  const idle = (): Node[] => [...(symbol ? [icon(symbol)] : []), document.createTextNode(label)];
  const press = async (): Promise<void> => {
    if (working) return;
    working = true;
    mark(button, 'aria-disabled', 'true');
    button.replaceChildren(el('span', { class: 'spinner' }), busy);
    outcome.clear();
    try {
      await work();
    } catch (error) {
      outcome.say('bad', inWords(error));
    } finally {
      working = false;
      mark(button, 'aria-disabled', undefined);
      button.replaceChildren(...idle());
    }
  };
  const button = el(
    'button',
    { type: 'button', class: `button ${kind}`.trim(), onclick: () => void press() },
    ...idle(),
  );
  return button;
};
