import type { DirectoryState } from '../directory-contract.ts';
import { el } from '../element.ts';
import { outcomeLine, workButton } from './attempt.ts';
import { directoryOf } from './requests.ts';
import { count, happeningWords, numberOf } from './words.ts';

const everything = 'churn';
const loaded = { people: 5000, groups: 200 };

/** What goes on in the company between two cycles. */
export const makeHappenings = () => {
  let state: DirectoryState | undefined;
  const outcome = outcomeLine();
  const what = el(
    'select',
    { class: 'input' },
    el('option', { value: everything }, 'A bit of everything'),
    ...happeningWords.map(one => el('option', { value: one.what }, one.label)),
  );
  const many = el('input', { class: 'input', type: 'number', min: 1, max: 20_000, value: 10, inputmode: 'numeric' });
  const tenant = (): string => state?.tenantId ?? '';
  const next = 'The next cycle pushes it.';

  const go = workButton({ label: 'Let it happen', busy: 'Happening…' }, outcome, async () => {
    const wanted = Math.min(20_000, Math.max(1, Math.round(Number(many.value)) || 1));
    const words = happeningWords.find(one => one.what === what.value);
    if (words) {
      const { done } = await directoryOf(tenant()).happen(words.what, wanted);
      outcome.say(done > 0 ? 'good' : 'warn', done > 0 ? `${words.done(done)} ${next}` : 'There was nobody for that.');
      return;
    }
    const done = await directoryOf(tenant()).churn(wanted);
    const parts = happeningWords.flatMap(one => ((done[one.what] ?? 0) > 0 ? one.done(done[one.what] ?? 0) : []));
    outcome.say('good', `${parts.join(' ')} ${next}`);
  });

  const load = workButton(
    { label: `Load ${numberOf(loaded.people)} people and ${loaded.groups} groups`, busy: 'Loading…' },
    outcome,
    async () => {
      await directoryOf(tenant()).load(loaded.people, loaded.groups);
      outcome.say('good', `The directory has at least ${numberOf(loaded.people)} people now. ${next}`);
    },
  );

  const sure = el('div', { class: 'notice warn confirm', role: 'group', 'aria-label': 'Unassign everyone?' });
  sure.hidden = true;
  const question = el('p', {});
  const ask = el(
    'button',
    {
      type: 'button',
      class: 'button',
      onclick: () => {
        question.textContent = `Unassign ${count(state?.people.assigned ?? 0, 'person', 'people')} from Wintro, as by a wrong click in Entra ID? The next cycle disables them all.`;
        sure.hidden = false;
        yes.focus();
      },
    },
    'Unassign everyone by accident',
  );
  const close = (): void => {
    sure.hidden = true;
    ask.focus();
  };
  const yes = workButton({ label: 'Unassign', busy: 'Unassigning…' }, outcome, async () => {
    const { done } = await directoryOf(tenant()).happen('unassign', 20_000);
    close();
    outcome.say('good', `${count(done, 'person is', 'people are')} unassigned. ${next}`);
  });
  sure.append(
    el(
      'div',
      {},
      question,
      el('div', { class: 'row' }, yes, el('button', { type: 'button', class: 'button', onclick: close }, 'Cancel')),
    ),
  );

  const element = el(
    'section',
    { class: 'directory-part', 'aria-label': 'What happens in the company' },
    el('h3', {}, 'What happens in the company'),
    el(
      'div',
      { class: 'happening' },
      el('label', { class: 'field' }, el('span', {}, 'What'), what),
      el('label', { class: 'field' }, el('span', {}, 'To how many'), many),
      go,
    ),
    el('div', { class: 'row' }, load, ask),
    sure,
    outcome.element,
  );

  return {
    element,
    update(next: DirectoryState): void {
      if (state?.tenantId !== next.tenantId) {
        sure.hidden = true;
        outcome.clear();
      }
      state = next;
    },
  };
};
