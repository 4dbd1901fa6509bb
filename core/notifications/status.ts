import type { Context } from '#core/context.ts';
import { DomainError } from '#core/errors.ts';
import { Organizations } from '#core/organizations/model.ts';
import { People, type Preferences } from '#core/people/model.ts';
import { Outbox } from './outbox.ts';
import { whyMail } from './row.ts';

export type Status = {
  organizationName: string;
  channel: 'teams' | 'mail';
  waiting: number;
  sentThisWeek: number;
  failedThisWeek: number;
  pausedUntil?: Date;
  preferences: Preferences;
};

const weekMs = 7 * 86_400_000;

/** How things stand for one person: the last seven days, and what still waits. */
export async function status(ctx: Context, input: { person: string }): Promise<Status> {
  const { organization, now } = ctx;
  const since = new Date(now.getTime() - weekMs);
  const mine = { organization, recipient: input.person, kind: 'card' as const };
  const [person, company, waiting, sentThisWeek, failedThisWeek] = await Promise.all([
    People.findOne({ _id: input.person, organization }).lean(),
    Organizations.findById(organization).lean(),
    Outbox.countDocuments({ ...mine, state: { $in: ['queued', 'claimed'] } }),
    Outbox.countDocuments({ ...mine, state: 'sent', endedAt: { $gt: since } }),
    Outbox.countDocuments({ ...mine, state: { $in: ['failed', 'unknown'] }, endedAt: { $gt: since } }),
  ]);
  if (!person || !company) throw new DomainError('not-found', 'This person is no longer there.');
  return {
    organizationName: company.name,
    channel: whyMail(person) ? 'mail' : 'teams',
    waiting,
    sentThisWeek,
    failedThisWeek,
    ...(person.pausedUntil && person.pausedUntil > now ? { pausedUntil: person.pausedUntil } : {}),
    preferences: person.preferences ?? {},
  };
}
