import type { DirectoryState } from '../directory-contract.ts';
import { el, emptyState, mark, reconcile } from '../element.ts';
import { icon } from '../icons.ts';
import { model, personById } from '../model.ts';
import { makeConnection } from './connection.ts';
import { makeCycle } from './cycle.ts';
import { makeGroups } from './groups.ts';
import { makeHappenings } from './happenings.ts';
import { makeLog } from './log.ts';
import { makePeople } from './people.ts';
import { type DirectoryTab, goTo, here } from './place.ts';

const connection = makeConnection();
const cycle = makeCycle(connection.save);
const happenings = makeHappenings();

type Part = { element: HTMLElement; update: (state: DirectoryState) => void };

const provision: Part = {
  element: el('div', { class: 'directory-tab' }, connection.element, cycle.element, happenings.element),
  update(state) {
    for (const part of [connection, cycle, happenings]) part.update(state);
  },
};
const parts: Record<DirectoryTab, Part> = {
  provision,
  people: makePeople(),
  groups: makeGroups(),
  log: makeLog(),
};
const tabs: { tab: DirectoryTab; label: string }[] = [
  { tab: 'provision', label: 'Provision' },
  { tab: 'people', label: 'People' },
  { tab: 'groups', label: 'Groups' },
  { tab: 'log', label: 'Log' },
];

const head = (): HTMLElement =>
  el(
    'div',
    {},
    el('h2', {}, 'Directory'),
    el(
      'p',
      { class: 'panel-lead' },
      'The company’s own Entra ID or Okta, which pushes people and groups to Wintro over SCIM.',
    ),
  );

const companies = (): HTMLElement => {
  const select = el(
    'select',
    {
      class: 'input',
      'data-focus': 'company',
      onchange: () => goTo({ tenantId: select.value, user: '', entry: undefined }),
    },
    ...model.state.companies.map(({ tenantId, name }) =>
      el('option', { value: tenantId, selected: tenantId === here.tenantId }, name),
    ),
  );
  return el('label', { class: 'field' }, el('span', {}, 'Company'), select);
};

const switcher = (): HTMLElement =>
  el(
    'nav',
    { class: 'segments', 'aria-label': 'Parts of the directory' },
    ...tabs.map(({ tab, label }) =>
      el(
        'button',
        { type: 'button', class: 'segment', 'data-tab': tab, onclick: () => goTo({ tab, user: '', entry: undefined }) },
        label,
      ),
    ),
  );

let followed = '';

/** Follows the company of the person who is looked at, until another is chosen. */
const settle = (): DirectoryState | undefined => {
  const { companies: known, directories } = model.state;
  const ofPerson = personById(model.place.person)?.tenantId ?? '';
  if (ofPerson !== followed) {
    followed = ofPerson;
    Object.assign(here, { tenantId: ofPerson, user: '', entry: undefined });
  }
  if (!known.some(({ tenantId }) => tenantId === here.tenantId)) here.tenantId = known[0]?.tenantId ?? '';
  return directories.find(({ tenantId }) => tenantId === here.tenantId);
};

export const drawDirectory = (host: HTMLElement): void => {
  const state = settle();
  if (!state) {
    const nobody = () =>
      emptyState(icon('directory'), 'No company yet', 'Load a sample company; its directory is here then.');
    reconcile(host, [
      { key: 'head', signature: '', build: head },
      { key: 'nobody', signature: '', build: nobody },
    ]);
    return;
  }
  const names = model.state.companies.map(({ tenantId, name }) => [tenantId, name]);
  const part = parts[here.tab];
  const inside = host.contains(document.activeElement);
  reconcile(host, [
    { key: 'head', signature: '', build: head },
    ...(names.length > 1
      ? [{ key: 'companies', signature: JSON.stringify([names, here.tenantId]), build: companies }]
      : []),
    { key: 'tabs', signature: '', build: switcher },
    { key: here.tab, signature: '', build: () => part.element },
  ]);
  for (const button of host.querySelectorAll<HTMLElement>('.segment[data-tab]'))
    mark(button, 'aria-current', button.dataset.tab === here.tab && 'page');
  part.update(state);
  // What had the focus is gone: a row that was opened, or the way back from it.
  if (!inside || host.contains(document.activeElement)) return;
  const row = part.element.querySelector<HTMLElement>(`[data-focus="${CSS.escape(here.row)}"]`);
  (row ?? part.element.querySelector<HTMLElement>('button, input, select'))?.focus();
};
