import { model, Schema } from 'mongoose';

type Attempt = {
  worker: string;
  startedAt: Date;
  endedAt?: Date;
  outcome?: string;
  /** Answered 429, which does not count against the row. */
  throttled?: boolean;
  code?: string;
  reason?: string;
};

export const rowStates = ['queued', 'claimed', 'sent', 'failed', 'unknown', 'cancelled'] as const;
export type RowState = (typeof rowStates)[number];

/** Words about the product itself, not about an event. */
export type Notice = {
  subject: string;
  /** Paragraphs apart by an empty line. */
  text: string;
  /** Where it leads to. */
  opens?: 'settings';
};

export type Row = {
  /** `event:recipient:channel` with a suffix for what comes later: the idempotency key. */
  _id: string;
  organization: string;
  /** `teams:<Entra tenant>` or `mail:<organization>`: what is limited together. */
  lane: string;
  channel: 'teams' | 'mail';
  /** A new card or mail, the replacement of a card, or a card or mail with words of its own. */
  kind: 'card' | 'update' | 'notice';
  recipient: string;
  notification?: string;
  event?: string;
  notice?: Notice;
  state: RowState;
  notBefore: Date;
  /** Why it waits, in plain words. */
  waiting?: string;
  /** To be gathered with whatever else is due for the person. */
  gather?: boolean;
  /** Why it goes by mail. */
  fallback?: string;
  claim?: string;
  leaseUntil?: Date;
  attempts: Attempt[];
  /** What Teams calls the card it became. */
  activityId?: string;
  /** Why it was not sent, in plain words. */
  reason?: string;
  createdAt: Date;
  endedAt?: Date;
  expiresAt?: Date;
};

const attempt = new Schema<Attempt>(
  {
    worker: { type: String, required: true },
    startedAt: { type: Date, required: true },
    endedAt: Date,
    outcome: String,
    throttled: Boolean,
    code: String,
    reason: String,
  },
  { _id: false },
);

const rowSchema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    lane: { type: String, required: true },
    channel: { type: String, enum: ['teams', 'mail'], required: true },
    kind: { type: String, enum: ['card', 'update', 'notice'], required: true },
    recipient: { type: String, required: true },
    notification: String,
    event: String,
    notice: { type: new Schema({ subject: String, text: String, opens: String }, { _id: false }), default: undefined },
    state: { type: String, enum: rowStates, required: true },
    notBefore: { type: Date, required: true },
    waiting: String,
    gather: Boolean,
    fallback: String,
    claim: String,
    leaseUntil: Date,
    attempts: { type: [attempt], required: true },
    activityId: String,
    reason: String,
    createdAt: { type: Date, required: true },
    endedAt: Date,
    expiresAt: Date,
  },
  { collection: 'outbox', versionKey: false, strict: 'throw' },
);
rowSchema.index({ state: 1, lane: 1, notBefore: 1 });
rowSchema.index({ lane: 1, endedAt: 1 }, { partialFilterExpression: { endedAt: { $exists: true } } });
rowSchema.index({ state: 1, leaseUntil: 1 }, { partialFilterExpression: { leaseUntil: { $exists: true } } });
rowSchema.index({ organization: 1, recipient: 1, state: 1 });
rowSchema.index({ organization: 1, event: 1 });
rowSchema.index({ organization: 1, state: 1, createdAt: -1 });
rowSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Everything to be sent: written in the transaction of its cause, sent at its own pace. */
export const Outbox = model('OutboxRow', rowSchema);

export type Lane = {
  _id: string;
  owner?: string;
  epoch: number;
  leaseUntil?: Date;
  pausedUntil?: Date;
  pauseReason?: string;
  /** Until then Teams is not tried at all for this tenant, since its admin has disabled the bot. */
  disabledUntil?: Date;
};

const laneSchema = new Schema<Lane>(
  {
    _id: { type: String, required: true },
    owner: String,
    epoch: { type: Number, required: true },
    leaseUntil: Date,
    pausedUntil: Date,
    pauseReason: String,
    disabledUntil: Date,
  },
  { collection: 'lanes', versionKey: false, strict: 'throw' },
);

/** Each owned by one worker at a time, which keeps its rate. */
export const Lanes = model('Lane', laneSchema);
