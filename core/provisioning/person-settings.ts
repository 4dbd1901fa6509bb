import type { Person } from '#core/people/model.ts';
import type { Resource } from './resource.ts';

const known = new Map<string, boolean>();
const knownAtMost = 2_000;

/** Making a formatter to see whether the name is good is dear, and directories send few different ones. */
function isGood(name: string, check: () => unknown): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  let good = true;
  try {
    check();
  } catch {
    good = false;
  }
  if (known.size >= knownAtMost) known.clear();
  known.set(name, good);
  return good;
}

/** The language and time zone that the directory gives a person, where they are such that they can be used. */
export function settingsOf(resource: Resource): { locale?: string; timeZone?: string } {
  const locale = localeOf(resource.locale) ?? localeOf(resource.preferredLanguage);
  const timeZone = zoneOf(resource.timezone);
  return { ...(locale ? { locale } : {}), ...(timeZone ? { timeZone } : {}) };
}

function localeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 35) return undefined;
  const tag = value.trim().replaceAll('_', '-');
  return tag !== '' && isGood(`l ${tag}`, () => Intl.getCanonicalLocales(tag))
    ? Intl.getCanonicalLocales(tag)[0]
    : undefined;
}

function zoneOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 50) return undefined;
  const timeZone = value.trim();
  return timeZone !== '' && isGood(`z ${timeZone}`, () => new Intl.DateTimeFormat('en', { timeZone }))
    ? timeZone
    : undefined;
}

/**
 * What a directory's change makes of a person's language and time zone: those that the person has by another way, such
 * as from Teams, stay.
 */
export function settingsChange(
  person: Pick<Person, 'locale' | 'timeZone'>,
  before: Resource,
  after: Resource,
): { locale?: string; timeZone?: string } {
  const [former, latter] = [settingsOf(before), settingsOf(after)];
  const free = (name: 'locale' | 'timeZone'): boolean => person[name] === undefined || person[name] === former[name];
  return {
    ...(latter.locale && latter.locale !== person.locale && free('locale') ? { locale: latter.locale } : {}),
    ...(latter.timeZone && latter.timeZone !== person.timeZone && free('timeZone')
      ? { timeZone: latter.timeZone }
      : {}),
  };
}
