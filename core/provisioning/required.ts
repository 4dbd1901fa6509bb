import { DomainError } from '#core/errors.ts';
import type { Connection } from './model.ts';
import { type Resource, type Values, workEmail } from './resource.ts';

type Check = { name: string; has: (resource: Partial<Resource>) => boolean };

const filled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

const short: Check[] = [
  { name: 'userName', has: ({ userName }) => filled(userName) },
  { name: 'emails[type eq "work"].value', has: ({ emails }) => workEmail(emails ? { emails } : {}) !== undefined },
  { name: 'displayName', has: ({ displayName }) => filled(displayName) },
  { name: 'active', has: ({ active }) => typeof active === 'boolean' },
];

const all: Check[] = [
  ...short,
  { name: 'name.givenName', has: ({ name }) => filled(name?.givenName) },
  { name: 'name.familyName', has: ({ name }) => filled(name?.familyName) },
];

const lists: Record<Connection['required'], Check[]> = { all, short };

/** The names of the required attributes that a resource lacks. */
export function missingOf(resource: Partial<Resource>, required: Connection['required']): string[] {
  return lists[required].filter(({ has }) => !has(resource)).map(({ name }) => name);
}

/** @throws DomainError `invalid` that names what is missing. */
export function refuseMissing(missing: string[], required: Connection['required']): void {
  if (missing.length === 0) return;
  const [which, verb] = missing.length === 1 ? ['attribute', 'is'] : ['attributes', 'are'];
  const hint =
    required === 'all'
      ? ' Fill and map it in the directory, or set the connection to the short list of required attributes.'
      : ' Fill and map it in the directory.';
  throw new DomainError('invalid', `The required ${which} ${missing.join(', ')} ${verb} missing.${hint}`);
}

/**
 * What a change may make of a person: it may not take away what is required. What was missing before (the setting may
 * have changed since) refuses no later change, and a deactivation is never refused: it keeps what it would take away.
 * @throws DomainError `invalid`
 */
export function holdRequired(
  before: Resource,
  after: Resource,
  required: Connection['required'],
): { resource: Resource; kept: string[] } {
  const lacked = new Set(missingOf(before, required));
  const taken = missingOf(after, required).filter(name => !lacked.has(name));
  if (taken.length === 0) return { resource: after, kept: [] };
  if (after.active !== false) refuseMissing(taken, required);
  return { resource: taken.reduce((held, name) => keep(held, before, name), after), kept: taken };
}

function keep(resource: Resource, { userName, emails, displayName, name }: Resource, missing: string): Resource {
  if (missing === 'userName') return { ...resource, userName };
  if (missing === 'displayName') return withValue(resource, 'displayName', displayName);
  if (missing.startsWith('emails')) return withValue(resource, 'emails', emails);
  const part = missing.slice('name.'.length);
  const former = name?.[part];
  const parts: Values = { ...resource.name, ...(former === undefined ? {} : { [part]: former }) };
  return { ...resource, name: parts };
}

function withValue<Name extends 'displayName' | 'emails'>(
  resource: Resource,
  name: Name,
  value: Resource[Name] | undefined,
): Resource {
  return value === undefined ? resource : { ...resource, [name]: value };
}

const longestAddress = 254;
const addressPattern = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+\.[^\s@<>"(),:;[\]\\]+$/;

/** @throws DomainError `invalid` for an address to which no mail could go. */
export function refuseAddress(email: string): void {
  if (email.length <= longestAddress && addressPattern.test(email)) return;
  throw new DomainError('invalid', `emails[type eq "work"].value: "${email.slice(0, 100)}" is not an e-mail address.`);
}
