import type { EventType, TeamsAddress } from '#core/people/model.ts';

/** The data of an accepted event. */
export type EventData = {
  candidate: {
    id: string;
    fullName: string;
    email?: string;
    headline?: string;
    location?: string;
    profileUrl?: string;
  };
  job: { id: string; title: string; url?: string };
  employee?: { email: string; displayName?: string };
  note?: string;
  reason?: string;
  /** 0 to 100. */
  score?: number;
  recruiters?: string[];
};

/** What a card or mail says of one event to one person, as things stand now. */
export type Item = {
  /** The notification's id: what a card's buttons name. */
  notification: string;
  type: EventType;
  /** Since when. */
  time: Date;
  data: EventData;
  /** Set once a recruiter has marked the event as reviewed. */
  reviewed?: { by: string; byName: string; at: Date };
  /** Set while this very person has snoozed it. */
  snoozedUntil?: Date;
  /** Other recruiters who have snoozed it. */
  snoozedBy?: { name: string; until: Date }[];
};

export type Recipient = {
  id: string;
  displayName: string;
  givenName: string;
  email: string;
  locale: string;
  timeZone: string;
};

/** One card for the bot to send, or to put in the place of an earlier one. */
export type Parcel = {
  organization: string;
  entraTenantId: string;
  entraObjectId: string;
  recipient: Recipient;
  address: TeamsAddress;
  /** One item makes a card of its own, several make a gathered card. */
  items: Item[];
  /** Given: a card of these words alone, with a button to where they lead. */
  notice?: { subject: string; text: string; button?: { title: string; url: string } };
  /** Given: replace this card, notify nobody. */
  activityId?: string;
  now: Date;
};

/**
 * What became of one try. The rows follow Microsoft's page "Send and receive messages", status codes:
 * `retry` certainly did not arrive; `unclear` may have arrived; the others are final.
 */
export type Outcome =
  | { kind: 'sent'; activityId: string; conversationId?: string }
  | { kind: 'retry'; reason: string; code: string; afterMs?: number; throttled?: boolean }
  | { kind: 'unclear'; reason: string; code: string }
  | { kind: 'blocked'; reason: string; code: string }
  | { kind: 'not-installed'; reason: string; code: string }
  | { kind: 'tenant-disabled'; reason: string; code: string }
  | { kind: 'misconfigured'; reason: string; code: string }
  | { kind: 'failed'; reason: string; code: string };

/** Sends one card and says what became of it; never throws for what the channel answers. */
export type Deliver = (parcel: Parcel) => Promise<Outcome>;
