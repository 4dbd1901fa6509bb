import type { Logger } from 'pino';
import type { SendMail } from '#core/clients/mail.ts';
import { type Colleague, People } from '#core/people/model.ts';
import type { Deliver, Item, Outcome, Parcel, Recipient } from './contract.ts';
import { itemsFor, onSameCard, readShown } from './items.ts';
import { type Letter, noticeButton, noticeLetter, notificationLetter, type Product } from './letter.ts';
import { type Notification, Notifications } from './model.ts';
import type { Notice, Row } from './outbox.ts';
import type { Fresh } from './wake.ts';

export type Shipped = { rows: Row[]; outcome: Outcome; conversationId?: string } | { rows: Row[]; dropped: string };

export type Channels = { deliver: Deliver; sendMail: SendMail; product: Product };

/** What a batch of shipments needs to be rendered, read in as few queries as the batch allows. */
export type Cargo = {
  people: Map<string, Colleague>;
  items: Map<string, Item>;
  notifications: Map<string, Notification>;
};

export async function loadPeople(rows: Row[]): Promise<Map<string, Colleague>> {
  const organizations = [...new Set(rows.map(row => row.organization))];
  const ids = [...new Set(rows.map(row => row.recipient))];
  const people = await People.find(
    { organization: { $in: organizations }, _id: { $in: ids } },
    { directory: 0 },
  ).lean();
  return new Map(people.map(person => [person._id, person]));
}

/** The cargo of rows just stored: nobody can have reviewed or snoozed what nobody has seen. */
export function cargoOf(fresh: Fresh[], people: Map<string, Colleague>, now: Date): Cargo {
  const notifications = fresh.map(({ notification }) => notification);
  const events = new Map(fresh.map(({ event }) => [event._id, event]));
  return {
    people,
    notifications: new Map(notifications.map(notification => [notification._id, notification])),
    items: itemsFor(notifications, { events, snoozes: [] }, now),
  };
}

export async function loadCargo(
  organization: string,
  rows: Row[],
  people: Map<string, Colleague>,
  now: Date,
): Promise<Cargo> {
  const ids = rows.flatMap(row => row.notification ?? []);
  const named = new Set(rows.flatMap(row => row.event ?? []));
  const [own, shown] = await Promise.all([
    Notifications.find({ _id: { $in: ids }, organization }).lean(),
    readShown(organization, [...named], now),
  ]);
  const updated = new Set(rows.flatMap(row => (row.kind === 'update' && row.notification) || []));
  const shared = await Promise.all(own.filter(({ _id }) => updated.has(_id)).map(onSameCard));
  const all = new Map([...own, ...shared.flat()].map(notification => [notification._id, notification]));
  const further = [...all.values()].map(({ event }) => event).filter(event => !named.has(event));
  const more = await readShown(organization, further, now);
  const whole = {
    events: new Map([...shown.events, ...more.events]),
    snoozes: [...shown.snoozes, ...more.snoozes],
  };
  return { people, notifications: all, items: itemsFor([...all.values()], whole, now) };
}

/** Sends one card or mail and says what became of it. */
export async function ship(rows: Row[], cargo: Cargo, channels: Channels, now: Date, log: Logger): Promise<Shipped> {
  const [first] = rows;
  const person = first && cargo.people.get(first.recipient);
  if (!first || !person) return { rows, dropped: 'The person is no longer there.' };
  if (first.notice && first.channel === 'mail')
    return mail(rows, person, noticeLetter(first.notice, channels.product), channels, log);
  if (first.notice) return shipNotice(rows, person, first.notice, channels, now);
  const items = itemsOf(rows, cargo);
  if (items.length === 0) return { rows, dropped: 'The event is no longer there.' };
  if (first.channel === 'mail')
    return mail(
      rows,
      person,
      notificationLetter({ items, recipient: recipient(person), why: first.fallback, product: channels.product }),
      channels,
      log,
    );
  const card = first.kind === 'update' ? cargo.notifications.get(first.notification ?? '')?.card : undefined;
  if (first.kind === 'update' && !card) return { rows, dropped: 'There is no card to replace: the next one shows it.' };
  const parcel = toParcel(person, items, card, now);
  if (!parcel) return { rows, dropped: 'The bot is not installed any more.' };
  return { rows, outcome: await channels.deliver(parcel), conversationId: parcel.address.conversationId };
}

async function shipNotice(
  rows: Row[],
  person: Colleague,
  { subject, text, opens }: Notice,
  { deliver, product }: Channels,
  now: Date,
): Promise<Shipped> {
  const parcel = toParcel(person, [], undefined, now);
  if (!parcel) return { rows, dropped: 'The bot is not installed any more.' };
  const button = noticeButton(opens, product);
  const outcome = await deliver({ ...parcel, notice: { subject, text, ...(button ? { button } : {}) } });
  return { rows, outcome, conversationId: parcel.address.conversationId };
}

function itemsOf(rows: Row[], cargo: Cargo): Item[] {
  const wanted = new Set(rows.flatMap(row => row.notification ?? []));
  for (const row of rows.filter(({ kind }) => kind === 'update')) {
    const card = cargo.notifications.get(row.notification ?? '')?.card;
    for (const other of cargo.notifications.values())
      if (card && other.person === row.recipient && other.card?.activityId === card.activityId) wanted.add(other._id);
  }
  return [...wanted].flatMap(id => cargo.items.get(id) ?? []);
}

function toParcel(person: Colleague, items: Item[], card: Notification['card'], now: Date): Parcel | undefined {
  const { teams, entraTenantId, entraObjectId } = person;
  if (!teams || !entraTenantId || !entraObjectId) return undefined;
  const { serviceUrl, conversationId, userId, botId } = teams;
  const address = { serviceUrl, conversationId: card?.conversationId || conversationId, userId, botId };
  return {
    organization: person.organization,
    entraTenantId,
    entraObjectId,
    recipient: recipient(person),
    address,
    items,
    ...(card ? { activityId: card.activityId } : {}),
    now,
  };
}

function recipient(person: Colleague): Recipient {
  const { displayName, givenName, email, locale = 'en-US', timeZone = 'UTC' } = person;
  return { id: person._id, displayName, givenName, email, locale, timeZone };
}

async function mail(
  rows: Row[],
  person: Colleague,
  letter: Letter,
  { sendMail }: Channels,
  log: Logger,
): Promise<Shipped> {
  const key = rows[0]?._id ?? '';
  return { rows, outcome: await sendMail({ to: person.email, key, ...letter }, log) };
}
