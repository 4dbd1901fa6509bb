import { People } from '#core/people/model.ts';
import type { Item } from './contract.ts';
import { type AcceptedEvent, Events, type Notification, Notifications } from './model.ts';

/** What cards say of these notifications now, by notification. Those whose event is gone are left out. */
export async function loadItems(
  organization: string,
  notifications: Notification[],
  now: Date,
): Promise<Map<string, Item>> {
  const shown = await readShown(
    organization,
    notifications.map(({ event }) => event),
    now,
  );
  return itemsFor(notifications, shown, now);
}

/** Events as they are now, and who has snoozed them. */
export type Shown = { events: Map<string, AcceptedEvent>; snoozes: Snooze[] };

export async function readShown(organization: string, events: string[], now: Date): Promise<Shown> {
  const ids = [...new Set(events)];
  if (ids.length === 0) return { events: new Map(), snoozes: [] };
  const [found, snoozes] = await Promise.all([
    Events.find({ _id: { $in: ids }, organization }).lean(),
    othersSnoozes(organization, ids, now),
  ]);
  return { events: new Map(found.map(event => [event._id, event])), snoozes };
}

export function itemsFor(notifications: Notification[], { events, snoozes }: Shown, now: Date): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const notification of notifications) {
    const event = events.get(notification.event);
    if (event) items.set(notification._id, toItem(notification, event, snoozes, now));
  }
  return items;
}

type Snooze = { event: string; person: string; name: string; until: Date };

function toItem(notification: Notification, event: AcceptedEvent, snoozes: Snooze[], now: Date): Item {
  const others = snoozes.filter(snooze => snooze.event === event._id && snooze.person !== notification.person);
  const snoozed = notification.snoozedUntil && notification.snoozedUntil > now;
  return {
    notification: notification._id,
    type: event.type,
    time: event.time,
    data: event.data,
    ...(event.reviewed ? { reviewed: event.reviewed } : {}),
    ...(snoozed ? { snoozedUntil: notification.snoozedUntil } : {}),
    ...(others.length > 0 ? { snoozedBy: others.map(({ name, until }) => ({ name, until })) } : {}),
  };
}

async function othersSnoozes(organization: string, events: string[], now: Date): Promise<Snooze[]> {
  const snoozed = await Notifications.find(
    { organization, event: { $in: events }, snoozedUntil: { $gt: now } },
    { event: 1, person: 1, snoozedUntil: 1 },
  ).lean();
  if (snoozed.length === 0) return [];
  const people = await People.find(
    { organization, _id: { $in: snoozed.map(({ person }) => person) } },
    { displayName: 1 },
  ).lean();
  const names = new Map(people.map(person => [person._id, person.displayName]));
  return snoozed.flatMap(({ event, person, snoozedUntil }) =>
    snoozedUntil ? [{ event, person, name: names.get(person) ?? 'Somebody', until: snoozedUntil }] : [],
  );
}

/** The notifications that the card of this one shows: several when it was gathered. */
export async function onSameCard(notification: Notification): Promise<Notification[]> {
  const { organization, person, card } = notification;
  if (!card) return [notification];
  return Notifications.find({ organization, person, 'card.activityId': card.activityId }).sort({ _id: 1 }).lean();
}
