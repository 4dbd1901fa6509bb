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
  const wanted = Date.UTC(today.year, today.month - 1, today.day + days, morningHour);
  let moment = wanted;
  // The offset at the guess may be another than at the result (summer time), hence twice.
  for (let turn = 0; turn < 2; turn += 1) moment += wanted - shownAt(moment, timeZone);
  return new Date(moment);
}

function shownAt(moment: number, timeZone: string): number {
  const { year, month, day, hour, minute } = wallClock(new Date(moment), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute);
}

function wallClock(at: Date, timeZone: string) {
  const format = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone,
  });
  const parts = new Map(format.formatToParts(at).map(part => [part.type, Number(part.value)]));
  const read = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const [year, month, day] = [read('year'), read('month'), read('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: read('hour'), minute: read('minute'), weekday };
}
