import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { People } from '#core/people/model.ts';
import { cancelRows } from './cancel.ts';
import type { Item } from './contract.ts';
import { loadItems, onSameCard } from './items.ts';
import { Events, type Notification, Notifications } from './model.ts';
import { Outbox, type Row } from './outbox.ts';
import { reviewedBeforeSent, whyMail } from './row.ts';
import { wake } from './wake.ts';

export type OnCard = { notification: string; person: string };

/** What a row that was cancelled before still carries. */
const ended = { expiresAt: 1, endedAt: 1, reason: 1, claim: 1, leaseUntil: 1 } as const;
const snoozeAtMostMs = 92 * 86_400_000;

/**
 * What the card of this notification shows, as things stand now.
 * @throws DomainError `not-found` also for a notification of another organization or person.
 */
export async function currentItems(ctx: Context, on: OnCard): Promise<Item[]> {
  const shown = await find(ctx, on);
  const items = await loadItems(ctx.organization, shown, ctx.now);
  return shown.flatMap(({ _id }) => items.get(_id) ?? []);
}

/** Marks what the card shows as reviewed, for every recruiter; their cards follow. */
export async function review(ctx: Context, on: OnCard): Promise<Item[]> {
  const { displayName: byName } = await recruiter(ctx, on.person);
  const shown = await find(ctx, on);
  const open = { reviewed: { $exists: false } };
  const change = { $set: { reviewed: { by: on.person, byName, at: ctx.now } }, $inc: { version: 1 } };
  await changeEvents(ctx, shown, open, change, async session => {
    await endSnoozes(ctx, shown, session);
    await setOpen(ctx, shown, false, session);
  });
  return currentItems(ctx, on);
}

/** Takes a review back. Cards that were not sent because of it are sent now. */
export async function undoReview(ctx: Context, on: OnCard): Promise<Item[]> {
  await recruiter(ctx, on.person);
  const shown = await find(ctx, on);
  const done = { reviewed: { $exists: true } };
  const change = { $unset: { reviewed: 1 as const }, $inc: { version: 1 } };
  await changeEvents(ctx, shown, done, change, async session => {
    await setOpen(ctx, shown, true, session);
    await Outbox.updateMany(
      {
        organization: ctx.organization,
        event: { $in: eventsOf(shown) },
        state: 'cancelled',
        reason: reviewedBeforeSent,
      },
      { $set: { state: 'queued', notBefore: ctx.now }, $unset: { reason: 1, endedAt: 1, expiresAt: 1 } },
      { session },
    );
  });
  return currentItems(ctx, on);
}

/** Puts the card aside until then, when it comes again as a new one. Other recruiters see who has put it aside. */
export async function snooze(ctx: Context, on: OnCard & { until: Date }): Promise<Item[]> {
  const ms = on.until.getTime() - ctx.now.getTime();
  if (ms <= 0 || ms > snoozeAtMostMs)
    throw new DomainError('invalid', 'A card can be snoozed for at most three months.');
  const person = await recruiter(ctx, on.person);
  const shown = await find(ctx, on);
  const fallback = whyMail(person);
  const channel = fallback ? 'mail' : 'teams';
  const lane = fallback ? `mail:${ctx.organization}` : `teams:${person.entraTenantId}`;
  const rows = shown.map(
    (notification): Row => ({
      _id: `${notification._id}:${channel}:again-${on.until.getTime()}`,
      organization: ctx.organization,
      lane,
      channel,
      kind: 'card',
      recipient: on.person,
      notification: notification._id,
      event: notification.event,
      state: 'queued',
      notBefore: on.until,
      waiting: 'The person has snoozed it.',
      gather: shown.length > 1,
      ...(fallback ? { fallback } : {}),
      attempts: [],
      createdAt: on.until,
    }),
  );
  await changeEvents(ctx, shown, {}, { $inc: { version: 1 } }, async session => {
    await endSnoozes(ctx, shown, session);
    await setSnooze(ctx, shown, on.until, session);
    await Outbox.bulkWrite(
      rows.map(({ _id, ...row }) => ({
        updateOne: { filter: { _id }, update: { $set: row, $unset: ended }, upsert: true },
      })),
      { session },
    );
  });
  return currentItems(ctx, on);
}

export async function undoSnooze(ctx: Context, on: OnCard): Promise<Item[]> {
  await recruiter(ctx, on.person);
  const shown = await find(ctx, on);
  await changeEvents(ctx, shown, {}, { $inc: { version: 1 } }, session => endSnoozes(ctx, shown, session));
  return currentItems(ctx, on);
}

