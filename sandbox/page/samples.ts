import { api, inWords } from './api.ts';
import { el } from './element.ts';
import { icon } from './icons.ts';
import { refresh } from './live.ts';
import { change, firstRecruiter, model } from './model.ts';
import { columns, go } from './place.ts';

let loading = '';
let failed = '';
let failure = '';

const load = async (name: string): Promise<void> => {
  loading = name;
  failed = '';
  change();
  try {
    const company = await api.loadSample(name);
    await refresh();
    const recruiter = firstRecruiter(model.state.companies.find(one => one.tenantId === company.tenantId) ?? company);
    go({ view: 'event', ...(recruiter ? { person: recruiter.id } : {}) });
    document.getElementById(columns() === 3 ? 'post-title' : 'tools')?.focus();
  } catch (error) {
    failed = name;
    failure = inWords(error);
  } finally {
    loading = '';
    change();
  }
};

const loader = (name: string, large: boolean, first: boolean): HTMLElement => {
  const busy = loading === name;
  const words = large ? `Load ${first ? 'a sample company: ' : ''}${name}` : `Add ${name}`;
  return el(
    'button',
    {
      type: 'button',
      class: large ? `button large${first ? ' primary' : ''}` : 'button',
      'data-sample': name,
      'aria-disabled': loading ? 'true' : undefined,
      onclick: () => {
        if (!loading) void load(name);
      },
    },
    busy ? el('span', { class: 'spinner' }) : icon(large ? 'building' : 'plus'),
    busy ? `Loading ${name}…` : words,
  );
};

const problem = (): HTMLElement =>
  el(
    'div',
    { class: 'notice bad', role: 'alert' },
    icon('warning'),
    el(
      'div',
      {},
      el('p', {}, `${failed} could not be loaded. ${failure}`),
      el('button', { type: 'button', class: 'button', onclick: () => void load(failed) }, icon('refresh'), 'Try again'),
    ),
  );

/** What changes when the loading buttons change. */
export const samplesSignature = (): string => JSON.stringify([model.state.samples, loading, failed, failure]);

/** One button for each sample that is not loaded yet, with progress and retry. */
export const sampleButtons = (large: boolean): HTMLElement => {
  const { samples } = model.state;
  return el(
    'div',
    { class: 'samples' },
    ...samples.map((name, index) => loader(name, large, index === 0)),
    loading !== '' &&
      large &&
      el('p', { class: 'hint', role: 'status' }, 'Making people, their mailboxes and the bot’s chats.'),
    failed !== '' && problem(),
  );
};
