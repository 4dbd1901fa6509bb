import type { ClientSession } from 'mongoose';
import { Candidates, Jobs } from '#core/candidates/model.ts';
import type { Context } from '#core/context.ts';
import { isDuplicate, transaction } from '#core/database.ts';
import { digest } from '#core/identifiers.ts';
import type { EventType, Person } from '#core/people/model.ts';
import type { EventData } from './contract.ts';
import { type AcceptedEvent, Events, type Notification, Notifications } from './model.ts';
import { Outbox, type Row } from './outbox.ts';
import { type Audience, audiences } from './recipients.ts';
import { eventExpiry } from './retention.ts';
import { cardRow } from './row.ts';
import { wake } from './wake.ts';

export type IncomingEvent = {
  source: string;
  id: string;
  type: EventType;
  time: Date;
  subject?: string;
  data: EventData;
};

type Keyed = { key: string; event: IncomingEvent; index: number };
type Writes = { events: AcceptedEvent[]; notifications: Notification[]; rows: Row[] };

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
    const known = await Events.find({ _id: { $in: [...keyed.keys()] } }, { _id: 1 }).lean();
    for (const { _id } of known) keyed.delete(_id);
    const fresh = [...keyed.values()];
    if (fresh.length === 0) return { accepted: 0, duplicates: events.length };
    const heard = await audiences(ctx, fresh);
    await keepSubjects(ctx, fresh);
    const writes = compose(ctx, fresh, heard);
    try {
      await transaction(session => write(writes, session));
    } catch (error) {
      if (isDuplicate(error)) continue;
      throw error;
    }
    wake(writes.rows.filter(row => row.state === 'queued').map(row => row.lane));
    return { accepted: fresh.length, duplicates: events.length - fresh.length };
  }
}

function compose(ctx: Context, fresh: Keyed[], heard: Audience[]): Writes {
  const writes: Writes = { events: [], notifications: [], rows: [] };
  const expiresAt = eventExpiry(ctx.now);
  for (const [place, { key, event }] of fresh.entries()) {
    const audience = heard[place] ?? { recipients: [] };
    writes.events.push({
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
    });
    for (const person of audience.recipients) {
      const notification = `${key}:${person._id}`;
      writes.notifications.push({
        _id: notification,
        organization: ctx.organization,
        event: key,
        person: person._id,
        createdAt: ctx.now,
        expiresAt,
      });
      writes.rows.push(cardRow(ctx, { person, event: key, type: event.type }));
    }
  }
  return writes;
}

function withName(data: EventData, employee: Person | undefined): EventData {
  return employee ? { ...data, employee: { email: employee.email, displayName: employee.displayName } } : data;
}

async function write(writes: Writes, session: ClientSession): Promise<void> {
  await Events.insertMany(writes.events, { session, lean: true });
  if (writes.notifications.length === 0) return;
  await Notifications.insertMany(writes.notifications, { session, lean: true });
  await Outbox.insertMany(writes.rows, { session, lean: true });
}

/** Keeps what the events tell of candidates and jobs; harmless when the event itself is then not stored. */
async function keepSubjects(ctx: Context, fresh: Keyed[]): Promise<void> {
  const { organization } = ctx;
  const candidates = new Map(fresh.map(({ event }) => [event.data.candidate.id, event]));
  const jobs = new Map(fresh.map(({ event }) => [event.data.job.id, event.data.job]));
  await Promise.all([
    Candidates.bulkWrite(
      [...candidates.values()].map(event => {
        const { id, ...known } = event.data.candidate;
        const set = { organization, candidateId: id, fullNameLower: known.fullName.toLowerCase(), ...known };
        const update = { $set: set, $max: { lastEventAt: event.time } };
        return { updateOne: { filter: { _id: `${organization}:${id}` }, update, upsert: true } };
      }),
      { ordered: false },
    ),
    Jobs.bulkWrite(
      [...jobs.values()].map(({ id, ...known }) => {
        const set = { organization, jobId: id, titleLower: known.title.toLowerCase(), ...known };
        return { updateOne: { filter: { _id: `${organization}:${id}` }, update: { $set: set }, upsert: true } };
      }),
      { ordered: false },
    ),
  ]);
}