async function recruiter(ctx: Context, id: string) {
  const person = await People.findOne({ _id: id, organization: ctx.organization, active: true }).lean();
  if (!person || person.role === 'member')
    throw new DomainError('forbidden', 'Only recruiters (admins and bosses) can do this.');
  return person;
}

async function find(ctx: Context, { notification, person }: OnCard): Promise<Notification[]> {
  const found = await Notifications.findOne({ _id: notification, organization: ctx.organization, person }).lean();
  if (!found) throw new DomainError('not-found', 'This notification is no longer there.');
  return onSameCard(found);
}

function eventsOf(shown: Notification[]): string[] {
  return shown.map(({ event }) => event);
}

/** For everybody who was told of the events. */
async function setOpen(ctx: Context, shown: Notification[], open: boolean, session: ClientSession): Promise<void> {
  const filter = { organization: ctx.organization, event: { $in: eventsOf(shown) } };
  await Notifications.updateMany(filter, { $set: { open } }, { session });
}

async function setSnooze(ctx: Context, shown: Notification[], until: Date, session: ClientSession): Promise<void> {
  const filter = { organization: ctx.organization, _id: { $in: shown.map(({ _id }) => _id) } };
  await Notifications.updateMany(filter, { $set: { snoozedUntil: until } }, { session });
}

async function endSnoozes(ctx: Context, shown: Notification[], session: ClientSession): Promise<void> {
  for (const { _id, snoozedUntil } of shown) {
    if (!snoozedUntil) continue;
    await Notifications.updateOne(
      { _id, organization: ctx.organization },
      { $unset: { snoozedUntil: 1 } },
      { session },
    );
    for (const channel of ['teams', 'mail'])
      await cancelRows(
        ctx,
        { _id: `${_id}:${channel}:again-${snoozedUntil.getTime()}` },
        'The snooze was ended.',
        session,
      );
  }
}

type EventChange = { $set?: Record<string, unknown>; $unset?: { reviewed: 1 }; $inc: { version: number } };

/**
 * Changes the events and, in the same transaction, queues the replacement of every card that shows them: also of the
 * one pressed, since what Teams shows as the answer to a press is not kept in the chat. Source: Microsoft page
 * "Universal Actions for Adaptive Cards".
 */
async function changeEvents(
  ctx: Context,
  shown: Notification[],
  when: Record<string, unknown>,
  change: EventChange,
  also: (session: ClientSession) => Promise<void>,
): Promise<void> {
  const { organization } = ctx;
  const lanes = await transaction(async session => {
    const filter = { organization, _id: { $in: eventsOf(shown) } };
    const { modifiedCount } = await Events.updateMany({ ...filter, ...when }, change, { session });
    if (modifiedCount === 0) return [];
    await also(session);
    const events = await Events.find(filter, { version: 1 }).session(session).lean();
    const version = new Map(events.map(event => [event._id, event.version]));
    const showing = await Notifications.find({ organization, event: { $in: eventsOf(shown) }, card: { $exists: true } })
      .session(session)
      .lean();
    const rows = await replacements(ctx, showing, version, session);
    if (rows.length > 0) await Outbox.insertMany(rows, { session, lean: true });
    return rows.map(row => row.lane);
  });
  wake(lanes);
}

/** One row for each card that shows any of these, so that a gathered card is replaced once. */
async function replacements(
  ctx: Context,
  showing: Notification[],
  version: Map<string, number>,
  session: ClientSession,
): Promise<Row[]> {
  const byCard = new Map(showing.map(one => [`${one.person}:${one.card?.activityId}`, one]));
  const ids = [...byCard.values()].map(({ person }) => person);
  const people = await People.find({ organization: ctx.organization, _id: { $in: ids } })
    .session(session)
    .lean();
  const byId = new Map(people.map(person => [person._id, person]));
  return [...byCard.values()].flatMap(({ _id, event, person: id }) => {
    const person = byId.get(id);
    if (!person || whyMail(person)) return [];
    return [
      {
        _id: `${_id}:teams:update-${version.get(event)}`,
        organization: ctx.organization,
        lane: `teams:${person.entraTenantId}`,
        channel: 'teams' as const,
        kind: 'update' as const,
        recipient: id,
        notification: _id,
        event,
        state: 'queued' as const,
        notBefore: ctx.now,
        attempts: [],
        createdAt: ctx.now,
      },
    ];
  });
}
