import type { Counts, CycleMode, DialectName, Happening } from '../directory-contract.ts';

const number = new Intl.NumberFormat('en');

export const numberOf = (value: number): string => number.format(value);

/** 1 person, 2 people */
export const count = (value: number, one: string, many: string): string =>
  `${numberOf(value)} ${value === 1 ? one : many}`;

export const dialectWords: Record<DialectName, string> = {
  entra: 'Entra ID',
  'entra-flag': 'Entra ID with aadOptscim062020',
  okta: 'Okta, custom app',
  'okta-catalogue': 'Okta, app of its catalogue',
  rfc: 'Auth0 or another client by RFC 7644',
};

export const modeWords: Record<CycleMode, string> = {
  changes: 'What has changed',
  restart: 'Match everyone anew',
  everything: 'Send everything again',
};

type Words = { what: Happening; label: string; done: (count: number) => string };

export const happeningWords: Words[] = [
  { what: 'hire', label: 'People are hired', done: n => `${count(n, 'person is', 'people are')} new.` },
  { what: 'change', label: 'Names and departments change', done: n => `${count(n, 'person', 'people')} changed.` },
  { what: 'leave', label: 'People leave (account disabled)', done: n => `${count(n, 'person', 'people')} left.` },
  { what: 'return', label: 'People come back', done: n => `${count(n, 'person', 'people')} came back.` },
  { what: 'move', label: 'People change groups', done: n => `${count(n, 'person', 'people')} moved.` },
  { what: 'rename-groups', label: 'Groups are renamed', done: n => `${count(n, 'group', 'groups')} renamed.` },
  { what: 'unassign', label: 'People are unassigned', done: n => `${count(n, 'person is', 'people are')} unassigned.` },
  { what: 'assign', label: 'People are assigned again', done: n => `${count(n, 'person is', 'people are')} assigned.` },
  { what: 'delete', label: 'People are deleted (recycle bin)', done: n => `${count(n, 'person', 'people')} deleted.` },
  { what: 'restore', label: 'The deleted are restored', done: n => `${count(n, 'person', 'people')} restored.` },
  {
    what: 'purge',
    label: 'The deleted go for good',
    done: n => `${count(n, 'person is', 'people are')} gone for good.`,
  },
];

export const nothingDone = 'nothing to do';

/** 12 created, 3 failed */
export const countsWords = (counts: Counts): string => {
  const { created, updated, disabled, deleted, skipped, failed } = counts;
  const parts = Object.entries({ created, updated, disabled, deleted, skipped, failed })
    .filter(([, value]) => value > 0)
    .map(([name, value]) => `${numberOf(value)} ${name}`);
  return parts.length > 0 ? parts.join(', ') : nothingDone;
};

/** 0.4 s, 12 s, 2 min 5 s */
export const durationOf = (milliseconds: number): string => {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
};
