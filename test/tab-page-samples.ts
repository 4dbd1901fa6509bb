import type { Home, HomeEvent } from '#api/home/contract.ts';
import type { Me } from '#api/me/contract.ts';

const hourMs = 3_600_000;

export const ago = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();

export const someone: Me = {
  id: 'p-1',
  email: 'amara@contoso.example',
  displayName: 'Amara Okafor',
  givenName: 'Amara',
  organization: 'o-1',
  organizationName: 'Contoso',
  role: 'admin',
  timeZone: 'Europe/Amsterdam',
};

type Given = Omit<Partial<HomeEvent>, 'candidate' | 'job'> & { name: string; job: string; hours: number };

export function eventOf({ name, job, hours, ...rest }: Given): HomeEvent {
  const id = name.toLowerCase().replaceAll(' ', '-');
  return {
    notification: `n:${id}`,
    type: 'candidate.matched',
    time: ago(hours),
    candidate: {
      id,
      fullName: name,
      headline: 'Staff engineer at Fabrikam',
      location: 'Utrecht',
      profileUrl: `https://talent.example/${id}`,
    },
    job: { id: 'j-1', title: job, url: 'https://jobs.example/1' },
    delivery: { state: 'sent', channel: 'teams', at: ago(hours) },
    ...rest,
  };
}

const open: HomeEvent[] = [
  eventOf({
    name: 'Sam Roth',
    job: 'Platform Engineer',
    hours: 0.1,
    type: 'candidate.referred',
    employee: 'Kim Vos',
    note: 'Worked with Sam for three years at Fabrikam. Calm, kind and very quick with Postgres.',
    score: 86,
  }),
  eventOf({
    name: 'Jonas Weidenfeller-Oppermann',
    job: 'Senior Customer Success Manager (m/f/d), German-speaking region',
    hours: 5,
    type: 'action.required',
    reason: 'The interview of Thursday has no interviewer yet.',
    delivery: { state: 'waiting', channel: 'teams', until: ago(-3), why: 'Your quiet hours.' },
  }),
  eventOf({
    name: 'Ivy Chen',
    job: 'Product Designer',
    hours: 26,
    type: 'candidate.recommended',
    employee: 'Bo Maas',
    delivery: { state: 'unknown', channel: 'teams', why: 'The connection broke while it was being sent.' },
  }),
  eventOf({
    name: 'Ravi Patel',
    job: 'Platform Engineer',
    hours: 28,
    delivery: {
      state: 'failed',
      channel: 'teams',
      why: 'You have blocked the bot.',
      instead: { channel: 'mail', state: 'sent' },
    },
  }),
];

const settled: HomeEvent[] = [
  eventOf({
    name: 'Ana Lim',
    job: 'Data Lead',
    hours: 50,
    reviewed: { byName: 'Amara Okafor', byMe: true, at: ago(49) },
  }),
  eventOf({
    name: 'Cy Young',
    job: 'Data Lead',
    hours: 52,
    reviewed: { byName: 'Lee Park', byMe: false, at: ago(49) },
  }),
  eventOf({
    name: 'Dee Ford',
    job: 'Data Lead',
    hours: 60,
    snoozedUntil: ago(-20),
    delivery: { state: 'not-sent', channel: 'mail', why: 'You have turned this kind of notification off.' },
  }),
];

/** Home with every state there is, and whatever is given in place of its parts. */
export function homeOf(parts: Partial<Home> = {}): Home {
  return {
    needsYou: open,
    needsYouTotal: open.length,
    latest: [...open, ...settled],
    week: {
      since: ago(70),
      events: 1041,
      matched: 1012,
      referred: 14,
      recommended: 9,
      actions: 6,
      reviewed: 31,
      sent: 1029,
      failed: 3,
    },
    integrations: [
      { id: 'teams-app', state: 'working', detail: '3 recruiters have the bot.' },
      { id: 'teams-chat', state: 'not-set-up' },
      { id: 'outlook', state: 'failing' },
      { id: 'sso', state: 'not-set-up' },
      { id: 'scim', state: 'waiting' },
      { id: 'oauth-login', state: 'not-set-up' },
    ],
    ...parts,
  };
}

/** Home of somebody for whom nothing has happened so far. */
export const emptyHome = homeOf({
  needsYou: [],
  needsYouTotal: 0,
  latest: [],
  week: {
    since: ago(70),
    events: 0,
    matched: 0,
    referred: 0,
    recommended: 0,
    actions: 0,
    reviewed: 0,
    sent: 0,
    failed: 0,
  },
  integrations: (['teams-app', 'teams-chat', 'outlook', 'sso', 'scim', 'oauth-login'] as const).map(id => ({
    id,
    state: 'not-set-up',
  })),
});
