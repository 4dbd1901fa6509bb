import type { DirectoryGroup, DirectoryState } from '../directory-contract.ts';
import { el, emptyState, type Item, reconcile } from '../element.ts';
import { icon } from '../icons.ts';
import { change } from '../model.ts';
import { outcomeLine, workButton } from './attempt.ts';
import { makeLoader } from './loader.ts';
import { directoryOf } from './requests.ts';
import { count } from './words.ts';

/** The directory's groups: made, renamed and deleted here; people join them in the People part. */
export const makeGroups = () => {
  let tenantId = '';
  const loader = makeLoader<DirectoryGroup[]>();
  let open = '';
  const outcome = outcomeLine();
  const name = el('input', { class: 'input', autocomplete: 'off' });
  const list = el('ul', { class: 'list' });
  const element = el('div', { class: 'directory-tab' });

  const add = workButton({ label: 'Add', busy: 'Adding…', symbol: 'plus' }, outcome, async () => {
    const wanted = name.value.trim();
    if (wanted === '') {
      outcome.say('bad', 'The group needs a name.');
      name.focus();
      return;
    }
    await directoryOf(tenantId).addGroup(wanted);
    name.value = '';
    outcome.say('good', `${wanted} is there. The next cycle pushes it.`);
  });

  const toggle = (id: string): void => {
    open = open === id ? '' : id;
    change();
  };

  const editor = ({ id, displayName }: DirectoryGroup): HTMLElement => {
    const input = el('input', { class: 'input', autocomplete: 'off', value: displayName });
    const rename = workButton({ label: 'Rename', busy: 'Renaming…' }, outcome, async () => {
      await directoryOf(tenantId).renameGroup(id, input.value.trim());
      outcome.say('good', `${displayName} is ${input.value.trim()} now. The next cycle pushes it.`);
      open = '';
    });
    const remove = workButton({ label: 'Delete the group', busy: 'Deleting…', symbol: 'remove' }, outcome, async () => {
      await directoryOf(tenantId).deleteGroup(id);
      outcome.say('good', `${displayName} is deleted. The next cycle deletes it in Wintro.`);
      open = '';
    });
    return el(
      'div',
      { class: 'directory-part framed' },
      el('label', { class: 'field' }, el('span', {}, 'Name'), input),
      el('div', { class: 'row' }, rename, remove),
    );
  };

  const row = (group: DirectoryGroup): Item => ({
    key: group.id,
    signature: JSON.stringify([group, open === group.id]),
    build: () =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            class: 'list-row',
            'data-focus': `row ${group.id}`,
            'aria-expanded': String(open === group.id),
            onclick: () => toggle(group.id),
          },
          el('span', { class: 'row-title' }, group.displayName),
          !group.provisioned && el('span', { class: 'row-state' }, 'not provisioned yet'),
          el('span', { class: 'row-detail' }, count(group.members, 'member', 'members')),
        ),
        open === group.id && editor(group),
      ),
  });

  const form = el(
    'div',
    { class: 'inline-form' },
    el('label', { class: 'field' }, el('span', {}, 'New group'), name),
    add,
  );

  return {
    element,
    update(state: DirectoryState): void {
      const question = JSON.stringify([state.tenantId, state.revision, state.running?.number, state.last?.number]);
      if (tenantId !== state.tenantId) {
        tenantId = state.tenantId;
        loader.forget();
        outcome.clear();
      }
      loader.ask(question, () => directoryOf(tenantId).groups());
      const groups = loader.answer() ?? [];
      reconcile(element, [
        { key: 'form', signature: '', build: () => form },
        { key: 'outcome', signature: '', build: () => outcome.element },
        ...loader.failed(),
        groups.length > 0
          ? { key: 'list', signature: '', build: () => list }
          : {
              key: 'none',
              signature: '',
              build: () => emptyState(icon('people'), 'No groups', 'Add one, and put people in it.'),
            },
      ]);
      reconcile(list, groups.map(row));
    },
  };
};
