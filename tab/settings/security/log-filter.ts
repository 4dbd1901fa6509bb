import type { Verb } from '#api/settings/security/contract.ts';
import { momentOf } from '../../wall-clock.ts';

/** Which entries are wanted; days as `2026-05-12` in the person's time zone, empty where there is no limit. */
export type LogFilter = {
  verbs: Verb[];
  q: string;
  fromDay: string;
  toDay: string;
  /** A person or group, all of whose entries are wanted. */
  target?: { id: string; name: string };
  /** Exact limits, such as those of a burst; they count in place of the days. */
  between?: { from: string; to: string };
};

export const everything: LogFilter = { verbs: [], q: '', fromDay: '', toDay: '' };

export const errorsOnly = (verbs: Verb[]): boolean => verbs.length === 1 && verbs[0] === 'failure';

export function isFiltered(filter: LogFilter): boolean {
  const { verbs, q, fromDay, toDay, target, between } = filter;
  return verbs.length > 0 || q.trim() !== '' || fromDay !== '' || toDay !== '' || Boolean(target ?? between);
}

/** The filter as the query of an address. */
export function logQuery(filter: LogFilter, timeZone: string): string {
  const { verbs, q, fromDay, toDay, target, between } = filter;
  const query = new URLSearchParams();
  if (verbs.length > 0) query.set('verbs', verbs.join(','));
  if (q.trim() !== '') query.set('q', q.trim());
  const from = between?.from ?? startOf(fromDay, 0, timeZone);
  const to = between?.to ?? startOf(toDay, 1, timeZone);
  if (from) query.set('from', from);
  if (to) query.set('to', to);
  if (target) query.set('target', target.id);
  return query.toString();
}

/** When a day begins there, or the one so many days later. */
function startOf(day: string, later: number, timeZone: string): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year) return undefined;
  return momentOf(Date.UTC(Number(year), Number(month) - 1, Number(date) + later), timeZone).toISOString();
}
