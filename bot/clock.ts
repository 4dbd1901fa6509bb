/** Where a person reads the clock. */
export type Place = { locale: string; timeZone: string };

const formats = new Map<string, Intl.DateTimeFormat>();
const formatsKept = 500;

/** Intl formats cost a hundred times their use, so they are kept; an unknown locale or time zone falls back. */
function formatFor(place: Place, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${place.locale} ${place.timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const locale = isLocale(place.locale) ? place.locale : 'en';
  const timeZone = isTimeZone(place.timeZone) ? place.timeZone : 'UTC';
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  if (formats.size >= formatsKept) formats.clear();
  formats.set(key, made);
  return made;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}

/** The time of today, else with the day, and with the year where it is another. */
export function sayTime(at: Date, now: Date, place: Place): string {
  const date = formatFor(place, 'date', { year: 'numeric', month: 'numeric', day: 'numeric' });
  // 07:45, but 7:45 AM.
  const { hour12 } = formatFor(place, 'hour', { hour: 'numeric' }).resolvedOptions();
  const time = { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit' } as const;
  if (date.format(at) === date.format(now)) return formatFor(place, 'time', time).format(at);
  const day = { weekday: 'short', day: 'numeric', month: 'short', ...time } as const;
  if (wallClock(at, place).year === wallClock(now, place).year) return formatFor(place, 'day', day).format(at);
  return formatFor(place, 'year', { ...day, year: 'numeric' }).format(at);
}

type WallClock = { year: number; month: number; day: number; hour: number; minute: number; weekday: number };

function wallClock(at: Date, place: Place): WallClock {
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
  } as const;
  const format = formatFor({ locale: 'en', timeZone: place.timeZone }, 'parts', numeric);
  const parts = new Map(format.formatToParts(at).map(part => [part.type, Number(part.value)]));
  const read = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const [year, month, day] = [read('year'), read('month'), read('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: read('hour'), minute: read('minute'), weekday };
}

/** The moment at which the clock there shows a full hour, so many days after `now`'s day. */
function atHour(now: Date, place: Place, days: number, hour: number): Date {
  const { year, month, day } = wallClock(now, place);
  const wanted = Date.UTC(year, month - 1, day + days, hour);
  let moment = wanted;
  // The offset at the guess may be another than at the result (summer time), hence twice.
  for (let turn = 0; turn < 2; turn++) {
    const shown = wallClock(new Date(moment), place);
    moment += wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
  }
  return new Date(moment);
}

const hourMs = 3_600_000;

export const snoozeChoices = ['hour', 'four-hours', 'tomorrow', 'monday'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

export function snoozeUntil(choice: SnoozeChoice, now: Date, place: Place): Date {
  if (choice === 'hour') return new Date(now.getTime() + hourMs);
  if (choice === 'four-hours') return new Date(now.getTime() + 4 * hourMs);
  if (choice === 'tomorrow') return atHour(now, place, 1, 9);
  return atHour(now, place, (8 - wallClock(now, place).weekday) % 7 || 7, 9);
}

export const pauseChoices = ['hour', 'today', 'tomorrow', 'week'] as const;
export type PauseChoice = (typeof pauseChoices)[number];

/** A day ends at eight the next morning, so that a pause does not end at midnight. */
export function pauseUntil(choice: PauseChoice, now: Date, place: Place): Date {
  if (choice === 'hour') return new Date(now.getTime() + hourMs);
  if (choice === 'today') return atHour(now, place, 1, 8);
  if (choice === 'tomorrow') return atHour(now, place, 2, 8);
  return atHour(now, place, 7, 8);
}
