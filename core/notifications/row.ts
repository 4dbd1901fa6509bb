import type { Context } from '#core/context.ts';
import type { EventType, Person } from '#core/people/model.ts';
import type { Row } from './outbox.ts';
import { rowExpiry } from './retention.ts';
import { schedule } from './schedule.ts';

/** Why mail, not Teams, is the way to this person now; undefined when Teams is. */
export function whyMail(person: Pick<Person, 'teams' | 'entraTenantId'>): string | undefined {
  if (!person.teams || !person.entraTenantId) return 'the app is not installed in your Teams';
  if (person.teams.state === 'blocked') return 'you have blocked the app in Teams';
  if (person.teams.state === 'removed') return 'you have removed the app from Teams';
  if (person.teams.state === 'signed-out') return 'you have signed out of the app in Teams';
  return undefined;
}

/** The row that tells one person of one event, by the way and at the time that suit the person. */
export function cardRow(ctx: Context, input: { person: Person; event: string; type: EventType }): Row {
  const { person, event } = input;
  const fallback = whyMail(person);
  const channel = fallback ? 'mail' : 'teams';
  const row: Row = {
    _id: `${event}:${person._id}:${channel}`,
    organization: ctx.organization,
    lane: fallback ? `mail:${ctx.organization}` : `teams:${person.entraTenantId}`,
    channel,
    kind: 'card',
    recipient: person._id,
    notification: `${event}:${person._id}`,
    event,
    state: 'queued',
    notBefore: ctx.now,
    ...(fallback ? { fallback } : {}),
    attempts: [],
    createdAt: ctx.now,
  };
  if (!person.active) return notSent(row, deactivated, ctx.now);
  const when = schedule(person, input.type, ctx.now);
  if (!when.send) return notSent(row, when.reason, ctx.now);
  const paused = person.pausedUntil && person.pausedUntil > when.notBefore ? person.pausedUntil : undefined;
  return {
    ...row,
    notBefore: when.notBefore,
    ...(when.waiting ? { waiting: when.waiting } : {}),
    ...(when.gather ? { gather: true } : {}),
    ...(paused ? { notBefore: lookAgain(paused, ctx.now), waiting: waitingForPause } : {}),
  };
}

const lookAgainMs = 5 * 60_000;

/** A pause may end early while a row is being held for it, so that the row is looked at again before its end. */
export function lookAgain(pausedUntil: Date, now: Date): Date {
  return new Date(Math.min(pausedUntil.getTime(), now.getTime() + lookAgainMs));
}

export const waitingForPause = 'The person has paused notifications.';

export const deactivated = 'The person is deactivated.';
export const wasDeactivated = 'The person was deactivated.';

export const reviewedBeforeSent = 'Reviewed before it was sent.';

function notSent(row: Row, reason: string, now: Date): Row {
  return { ...row, state: 'cancelled', reason, endedAt: now, expiresAt: rowExpiry(now) };
}
