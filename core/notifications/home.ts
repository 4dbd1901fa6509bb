import type { Context } from '#core/context.ts';
import { type IntegrationState, setupProgress } from '#core/organizations/integrations.ts';
import type { EventType } from '#core/people/model.ts';
import { type HomeItem, homeEvents } from './home-events.ts';
import { type Notification, Notifications } from './model.ts';
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

type Told = Pick<Notification, '_id' | 'createdAt'>;
type Kind = { _id: { type: EventType; open: boolean }; events: number };
type Survey = { open: Told[]; openTotal: number; latest: Told[]; kinds: Kind[] };

const shown = { open: 50, latest: 20 };
const weekMs = 7 * 86_400_000;

/** What needs a recruiter, what came last and what became of it, the last seven days in numbers, and the setup. */
export async function readHome(ctx: Context, input: { person: string }): Promise<Home> {
  const since = new Date(ctx.now.getTime() - weekMs);
  const [survey, { sentThisWeek, failedThisWeek }, integrations] = await Promise.all([
    surveyOf(ctx, { person: input.person, since }),
    status(ctx, input),
    setupProgress(ctx),
  ]);
  const ids = [...new Set([...survey.open, ...survey.latest].map(({ _id }) => _id))];
  const items = await homeEvents(ctx, { notifications: ids, person: input.person });
  const pick = (found: Told[]): HomeItem[] => found.toSorted(newestFirst).flatMap(({ _id }) => items.get(_id) ?? []);
  return {
    needsYou: pick(survey.open),
    needsYouTotal: survey.openTotal,
    latest: pick(survey.latest),
    week: { since, ...countWeek(survey.kinds), sent: sentThisWeek, failed: failedThisWeek },
    integrations,
  };
}

function newestFirst(one: Told, other: Told): number {
  return other.createdAt.getTime() - one.createdAt.getTime() || (other._id > one._id ? 1 : -1);
}

/** Which of the person's notifications are open, which are the newest, and what the week had; by indexes alone. */
async function surveyOf(ctx: Context, input: { person: string; since: Date }): Promise<Survey> {
  const { organization, now } = ctx;
  const mine = { organization, person: input.person };
  const newest = (filter: Record<string, unknown>, limit: number): Promise<Told[]> =>
    Notifications.find({ ...mine, ...filter }, { createdAt: 1 })
      .sort({ createdAt: -1 })
      .limit(limit)
      .lean();
  const [open, unreviewed, asleep, latest, kinds] = await Promise.all([
    newest({ open: true, snoozedUntil: { $not: { $gt: now } } }, shown.open),
    Notifications.countDocuments({ ...mine, open: true }),
    Notifications.countDocuments({ ...mine, open: true, snoozedUntil: { $gt: now } }),
    newest(whatever, shown.latest),
    Notifications.aggregate<Kind>([
      { $match: { ...mine, ...whatever, createdAt: { $gt: input.since } } },
      { $group: { _id: { type: '$type', open: '$open' }, events: { $sum: 1 } } },
    ]),
  ]);
  return { open, openTotal: unreviewed - asleep, latest, kinds };
}

/** Names both, so that the index that begins with it can be used. */
const whatever = { open: { $in: [true, false] } };

function countWeek(kinds: Kind[]): Omit<Week, 'since' | 'sent' | 'failed'> {
  const sum = (counts: (kind: Kind['_id']) => boolean): number =>
    kinds.reduce((total, { _id, events }) => total + (counts(_id) ? events : 0), 0);
  const of = (type: EventType): number => sum(kind => kind.type === type);
  return {
    events: sum(() => true),
    matched: of('candidate.matched'),
    referred: of('candidate.referred'),
    recommended: of('candidate.recommended'),
    actions: of('action.required'),
    reviewed: sum(({ open }) => !open),
  };
}
