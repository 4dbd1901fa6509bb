import { announce } from '../announce.ts';
import { timeOf } from '../clock.ts';
import {
  type CycleMode,
  type CycleProgress,
  type CycleSummary,
  cycleModes,
  type DirectoryState,
} from '../directory-contract.ts';
import { el, type Item, reconcile } from '../element.ts';
import { icon } from '../icons.ts';
import { outcomeLine, workButton } from './attempt.ts';
import { goTo } from './place.ts';
import { directoryOf } from './requests.ts';
import { count, countsWords, durationOf, modeWords, nothingDone, numberOf } from './words.ts';

const tones = { finished: 'good', stopped: 'warn', quarantined: 'bad' } as const;

const factsOf = ({ people, groups, waiting }: DirectoryState): string =>
  [
    `${count(people.total, 'person', 'people')} and ${count(groups, 'group', 'groups')} in the directory`,
    `${numberOf(people.assigned)} assigned`,
    `${numberOf(people.provisioned)} provisioned`,
    ...(people.disabled > 0 ? [`${numberOf(people.disabled)} disabled`] : []),
    ...(people.deleted > 0 ? [`${numberOf(people.deleted)} deleted`] : []),
    ...(waiting > 0 ? [`${numberOf(waiting)} waiting for a retry`] : []),
  ]
    // A number stays with what it counts.
    .map(fact => fact.replace(/^(\S+) (?=\S+$)/, '$1\u00A0'))
    .join(' · ');

const lastWords = (last: CycleSummary): string => {
  const took = `after ${durationOf(last.elapsedMs)} and ${count(last.requests, 'request', 'requests')}`;
  const end = { finished: 'finished', stopped: 'was stopped', quarantined: 'ended in quarantine' }[last.end];
  const why = last.end === 'finished' && last.failed === 0 ? '' : ` ${last.words}`;
  const did = countsWords(last);
  // Before a quarantine nothing was done, but there was something to do.
  const done = last.end === 'quarantined' && did === nothingDone ? '' : `: ${did}`;
  return `Cycle ${last.number} ${end} ${took}${done}.${why}`;
};

const lastNotice = (last: CycleSummary): HTMLElement =>
  el(
    'div',
    { class: `notice ${last.end === 'finished' && last.failed > 0 ? 'warn' : tones[last.end]}`, 'data-end': last.end },
    icon(tones[last.end] === 'good' && last.failed === 0 ? 'done' : 'warning'),
    el(
      'div',
      {},
      el('p', {}, lastWords(last)),
      el(
        'button',
        { type: 'button', class: 'button plain', onclick: () => goTo({ tab: 'log', entry: undefined }) },
        'See the provisioning log',
      ),
    ),
  );

/** A cycle: how it is run, how far it is, and how the last one went. */
export const makeCycle = (save: () => Promise<void>) => {
  let tenantId = '';
  let announced: string | undefined;
  const outcome = outcomeLine();
  const mode = el(
    'select',
    { class: 'input', 'aria-label': 'What the cycle looks at' },
    ...cycleModes.map(name => el('option', { value: name }, modeWords[name])),
  );
  const chosen = (): CycleMode => cycleModes.find(name => name === mode.value) ?? 'changes';
  const run = workButton(
    { label: 'Run a cycle', busy: 'Starting…', kind: 'primary', symbol: 'play' },
    outcome,
    async () => {
      await save();
      await directoryOf(tenantId).run(chosen());
    },
  );
  const stop = workButton({ label: 'Stop', busy: 'Stopping…', symbol: 'stop' }, outcome, async () => {
    await directoryOf(tenantId).stop();
  });
  const bar = el('progress', { 'aria-label': 'The cycle' });
  const line = el('p', { class: 'progress-line' });
  const counts = el('p', { class: 'hint' });
  const progress = el('div', { class: 'cycle-progress' }, el('div', {}, line, bar, counts), stop);
  const controls = el('div', { class: 'row cycle-controls' }, run, mode);
  const facts = el('p', { class: 'hint' });
  const parts = el('div', { class: 'directory-part' });
  const element = el('section', { class: 'directory-part', 'aria-label': 'Provisioning' }, parts);

  const showProgress = (state: CycleProgress): void => {
    bar.max = Math.max(1, state.total);
    bar.value = state.done;
    line.textContent = `${state.phase}: ${numberOf(state.done)} of ${numberOf(state.total)}`;
    counts.textContent = `${countsWords(state)} · ${durationOf(state.elapsedMs)}`;
  };

  const tellEnd = (last: CycleSummary | undefined): void => {
    const words = last ? lastWords(last) : '';
    if (announced !== undefined && announced !== words) announce(words);
    announced = words;
  };

  return {
    element,
    update(state: DirectoryState): void {
      const { running, last, quarantine } = state;
      if (tenantId !== state.tenantId) {
        tenantId = state.tenantId;
        announced = undefined;
        outcome.clear();
      }
      tellEnd(last);
      const words = factsOf(state);
      if (facts.textContent !== words) facts.textContent = words;
      if (running) showProgress(running);
      const items: Item[] = [
        { key: 'title', signature: '', build: () => el('h3', {}, 'Provisioning') },
        { key: 'facts', signature: '', build: () => facts },
        running
          ? { key: 'progress', signature: '', build: () => progress }
          : { key: 'controls', signature: '', build: () => controls },
        { key: 'outcome', signature: '', build: () => outcome.element },
        ...(last && !running ? [{ key: 'last', signature: JSON.stringify(last), build: () => lastNotice(last) }] : []),
        ...(quarantine && !running
          ? [
              {
                key: 'quarantine',
                signature: JSON.stringify(quarantine),
                build: () =>
                  el(
                    'p',
                    { class: 'hint' },
                    `In quarantine since ${timeOf(quarantine.since)}. Entra ID would try again by itself at ${timeOf(quarantine.nextTryAt)}; here a cycle tries at once.`,
                  ),
              },
            ]
          : []),
      ];
      const [left, entered] = running ? [controls, stop] : [progress, run];
      const moves = left.contains(document.activeElement);
      reconcile(parts, items);
      if (moves) entered.focus();
    },
  };
};
