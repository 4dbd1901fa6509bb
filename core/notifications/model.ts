import { model, Schema } from 'mongoose';
import type { EventType } from '#core/people/model.ts';
import type { EventData } from './contract.ts';

export type AcceptedEvent = {
  _id: string;
  organization: string;
  source: string;
  eventId: string;
  type: EventType;
  time: Date;
  subject?: string;
  data: EventData;
  receivedAt: Date;
  reviewed?: { by: string; byName: string; at: Date };
  /** Grows with each change that cards show. */
  version: number;
  /** Set when nobody was there to be told. */
  unsent?: string;
  expiresAt: Date;
};

const eventSchema = new Schema<AcceptedEvent>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    source: { type: String, required: true },
    eventId: { type: String, required: true },
    type: { type: String, required: true },
    time: { type: Date, required: true },
    subject: String,
    data: { type: Schema.Types.Mixed, required: true },
    receivedAt: { type: Date, required: true },
    reviewed: {
      type: new Schema({ by: String, byName: String, at: Date }, { _id: false }),
      default: undefined,
    },
    version: { type: Number, required: true },
    unsent: String,
    expiresAt: { type: Date, required: true },
  },
  { collection: 'events', versionKey: false, strict: 'throw', minimize: false },
);
eventSchema.index({ organization: 1, receivedAt: -1 });
eventSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Accepted events by `organization:digest(source, id)`, so that the same one counts once. */
export const Events = model('Event', eventSchema);

export type Notification = {
  _id: string;
  organization: string;
  event: string;
  /** The event's, kept here so that a home page needs no look at each event. */
  type: EventType;
  person: string;
  createdAt: Date;
  /** Until the event is reviewed. */
  open: boolean;
  snoozedUntil?: Date;
  /** The card that shows it now; a gathered card shows several. */
  card?: { activityId: string; conversationId: string; sentAt: Date };
  expiresAt: Date;
};

const notificationSchema = new Schema<Notification>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    event: { type: String, required: true },
    type: { type: String, required: true },
    person: { type: String, required: true },
    createdAt: { type: Date, required: true },
    open: { type: Boolean, required: true },
    snoozedUntil: Date,
    card: {
      type: new Schema({ activityId: String, conversationId: String, sentAt: Date }, { _id: false }),
      default: undefined,
    },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'notifications', versionKey: false, strict: 'throw' },
);
notificationSchema.index({ organization: 1, event: 1 });
notificationSchema.index({ organization: 1, person: 1, 'card.activityId': 1 });
notificationSchema.index({ organization: 1, person: 1, open: 1, createdAt: -1, type: 1 });
notificationSchema.index(
  { organization: 1, person: 1, snoozedUntil: 1 },
  { partialFilterExpression: { snoozedUntil: { $exists: true } } },
);
notificationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** One event told to one person, by `event:person`. */
export const Notifications = model('Notification', notificationSchema);
