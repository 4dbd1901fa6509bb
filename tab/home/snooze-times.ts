import { momentOf, wallClock } from '../wall-clock.ts';

const snoozeChoices = ['hour', 'four-hours', 'tomorrow', 'monday'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

const hourMs = 3_600_000;
const morningHour = 9;

/** When each choice ends, read on the clock of that time zone; next Monday is left out where it is tomorrow. */
export function snoozeTimes(now: Date, timeZone: string): { choice: SnoozeChoice; until: Date }[] {
  const { weekday } = wallClock(now, timeZone);
  const daysToMonday = (8 - weekday) % 7 || 7;
  const times = [
    { choice: 'hour' as const, until: new Date(now.getTime() + hourMs) },
    { choice: 'four-hours' as const, until: new Date(now.getTime() + 4 * hourMs) },
    { choice: 'tomorrow' as const, until: morning(now, timeZone, 1) },
    { choice: 'monday' as const, until: morning(now, timeZone, daysToMonday) },
  ];
  return daysToMonday === 1 ? times.slice(0, 3) : times;
}

/** The moment at which the clock there shows nine, so many days after today. */
function morning(now: Date, timeZone: string, days: number): Date {
  const today = wallClock(now, timeZone);
  return momentOf(Date.UTC(today.year, today.month - 1, today.day + days, morningHour), timeZone);
}
