import { UsageError } from './parse.ts';

const dayMs = 86_400_000;

/** A whole number within bounds. @throws UsageError */
export function parseWhole(
  name: string,
  text: string | undefined,
  { fallback, max }: { fallback: number; max: number },
) {
  const number = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(number) || number < 1 || number > max)
    throw new UsageError(`--${name} must be a whole number from 1 to ${max}.`);
  return number;
}

/**
 * A day such as 2026-03-02, in UTC, or a time; of a day its beginning or the moment at which it is over.
 * @throws UsageError
 */
export function parseMoment(name: string, text: string | undefined, edge: 'beginning' | 'end'): Date | undefined {
  if (text === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const moment = new Date(day ? `${text}T00:00:00Z` : text);
  // What is no day of its month would else be taken for one of the next.
  const real = !Number.isNaN(moment.getTime()) && (!day || moment.toISOString().startsWith(text));
  if ((!day && !time) || !real)
    throw new UsageError(`--${name} must be a day such as 2026-03-02 or a time such as 2026-03-02T09:30:00Z.`);
  return day && edge === 'end' ? new Date(moment.getTime() + dayMs) : moment;
}
