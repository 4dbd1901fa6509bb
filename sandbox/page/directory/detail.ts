import { timeOf } from '../clock.ts';
import type { ProvisioningDetail, ProvisioningEntry, ProvisioningStep } from '../directory-contract.ts';
import { el } from '../element.ts';
import { icon } from '../icons.ts';

const tones = { Success: 'good', Skipped: '', Failure: 'bad' } as const;

/** Create succeeded; Update failed; Skipped */
export const verbOf = ({ action, status, kind }: ProvisioningEntry): string => {
  if (kind === 'connection') return status === 'Success' ? 'Authorized' : 'Not authorized';
  if (status === 'Skipped') return 'Skipped';
  if (status === 'Failure') return action === 'Other' ? 'Failed' : `${action} failed`;
  return action;
};

/** JSON over several lines; what was cut off stays as it is. */
const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const body = (title: string, text: string | undefined): HTMLElement | undefined =>
  text === undefined
    ? undefined
    : el('details', {}, el('summary', {}, title), el('pre', { tabindex: 0, 'aria-label': title }, pretty(text)));

const step = ({ title, method, path, sent, status, answer, durationMs }: ProvisioningStep): HTMLElement =>
  el(
    'li',
    { class: 'exchange', 'data-good': status >= 200 && status < 300 },
    el('p', {}, title),
    el('p', { class: 'exchange-line' }, el('code', {}, `${method} ${decodeURIComponent(path.replaceAll('+', ' '))}`)),
    el('p', { class: 'hint' }, status === 0 ? 'No answer' : `Answered ${status} in ${durationMs} ms`),
    body('What was sent', sent),
    body('What was answered', answer),
  );

/** One entry of the directory's log with every request and its answer. */
export const drawDetail = (entry: ProvisioningDetail): HTMLElement =>
  el(
    'article',
    { class: 'detail', 'aria-label': `${verbOf(entry)}: ${entry.name}` },
    el(
      'div',
      { class: `notice ${tones[entry.status]}`.trim() },
      icon(entry.status === 'Success' ? 'done' : entry.status === 'Failure' ? 'warning' : 'info'),
      el(
        'div',
        {},
        el('p', {}, el('strong', {}, `${verbOf(entry)}: ${entry.name}`)),
        el('p', {}, entry.reason),
        el(
          'p',
          { class: 'hint' },
          `${timeOf(entry.at)}, ${entry.cycle === undefined ? 'on demand' : `cycle ${entry.cycle}`}`,
        ),
      ),
    ),
    entry.steps.length > 0
      ? el('ol', { class: 'exchanges' }, ...entry.steps.map(step))
      : el('p', { class: 'hint' }, 'Nothing was asked, or the requests are too old to be kept.'),
  );
