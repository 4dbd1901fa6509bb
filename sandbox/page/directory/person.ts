import type { DirectoryGroup, DirectoryState, DirectoryUser } from '../directory-contract.ts';
import { el, type Item, reconcile } from '../element.ts';
import { icon } from '../icons.ts';
import { change } from '../model.ts';
import { outcomeLine, workButton } from './attempt.ts';
import { drawDetail } from './detail.ts';
import { makeLoader } from './loader.ts';
import { makeMemberships } from './memberships.ts';
import { goTo, here } from './place.ts';
import { directoryOf } from './requests.ts';

const field = (label: string, input: HTMLElement): HTMLElement =>
  el('label', { class: 'field' }, el('span', {}, label), input);
const check = (label: string, input: HTMLElement): HTMLElement => el('label', { class: 'check' }, input, label);
const textInput = (): HTMLInputElement => el('input', { class: 'input', autocomplete: 'off' });

const title = ({ displayName, mail, softDeleted }: DirectoryUser): HTMLElement =>
  el(
    'div',
    {},
    el('h3', {}, displayName),
    el('p', { class: 'hint' }, `${mail}${softDeleted ? ' · in the recycle bin' : ''}`),
  );

/** One person: what the directory holds, the groups, and provisioning on demand. */
export const makePerson = () => {
  let tenantId = '';
  let user: DirectoryUser | undefined;
  const loader = makeLoader<{ user: DirectoryUser; groups: DirectoryGroup[] }>();
  const outcome = outcomeLine();
  const provisioned = el('div', {});
  const inputs = { givenName: textInput(), surname: textInput(), department: textInput(), jobTitle: textInput() };
  const checks = { enabled: el('input', { type: 'checkbox' }), assigned: el('input', { type: 'checkbox' }) };
  const memberships = makeMemberships();
  const element = el('div', { class: 'directory-tab' });

  const fill = (next: DirectoryUser, groups?: DirectoryGroup[]): void => {
    user = next;
    for (const name of ['givenName', 'surname', 'department', 'jobTitle'] as const) inputs[name].value = next[name];
    for (const name of ['enabled', 'assigned'] as const) checks[name].checked = next[name];
    memberships.fill(next.groups, groups);
    change();
  };

  const load = async (id: string) => {
    const asked = directoryOf(tenantId);
    const [found, groups] = await Promise.all([asked.user(id), asked.groups()]);
    fill(found, groups);
    return { user: found, groups };
  };

  const save = workButton({ label: 'Save', busy: 'Saving…', kind: 'primary' }, outcome, async () => {
    const { givenName, surname, department, jobTitle } = inputs;
    const words = {
      givenName: givenName.value,
      surname: surname.value,
      department: department.value,
      jobTitle: jobTitle.value,
    };
    const flags = { enabled: checks.enabled.checked, assigned: checks.assigned.checked };
    fill(await directoryOf(tenantId).change(here.user, { ...words, ...flags, groups: memberships.chosen() }));
    outcome.say('good', 'Saved. The next cycle pushes it.');
  });
  const demand = workButton({ label: 'Provision on demand', busy: 'Provisioning…' }, outcome, async () => {
    provisioned.replaceChildren(drawDetail(await directoryOf(tenantId).provision(here.user)));
  });
  const bin = (softDeleted: boolean) => async (): Promise<void> => {
    fill(await directoryOf(tenantId).change(here.user, { softDeleted }));
    outcome.say('good', softDeleted ? 'In the recycle bin. The next cycle disables the account.' : 'Restored.');
  };
  const remove = workButton({ label: 'Delete', busy: 'Deleting…', symbol: 'remove' }, outcome, bin(true));
  const restore = workButton({ label: 'Restore', busy: 'Restoring…' }, outcome, bin(false));
  const purge = workButton({ label: 'Delete for good', busy: 'Deleting…', symbol: 'remove' }, outcome, async () => {
    await directoryOf(tenantId).purge(here.user);
    goTo({ user: '' });
  });

  const back = el(
    'button',
    { type: 'button', class: 'button plain back', onclick: () => goTo({ user: '' }) },
    icon('back'),
    'All people',
  );
  const form = el(
    'div',
    { class: 'directory-part' },
    el('div', { class: 'pair' }, field('Given name', inputs.givenName), field('Family name', inputs.surname)),
    el('div', { class: 'pair' }, field('Department', inputs.department), field('Job title', inputs.jobTitle)),
    el('div', {}, check('Account enabled', checks.enabled), check('Assigned to Wintro', checks.assigned)),
    memberships.element,
  );

  const parts = (shown: DirectoryUser): Item[] => [
    { key: 'head', signature: JSON.stringify([shown.displayName, shown.softDeleted]), build: () => title(shown) },
    { key: 'form', signature: '', build: () => form },
    {
      key: 'actions',
      signature: String(shown.softDeleted),
      build: () => el('div', { class: 'row' }, save, demand, ...(shown.softDeleted ? [restore, purge] : [remove])),
    },
    { key: 'outcome', signature: '', build: () => outcome.element },
    { key: 'provisioned', signature: '', build: () => provisioned },
  ];

  return {
    element,
    update(state: DirectoryState): void {
      const id = here.user;
      if (user?.id !== id || tenantId !== state.tenantId) {
        if (user) loader.forget();
        user = undefined;
        tenantId = state.tenantId;
        outcome.clear();
        provisioned.replaceChildren();
        loader.ask(`${tenantId} ${id}`, () => load(id));
      }
      reconcile(element, [
        { key: 'back', signature: '', build: () => back },
        ...loader.failed(),
        ...(user ? parts(user) : []),
      ]);
    },
  };
};
