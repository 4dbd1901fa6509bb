import { api, inWords } from './api.ts';
import type { Fault } from './contract.ts';
import { el, type Item, mark, reconcile } from './element.ts';
import { detailOf, faultWords, titleOf } from './fault-words.ts';
import { icon } from './icons.ts';
import { change, companyOf, model, personById } from './model.ts';

let reach: 'person' | 'company' | 'all' = 'person';
let failure = '';
const busy = new Set<string>();

const whom = (): Fault['scope'] => {
  const person = personById(model.place.person);
  if (reach === 'all' || !person) return {};
  return reach === 'person' ? { person: person.id } : { tenantId: person.tenantId };
};

const sameScope = (one: Fault['scope'], other: Fault['scope']): boolean =>
  one.person === other.person && one.tenantId === other.tenantId;

const activeOf = (kind: Fault['kind']): Fault | undefined =>
  model.state.faults.find(fault => fault.kind === kind && sameScope(fault.scope, whom()));

const times = el('select', { class: 'input' }, el('option', { value: '' }, 'Until switched off'));
times.append(
  ...[1, 2, 3, 5, 10].map(count =>
    el('option', { value: count }, count === 1 ? 'The next request' : `The next ${count} requests`),
  ),
);
const seconds = el('input', { class: 'input', type: 'number', min: 0, max: 600, value: 5, inputmode: 'numeric' });

const attempt = async (key: string, verb: () => Promise<unknown>): Promise<void> => {
  busy.add(key);
  failure = '';
  change();
  try {
    await verb();
  } catch (error) {
    failure = inWords(error);
  } finally {
    busy.delete(key);
    change();
  }
};

const toggle = (kind: Fault['kind']): void => {
  if (busy.has(kind)) return;
  const active = activeOf(kind);
  if (active) void attempt(kind, () => api.removeFault(active.id));
  else {
    const wait = Math.min(600, Math.max(0, Number(seconds.value) || 0));
    void attempt(kind, () =>
      api.addFault({
        kind,
        scope: whom(),
        ...(times.value ? { remaining: Number(times.value) } : {}),
        ...(kind === 'throttled' ? { retryAfterSeconds: wait } : {}),
        ...(kind === 'slow' ? { delayMs: wait * 1000 } : {}),
      }),
    );
  }
};

const switches = faultWords.map(({ kind, title, effect }) => ({
  kind,
  element: el(
    'button',
    {
      type: 'button',
      class: 'fault',
      role: 'switch',
      'aria-checked': 'false',
      'data-kind': kind,
      onclick: () => toggle(kind),
    },
    el('span', {}, el('span', { class: 'fault-title' }, title), el('span', { class: 'hint' }, effect)),
    el('span', { class: 'fault-track' }),
  ),
}));

const reachChooser = (): HTMLElement => {
  const person = personById(model.place.person);
  const company = companyOf(person);
  const choice = (value: typeof reach, words: string) => {
    const radio = el('input', { type: 'radio', name: 'reach', value, 'data-focus': `reach ${value}` });
    radio.checked = reach === value;
    radio.addEventListener('change', () => {
      reach = value;
      change();
    });
    return el('label', { class: 'check' }, radio, words);
  };
  return el(
    'fieldset',
    {},
    el('legend', { class: 'label' }, 'Whom it meets'),
    ...(person ? [choice('person', person.name)] : []),
    ...(company ? [choice('company', `Everyone at ${company.name}`)] : []),
    choice('all', 'Everyone'),
  );
};

const scopeWords = (scope: Fault['scope']): string =>
  scope.person
    ? (personById(scope.person)?.name ?? 'one person')
    : scope.tenantId
      ? `everyone at ${model.state.companies.find(one => one.tenantId === scope.tenantId)?.name ?? 'one company'}`
      : 'everyone';

const activeRow = (fault: Fault): HTMLElement =>
  el(
    'li',
    { class: 'active-fault' },
    el(
      'div',
      {},
      el('p', { class: 'label' }, titleOf(fault.kind)),
      el('p', { class: 'hint' }, `For ${scopeWords(fault.scope)}, ${detailOf(fault)}`),
    ),
    el(
      'button',
      {
        type: 'button',
        class: 'button',
        'aria-label': `Switch off: ${titleOf(fault.kind)}, for ${scopeWords(fault.scope)}`,
        onclick: () => void attempt(fault.id, () => api.removeFault(fault.id)),
      },
      'Off',
    ),
  );

const activeList = (faults: Fault[]): HTMLElement =>
  el(
    'div',
    { class: 'field' },
    el('h3', {}, 'Active now'),
    el('ul', { class: 'active-list' }, ...faults.map(activeRow)),
  );

const settings = el(
  'div',
  { class: 'pair' },
  el('label', { class: 'field' }, el('span', {}, 'How long'), times),
  el('label', { class: 'field' }, el('span', {}, 'Seconds to wait'), seconds),
);

export const drawFaults = (host: HTMLElement): void => {
  const { faults } = model.state;
  const parts: Item[] = [
    {
      key: 'head',
      signature: '',
      build: () =>
        el(
          'div',
          {},
          el('h2', {}, 'Faults'),
          el('p', { class: 'panel-lead' }, 'Make Teams misbehave, post an event, and see how Wintro copes.'),
        ),
    },
    ...(failure
      ? [{ key: 'failure', signature: failure, build: () => el('p', { class: 'notice bad', role: 'alert' }, failure) }]
      : []),
    faults.length > 0
      ? { key: 'active', signature: JSON.stringify(faults), build: () => activeList(faults) }
      : {
          key: 'none',
          signature: '',
          build: () => el('p', { class: 'notice' }, icon('done'), 'Teams behaves well just now.'),
        },
    { key: 'reach', signature: JSON.stringify([model.place.person, reach]), build: reachChooser },
    { key: 'settings', signature: '', build: () => settings },
    {
      key: 'switches',
      signature: '',
      build: () => el('div', { class: 'fault-list' }, ...switches.map(({ element }) => element)),
    },
  ];
  reconcile(host, parts);
  for (const { kind, element } of switches) {
    mark(element, 'aria-checked', String(activeOf(kind) !== undefined));
    mark(element, 'aria-busy', busy.has(kind) && 'true');
  }
};
