import { timeOf } from '../clock.ts';
import {
  type DirectoryState,
  type ProvisioningDetail,
  type ProvisioningEntry,
  statuses,
} from '../directory-contract.ts';
import { el, emptyState, type Item, reconcile } from '../element.ts';
import { icon } from '../icons.ts';
import { change } from '../model.ts';
import { drawDetail, verbOf } from './detail.ts';
import { makeLoader } from './loader.ts';
import { makePager } from './pager.ts';
import { goTo, here, showEntry } from './place.ts';
import { directoryOf } from './requests.ts';

const pageSize = 50;

const row = (entry: ProvisioningEntry): Item => ({
  key: String(entry.id),
  signature: '',
  build: () =>
    el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'list-row',
          'data-status': entry.status,
          'data-focus': `row ${entry.id}`,
          onclick: () => showEntry(entry.id),
        },
        el('span', { class: 'row-title' }, entry.name),
        el('span', { class: 'row-state' }, verbOf(entry)),
        el('span', { class: 'row-detail' }, `${timeOf(entry.at)} · ${entry.reason}`),
      ),
    ),
});

const nothing = (): HTMLElement =>
  emptyState(icon('directory'), 'Nothing here', 'Test the connection or run a cycle, or look for something else.');

/** The provisioning log of the directory's side; an entry opens with its requests and answers. */
export const makeLog = () => {
  let tenantId = '';
  let skip = 0;
  const list = makeLoader<{ total: number; entries: ProvisioningEntry[] }>();
  const one = makeLoader<ProvisioningDetail>();
  const search = el('input', { class: 'input', type: 'search', placeholder: 'Name or reason' });
  const status = el(
    'select',
    { class: 'input' },
    el('option', { value: '' }, 'Everything'),
    ...statuses.map(name => el('option', { value: name }, name)),
  );
  const rows = el('ul', { class: 'list' });
  const turn = (next: number): void => {
    skip = next;
    change();
  };
  const pager = makePager(turn, pageSize);
  const filters = el(
    'div',
    { class: 'pair' },
    el('label', { class: 'field' }, el('span', {}, 'Find'), search),
    el('label', { class: 'field' }, el('span', {}, 'Status'), status),
  );
  const back = el(
    'button',
    { type: 'button', class: 'button plain back', onclick: () => goTo({ entry: undefined }) },
    icon('back'),
    'The whole log',
  );
  const element = el('div', { class: 'directory-tab' });
  search.addEventListener('input', () => turn(0));
  status.addEventListener('change', () => turn(0));

  const drawOne = (id: number): void => {
    one.ask(`${tenantId} ${id}`, () => directoryOf(tenantId).entry(id));
    const entry = one.answer();
    reconcile(element, [
      { key: 'back', signature: '', build: () => back },
      ...one.failed(),
      ...(entry?.id === id ? [{ key: 'detail', signature: String(id), build: () => drawDetail(entry) }] : []),
    ]);
  };

  const drawList = ({ logged }: DirectoryState): void => {
    const query = { q: search.value, status: status.value, skip: String(skip) };
    list.ask(JSON.stringify([tenantId, logged, query]), () => directoryOf(tenantId).log(query));
    const { entries = [], total = 0 } = list.answer() ?? {};
    pager.update({ skip, shown: entries.length, total });
    reconcile(element, [
      { key: 'filters', signature: '', build: () => filters },
      ...list.failed(),
      entries.length > 0
        ? { key: 'list', signature: '', build: () => rows }
        : { key: 'none', signature: '', build: nothing },
      { key: 'pager', signature: '', build: () => pager.element },
    ]);
    reconcile(rows, entries.map(row));
  };

  return {
    element,
    update(state: DirectoryState): void {
      if (tenantId !== state.tenantId) {
        tenantId = state.tenantId;
        skip = 0;
        list.forget();
        one.forget();
      }
      if (here.entry === undefined) drawList(state);
      else drawOne(here.entry);
    },
  };
};
