import { el } from './element.ts';
import { type IconName, icon } from './icons.ts';

export type Choice = {
  label: string;
  icon: IconName;
  run: () => void /** Makes the menu a choice of one. */;
  chosen?: boolean;
};

/** A button that opens a list of choices; arrows, Home, End, Escape and Tab do what a menu's do. */
export const menu = (label: string, symbol: IconName, choices: () => Choice[]): HTMLElement => {
  const root = el('div', { class: 'menu' });
  let list: HTMLElement | undefined;

  const close = (back: boolean) => {
    list?.remove();
    list = undefined;
    button.setAttribute('aria-expanded', 'false');
    if (back) button.focus();
  };

  const item = (choice: Choice) =>
    el(
      'button',
      {
        type: 'button',
        class: 'menu-item',
        tabindex: -1,
        role: choice.chosen === undefined ? 'menuitem' : 'menuitemradio',
        'aria-checked': choice.chosen === undefined ? undefined : String(choice.chosen),
        onclick: () => {
          close(true);
          choice.run();
        },
      },
      icon(choice.icon),
      el('span', {}, choice.label),
      choice.chosen === true && el('span', { class: 'menu-tick' }, icon('check')),
    );

  const open = () => {
    list = el('div', { class: 'menu-list', role: 'menu', 'aria-label': label }, ...choices().map(item));
    root.append(list);
    button.setAttribute('aria-expanded', 'true');
    (list.querySelector<HTMLElement>('[aria-checked="true"]') ?? list.querySelector<HTMLElement>('button'))?.focus();
  };

  const button = el(
    'button',
    {
      type: 'button',
      class: 'button icon',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': label,
      title: label,
      onclick: () => (list ? close(true) : open()),
    },
    icon(symbol),
  );

  root.append(button);
  root.addEventListener('keydown', event => {
    if (!list) return;
    const items = [...list.querySelectorAll<HTMLElement>('button')];
    const at = items.findIndex(item => item.matches(':focus'));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items.at(next % items.length)?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close(true);
    } else if (event.key === 'Tab') close(false);
  });
  root.addEventListener('focusout', event => {
    if (list && event.relatedTarget instanceof Node && !root.contains(event.relatedTarget)) close(false);
  });
  document.addEventListener('pointerdown', event => {
    if (list && event.target instanceof Node && !root.contains(event.target)) close(false);
  });
  return root;
};
