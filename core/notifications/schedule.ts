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

/** The next moment after `now` at which clocks in the zone show the full hour. */
function nextLocalHour(now: Date, localHour: number, timeZone = 'UTC'): Date {
  const read = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hour12: false });
  const quarter = hour / 4;
  let moment = Math.ceil((now.getTime() + 1) / quarter) * quarter;
  for (let step = 0; step < 200; step += 1, moment += quarter)
    if (read.format(moment) === `${String(localHour).padStart(2, '0')}:00`) return new Date(moment);
  return new Date(now.getTime() + 24 * hour);
}
