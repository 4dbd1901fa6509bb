import type { DirectoryGroup } from '../directory-contract.ts';
import { el } from '../element.ts';
import { icon } from '../icons.ts';

/** The groups of one person: those they are in, each with a way out, and the others to join. */
export const makeMemberships = () => {
  let groups: DirectoryGroup[] = [];
  let inside = new Set<string>();
  const list = el('ul', { class: 'membership-list' });
  const join = el('select', { class: 'input' });

  const draw = (): void => {
    const there = groups.filter(group => inside.has(group.id));
    list.replaceChildren(
      ...there.map(({ id, displayName }) =>
        el(
          'li',
          { class: 'membership' },
          displayName,
          el(
            'button',
            {
              type: 'button',
              class: 'button icon',
              'aria-label': `Take out of ${displayName}`,
              onclick: () => {
                inside.delete(id);
                draw();
                join.focus();
              },
            },
            icon('close'),
          ),
        ),
      ),
    );
    list.hidden = there.length === 0;
    join.replaceChildren(
      el('option', { value: '' }, 'Add to a group'),
      ...groups
        .filter(group => !inside.has(group.id))
        .map(({ id, displayName }) => el('option', { value: id }, displayName)),
    );
  };

  join.addEventListener('change', () => {
    if (join.value !== '') inside.add(join.value);
    draw();
  });

  return {
    element: el(
      'fieldset',
      { class: 'memberships' },
      el('legend', { class: 'label' }, 'Groups'),
      list,
      el('label', { class: 'field' }, el('span', { class: 'unseen' }, 'Add to a group'), join),
    ),
    fill(ids: string[], known?: DirectoryGroup[]): void {
      inside = new Set(ids);
      if (known) groups = known;
      draw();
    },
    chosen: (): string[] => [...inside],
  };
};
