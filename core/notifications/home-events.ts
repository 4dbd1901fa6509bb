import type { Context } from '#core/context.ts';
import { DomainError } from '#core/errors.ts';
import type { Item } from './contract.ts';
import { type Delivery, type DeliveryRow, deliveryOf, type LaneRest } from './delivery.ts';
import { loadItems } from './items.ts';
import { type Notification, Notifications } from './model.ts';
import { Lanes, Outbox } from './outbox.ts';

/** One event as the person sees it who was told of it. */
export type HomeItem = Item & { delivery: Delivery };

/** @throws DomainError `not-found` also for a notification of another organization or person. */
export async function homeEvent(ctx: Context, input: { notification: string; person: string }): Promise<HomeItem> {
  const { notification: id, person } = input;
  const items = await homeEvents(ctx, { notifications: [id], person });
  const item = items.get(id);
  if (!item) throw new DomainError('not-found', 'This notification is no longer there.');
  return item;
}

/** The person's notifications of these ids, with what became of each. Those that are gone are left out. */
export async function homeEvents(
  ctx: Context,
  input: { notifications: string[]; person: string },
): Promise<Map<string, HomeItem>> {
  const { organization, now } = ctx;
  const found = await Notifications.find({
    _id: { $in: input.notifications },
    organization,
    person: input.person,
  }).lean();
  const [items, rows] = await Promise.all([loadItems(organization, found, now), rowsOf(organization, found)]);
  const lanes = await restingLanes(rows, now);
  const seen = new Map<string, HomeItem>();
  for (const notification of found) {
    const item = items.get(notification._id);
    const own = rows.filter(row => row.notification === notification._id);
    if (item) seen.set(notification._id, { ...item, delivery: deliveryOf(notification, own, { now, lanes }) });
  }
  return seen;
}

/** Their ids begin with the notification's, so one index range finds the rows of each, however many others an event has. */
async function rowsOf(organization: string, notifications: Notification[]): Promise<DeliveryRow[]> {
  const ranges = notifications.map(({ _id }) => ({ _id: { $gt: `${_id}:`, $lt: `${_id};` } }));
  if (ranges.length === 0) return [];
  return Outbox.find(
    { $or: ranges, organization, kind: 'card' },
    { lane: 1, channel: 1, state: 1, notBefore: 1, waiting: 1, reason: 1, endedAt: 1, notification: 1 },
  )
    .hint({ _id: 1 })
    .lean();
}

async function restingLanes(rows: DeliveryRow[], now: Date): Promise<Map<string, LaneRest>> {
  const waiting = rows.filter(({ state }) => state === 'queued');
  if (waiting.length === 0) return new Map();
  const ids = [...new Set(waiting.map(({ lane }) => lane))];
  const lanes = await Lanes.find({ _id: { $in: ids }, pausedUntil: { $gt: now } }).lean();
  return new Map(lanes.map(lane => [lane._id, lane]));
}
