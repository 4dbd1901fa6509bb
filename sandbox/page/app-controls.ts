import { languageOf } from './app-choices.ts';
import { signIn } from './app-frame.ts';
import type { SandboxPerson } from './contract.ts';
import { el } from './element.ts';
import { type IconName, icon } from './icons.ts';
import { type Language, model, roleNames, type Shape } from './model.ts';
import { go } from './place.ts';

const languages: { name: Language; label: string }[] = [
  { name: 'en', label: 'English' },
  { name: 'nl', label: 'Nederlands' },
  { name: 'de', label: 'Deutsch' },
];

const shapes: { name: Shape; label: string; icon: IconName }[] = [
  { name: 'wide', label: 'Wide', icon: 'wide' },
  { name: 'side', label: 'Side panel', icon: 'side' },
  { name: 'phone', label: 'Phone', icon: 'phone' },
];

export const controlsSignature = (): string =>
  JSON.stringify([model.place, model.state.companies.map(({ name, people }) => [name, people])]);

const people = (): HTMLElement => {
  const select = el(
    'select',
    { class: 'input', 'data-focus': 'person', onchange: () => go({ person: select.value }) },
    ...model.state.companies.map(({ name, people: all }) =>
      el(
        'optgroup',
        { label: name },
        ...all.map(person =>
          el(
            'option',
            { value: person.id, selected: person.id === model.place.person },
            `${person.name} (${roleNames[person.role]})`,
          ),
        ),
      ),
    ),
  );
  return el('label', { class: 'field app-person' }, el('span', {}, 'Signed in as'), select);
};

const language = (): HTMLElement => {
  const select = el(
    'select',
    {
      class: 'input',
      'data-focus': 'language',
      onchange: () => go({ language: languageOf(select.value) ?? 'en' }),
    },
    ...languages.map(({ name, label }) =>
      el('option', { value: name, lang: name, selected: name === model.place.language }, label),
    ),
  );
  return el('label', { class: 'field app-language' }, el('span', {}, 'Language'), select);
};

const shape = (): HTMLElement =>
  el(
    'fieldset',
    { class: 'app-shape' },
    el('legend', { class: 'label' }, 'Shape'),
    el(
      'div',
      { class: 'shape-choice' },
      ...shapes.map(one =>
        el(
          'label',
          { class: 'shape-one', title: one.label },
          el('input', {
            type: 'radio',
            name: 'shape',
            class: 'unseen',
            value: one.name,
            'data-focus': `shape ${one.name}`,
            checked: one.name === model.place.shape,
            onchange: () => go({ shape: one.name }),
          }),
          icon(one.icon),
          el('span', {}, one.label),
        ),
      ),
    ),
  );

/** Who is signed in, in which language, and on what; the theme is the page's own. */
export const drawControls = (): HTMLElement => el('div', { class: 'app-controls' }, people(), language(), shape());

const sentences = {
  'under way': 'Teams is signing NAME in.',
  done: 'Teams has signed NAME in. No password, no click.',
  failed: 'NAME is not signed in.',
} as const;

/** Tells a newcomer what single sign-on has done. */
export const drawSignedIn = (line: HTMLElement, person: SandboxPerson): void => {
  const state = signIn();
  const words = sentences[state].replace('NAME', person.name);
  if (line.dataset.words === words) return;
  line.dataset.words = words;
  line.dataset.state = state;
  line.replaceChildren(
    icon(state === 'done' ? 'done' : state === 'failed' ? 'warning' : 'info'),
    el('span', {}, words),
  );
};
