const dayMs = 86_400_000;
const rowDays = 30;
const eventDays = 365;

/** When MongoDB may drop an outbox row that ended now. */
export function rowExpiry(now: Date): Date {
  return new Date(now.getTime() + rowDays * dayMs);
}

/** When MongoDB may drop an event, with its notifications, that arrives now. */
export function eventExpiry(now: Date): Date {
  return new Date(now.getTime() + eventDays * dayMs);
}
