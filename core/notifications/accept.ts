import type { Context } from '#core/context.ts';
import { isDuplicate } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { digest } from '#core/identifiers.ts';
import type { EventType, Person } from '#core/people/model.ts';
import type { EventData } from './contract.ts';
import { type AcceptedEvent, Events } from './model.ts';
import { type Audience, audiences } from './recipients.ts';
import { eventExpiry } from './retention.ts';
import { cardRow } from './row.ts';
import { store, type Writes } from './store.ts';
import { type Fresh, wake } from './wake.ts';

export type IncomingEvent = {
  source: string;
  id: string;
  type: EventType;
  time: Date;
  subject?: string;
  data: EventData;
};

type Keyed = { key: string; event: IncomingEvent; index: number };
type Composed = Writes & { fresh: Fresh[] };

/**
 * Stores events with everything that follows from them: once this answers, nothing of them is lost. An event that is
 * there already, by source and id, changes nothing. @throws DomainError `invalid` with the place of each fault.
 */
export async function acceptEvents(
  ctx: Context,
  events: IncomingEvent[],
): Promise<{ accepted: number; duplicates: number }> {
  const keyed = new Map<string, Keyed>();
  for (const [index, event] of events.entries()) {
    const key = `${ctx.organization}:${digest(event.source, event.id)}`;
    if (!keyed.has(key)) keyed.set(key, { key, event, index });
  }
  for (;;) {
    const fresh = [...keyed.values()];
    if (fresh.length === 0) return { accepted: 0, duplicates: events.length };
    try {
      const composed = compose(ctx, fresh, await audiences(ctx, fresh));
      await store(composed);
      wake(
        composed.rows.filter(row => row.state === 'queued').map(row => row.lane),
        composed.fresh,
      );
      return { accepted: fresh.length, duplicates: events.length - fresh.length };
    } catch (error) {
      // Most events are new, so that they are looked up only when something speaks against it.
      if (!isDuplicate(error) && !(error instanceof DomainError)) throw error;
      const known = await Events.find({ _id: { $in: [...keyed.keys()] } }, { _id: 1 }).lean();
      if (known.length === 0) throw error;
      for (const { _id } of known) keyed.delete(_id);
    }
  }
}

function compose(ctx: Context, keyed: Keyed[], heard: Audience[]): Composed {
  const composed: Composed = { events: [], notifications: [], rows: [], fresh: [] };
  const expiresAt = eventExpiry(ctx.now);
  for (const [place, { key, event }] of keyed.entries()) {
    const audience = heard[place] ?? { recipients: [] };
    const accepted: AcceptedEvent = {
      _id: key,
      organization: ctx.organization,
      source: event.source,
      eventId: event.id,
      type: event.type,
      time: event.time,
      ...(event.subject ? { subject: event.subject } : {}),
      data: withName(event.data, audience.employee),
      receivedAt: ctx.now,
      version: 1,
      ...(audience.recipients.length === 0 ? { unsent: 'The organization has no active recruiter.' } : {}),
      expiresAt,
    };
    composed.events.push(accepted);
    for (const person of audience.recipients) {
      const row = cardRow(ctx, { person, event: key, type: event.type });
      const notification = {
        _id: `${key}:${person._id}`,
        organization: ctx.organization,
        event: key,
        type: event.type,
        person: person._id,
        createdAt: ctx.now,
        open: true,
        expiresAt,
      };
      composed.notifications.push(notification);
      composed.rows.push(row);
      composed.fresh.push({ row, event: accepted, notification, person });
    }
  }
  return composed;
}

function withName(data: EventData, employee: Person | undefined): EventData {
  return employee ? { ...data, employee: { email: employee.email, displayName: employee.displayName } } : data;
}
