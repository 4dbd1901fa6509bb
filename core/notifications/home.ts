import type { Context } from '#core/context.ts';
import { type IntegrationState, setupProgress } from '#core/organizations/integrations.ts';
import type { EventType } from '#core/people/model.ts';
import { type HomeItem, homeEvents } from './home-events.ts';
import { Events, Notifications } from './model.ts';
import { status } from './status.ts';

export type Home = {
  needsYou: HomeItem[];
  needsYouTotal: number;
  latest: HomeItem[];
  week: Week;
  integrations: IntegrationState[];
};

type Week = Record<
  'events' | 'matched' | 'referred' | 'recommended' | 'actions' | 'reviewed' | 'sent' | 'failed',
  number
> & {
  since: Date;
};

type Told = { _id: string; event: string; createdAt: Date; snoozedUntil?: Date };
type Kind = { _id: EventType; events: number; reviewed: number };
type Survey = { open: Told[]; latest: Told[]; kinds: Kind[] };

const shown = 20;
const weekMs = 7 * 86_400_000;

/** What needs a recruiter, what came last and what became of it, the last seven days in numbers, and the setup. */
export async function readHome(ctx: Context, input: { person: string }): Promise<Home> {
  const since = new Date(ctx.now.getTime() - weekMs);
  const [survey, { sentThisWeek, failedThisWeek }, integrations] = await Promise.all([
    surveyOf(ctx, { person: input.person, since }),
    status(ctx, input),
    setupProgress(ctx),
  ]);
  const open = survey.open.slice(0, shown);
  const ids = [...new Set([...open, ...survey.latest].map(({ _id }) => _id))];
  const items = await homeEvents(ctx, { notifications: ids, person: input.person });
  const pick = (found: Told[]): HomeItem[] => found.flatMap(({ _id }) => items.get(_id) ?? []);
  return {
    needsYou: pick(open),
    needsYouTotal: survey.open.length,
    latest: pick(survey.latest),
    week: { since, ...countWeek(survey.kinds), sent: sentThisWeek, failed: failedThisWeek },
    integrations,
  };
}

/** Which of the person's notifications are open, which are the newest, and what the week had. */
async function surveyOf(ctx: Context, input: { person: string; since: Date }): Promise<Survey> {
  const { organization, now } = ctx;
  const told: Told[] = await Notifications.find(
    { organization, person: input.person },
    { event: 1, createdAt: 1, snoozedUntil: 1 },
  ).lean();
  told.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (other._id > one._id ? 1 : -1));
  const awake = told.filter(({ snoozedUntil }) => !snoozedUntil || snoozedUntil <= now);
  const [reviewed, kinds] = await Promise.all([
    reviewedOf(organization, awake),
    kindsOf(
      organization,
      told.filter(({ createdAt }) => createdAt > input.since),
    ),
  ]);
  return { open: awake.filter(({ event }) => !reviewed.has(event)), latest: told.slice(0, shown), kinds };
}

/** Two steps, since a $lookup for each notification takes ten times as long (measured: 1.2 s for 10,000). */
async function reviewedOf(organization: string, told: Told[]): Promise<Set<string>> {
  const ids = told.map(({ event }) => event);
  const filter = { _id: { $in: ids }, organization, reviewed: { $exists: true } };
  return new Set((await Events.find(filter, { _id: 1 }).lean()).map(({ _id }) => _id));
}

async function kindsOf(organization: string, told: Told[]): Promise<Kind[]> {
  const isReviewed = { $cond: [{ $gt: ['$reviewed', null] }, 1, 0] };
  return Events.aggregate<Kind>([
    { $match: { _id: { $in: told.map(({ event }) => event) }, organization } },
    { $group: { _id: '$type', events: { $sum: 1 }, reviewed: { $sum: isReviewed } } },
  ]);
}

function countWeek(kinds: Kind[]): Omit<Week, 'since' | 'sent' | 'failed'> {
  const of = (type: EventType): number => kinds.find(({ _id }) => _id === type)?.events ?? 0;
  const sum = (key: 'events' | 'reviewed'): number => kinds.reduce((total, kind) => total + kind[key], 0);
  return {
    events: sum('events'),
    matched: of('candidate.matched'),
    referred: of('candidate.referred'),
    recommended: of('candidate.recommended'),
    actions: of('action.required'),
    reviewed: sum('reviewed'),
  };
}
