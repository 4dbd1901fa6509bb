import type { DirectoryState, DirectoryUser } from '../directory-contract.ts';
import { el, emptyState, type Item, reconcile } from '../element.ts';
import { icon } from '../icons.ts';
import { change } from '../model.ts';
import { makeHire } from './hire.ts';
import { makeLoader } from './loader.ts';
import { makePager } from './pager.ts';
import { makePerson } from './person.ts';
import { goTo, here } from './place.ts';
import { directoryOf } from './requests.ts';
import { count } from './words.ts';

const shows = {
  '': 'Everyone',
  disabled: 'Disabled accounts',
  unassigned: 'Not assigned',
  deleted: 'Deleted (recycle bin)',
  unprovisioned: 'Not provisioned',
} as const;

const stateOf = ({ softDeleted, enabled, assigned, provisioned }: DirectoryUser): string => {
  if (softDeleted) return 'deleted';
  if (!assigned) return 'not assigned';
  if (!enabled) return 'disabled';
  return provisioned ? '' : 'not provisioned yet';
};

const row = (user: DirectoryUser): Item => ({
  key: user.id,
  signature: JSON.stringify(user),
  build: () =>
    el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'list-row',
          'data-focus': `row ${user.id}`,
          onclick: () => goTo({ user: user.id, row: `row ${user.id}` }),
        },
        el('span', { class: 'row-title' }, user.displayName),
        stateOf(user) !== '' && el('span', { class: 'row-state' }, stateOf(user)),
        el('span', { class: 'row-detail' }, [user.mail, user.department].filter(Boolean).join(' · ')),
      ),
    ),
});

const nobody = (): HTMLElement => emptyState(icon('people'), 'Nobody', 'Nobody in the directory is like that.');

/** Who is in the directory; a row opens the person. */
export const makePeople = () => {
  let tenantId = '';
  let skip = 0;
  const list = makeLoader<{ total: number; users: DirectoryUser[] }>();
  const person = makePerson();
  const hire = makeHire();
  const search = el('input', { class: 'input', type: 'search', placeholder: 'Name or e-mail' });
  const show = el(
    'select',
    { class: 'input' },
    ...Object.entries(shows).map(([value, label]) => el('option', { value }, label)),
  );
  const rows = el('ul', { class: 'list' });
  const found = el('p', { class: 'hint', role: 'status' });
  const turn = (next: number): void => {
    skip = next;
    change();
  };
  const pager = makePager(turn);
  const add = el(
    'button',
    { type: 'button', class: 'button', onclick: () => goTo({ adding: true }) },
    icon('plus'),
    'Hire somebody',
  );
  const filters = el(
    'div',
    { class: 'pair' },
    el('label', { class: 'field' }, el('span', {}, 'Find'), search),
    el('label', { class: 'field' }, el('span', {}, 'Show'), show),
  );
  const listElement = el('div', { class: 'directory-tab' });
  const element = el('div', {});
  search.addEventListener('input', () => turn(0));
  show.addEventListener('change', () => turn(0));

  const drawList = ({ revision, people }: DirectoryState): void => {
    const query = { q: search.value, show: show.value, skip: String(skip) };
    list.ask(JSON.stringify([tenantId, revision, people.provisioned, query]), () => directoryOf(tenantId).users(query));
    const { users = [], total = 0 } = list.answer() ?? {};
    const words = count(total, 'person', 'people');
    if (found.textContent !== words) found.textContent = words;
    pager.update({ skip, shown: users.length, total });
    reconcile(listElement, [
      { key: 'filters', signature: '', build: () => filters },
      { key: 'head', signature: '', build: () => el('div', { class: 'panel-head' }, found, add) },
      ...(here.adding ? [{ key: 'hire', signature: '', build: () => hire.element }] : []),
      ...list.failed(),
      users.length > 0 || !list.answer()
        ? { key: 'rows', signature: '', build: () => rows }
        : { key: 'nobody', signature: '', build: nobody },
      { key: 'pager', signature: '', build: () => pager.element },
    ]);
    reconcile(rows, users.map(row));
  };

  return {
    element,
    update(state: DirectoryState): void {
      if (tenantId !== state.tenantId) {
        tenantId = state.tenantId;
        skip = 0;
        list.forget();
      }
      if (here.user === '') {
        hire.update(state);
        drawList(state);
      } else person.update(state);
      const shown = here.user === '' ? listElement : person.element;
      reconcile(element, [{ key: here.user === '' ? 'list' : 'person', signature: '', build: () => shown }]);
    },
  };
};
