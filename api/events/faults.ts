import { z } from 'zod';
import type { Fault } from '#core/errors.ts';

const shownKeyLength = 60;
const articles: Record<string, string> = { array: 'a list', object: 'an object' };

/** Says in plain words what zod found; handed to each parse, since zod's own words name types of JavaScript. */
export function explain(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(value => `"${String(value)}"`).join(', ');
    const choice = issue.values.length === 1 ? `must be ${values}` : `must be one of ${values}`;
    return issue.input === undefined ? `is required: ${choice}` : choice;
  }
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is required';
    const must = `must be ${articles[issue.expected] ?? `a ${issue.expected}`}`;
    return issue.input === null ? `${must}, not null; leave it out when there is none` : must;
  }
  if (issue.code === 'too_small')
    return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty';
  if (issue.code === 'too_big') {
    if (issue.origin === 'number') return `must be at most ${issue.maximum}`;
    return `must have at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}`;
  }
  if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject)
    return `is not a field here; these are: ${Object.keys(issue.inst.shape).join(', ')}`;
  if (issue.code === 'invalid_format' && issue.format === 'datetime')
    return 'must be a time by RFC 3339, say 2025-03-04T09:30:00Z';
  return undefined;
}

/** One fault for each field, the first that was found, named as `data.recruiters[0]`. */
export function toFaults(error: z.ZodError, index: number, root: string): Fault[] {
  const faults = new Map<string, Fault>();
  for (const issue of error.issues) {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...issue.path, key]) : [issue.path];
    for (const path of paths) {
      const field = fieldName(root, path);
      if (!faults.has(field)) faults.set(field, { index, field, message: issue.message });
    }
  }
  return [...faults.values()];
}

function fieldName(root: string, path: PropertyKey[]): string {
  let name = root;
  for (const part of path) {
    if (typeof part === 'number') name += `[${part}]`;
    else name += `${name === '' ? '' : '.'}${shorten(String(part))}`;
  }
  return name;
}

/** A key is the sender's: it may be as long as the body. */
export function shorten(key: string): string {
  return key.length > shownKeyLength ? `${key.slice(0, shownKeyLength)}…` : key;
}
