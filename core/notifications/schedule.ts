import type { EventType, Person } from '#core/people/model.ts';

export type Schedule =
  | { send: false; reason: string }
  | { send: true; notBefore: Date; waiting?: string; gather?: boolean };

const kindOf = {
  'candidate.matched': 'matched',
  'candidate.referred': 'referred',
  'candidate.recommended': 'recommended',
  'action.required': undefined,
} as const;

const hour = 3_600_000;
const digestHour = 9;

/** When a person wants to hear of an event of this type. What needs an action is always told at once. */
export function schedule(person: Pick<Person, 'preferences' | 'timeZone'>, type: EventType, now: Date): Schedule {
  const kind = kindOf[type];
  const pace = (kind && person.preferences?.[kind]) ?? 'at-once';
  if (pace === 'off') return { send: false, reason: 'The person has switched off notifications of this kind.' };
  if (pace === 'gathered')
    return {
      send: true,
      notBefore: new Date(Math.ceil((now.getTime() + 1) / hour) * hour),
      waiting: 'Gathered, hourly.',
      gather: true,
    };
  if (pace === 'digest')
    return {
      send: true,
      notBefore: nextLocalHour(now, digestHour, person.timeZone),
      waiting: 'In the daily digest.',
      gather: true,
    };
  return { send: true, notBefore: now };
}

const quarter = hour / 4;
const clocks = new Map<string, Intl.DateTimeFormat>();
let remembered = { quarter: 0, moments: new Map<string, Date>() };

/** The next moment after `now` at which clocks in the zone show the full hour. Found once a quarter of an hour and zone. */
function nextLocalHour(now: Date, localHour: number, timeZone = 'UTC'): Date {
  const begun = Math.floor(now.getTime() / quarter);
  if (remembered.quarter !== begun) remembered = { quarter: begun, moments: new Map() };
  const key = `${timeZone} ${localHour}`;
  const known = remembered.moments.get(key) ?? findLocalHour((begun + 1) * quarter, localHour, clockOf(timeZone));
  remembered.moments.set(key, known);
  return known;
}

function findLocalHour(from: number, localHour: number, clock: Intl.DateTimeFormat): Date {
  const wanted = `${String(localHour).padStart(2, '0')}:00`;
  for (let step = 0; step < 200; step += 1)
    if (clock.format(from + step * quarter) === wanted) return new Date(from + step * quarter);
  return new Date(from + 24 * hour);
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hour12: false });
  clocks.set(timeZone, made);
  return made;
}
