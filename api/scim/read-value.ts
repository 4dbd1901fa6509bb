import type { Value, Values } from '#core/provisioning/resource.ts';
import { isObject } from '../is-object.ts';
import { quote, ScimError } from './errors.ts';
import { type Field, label, type Target } from './path.ts';

const defaultLength = 1_000;
const lengths = new Map([
  ['userName', 320],
  ['externalId', 512],
  ['emails.value', 320],
  ['locale', 100],
  ['timezone', 100],
  ['preferredLanguage', 100],
  ['profileUrl', 2_000],
  ['photos.value', 4_000],
  ['addresses.formatted', 4_000],
  ['roles.value', 4_000],
  ['entitlements.value', 4_000],
  ['x509Certificates.value', 20_000],
]);

/** How many values a multi-valued attribute of a person may have. */
export const maxValues = 100;

const controls = /[^\P{Cc}\t\n\r]/u;
const lineBreaks = /[\t\n\r]/;
const onOneLine = new Set(['userName', 'externalId', 'emails.value']);

/**
 * Reads the value of a simple attribute. Undefined is what RFC 7643 §2.5 calls unassigned: null, nothing, an empty list
 * or, as directories clear, empty text.
 * @throws ScimError `invalidValue`
 */
export function readSimple(target: Target, raw: unknown): string | boolean | undefined {
  const value = bare(target, raw);
  if (value === undefined || value === null) return undefined;
  const { attribute } = target.sub ?? target.field;
  if (attribute.type === 'boolean') return readBoolean(target, value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') throw unfit(target, `takes text, not ${describe(value)}`);
  return value.trim() === '' ? undefined : checkText(target, value);
}

/** Entra's jobs of before 2017 wrap single values: `[{"$ref": null, "value": "…"}]`. */
function bare(target: Target, raw: unknown): unknown {
  const one = onlyOne(target, raw);
  if (!isObject(one)) return one;
  const value = own(one, 'value');
  if (value === undefined || typeof value === 'object') throw unfit(target, 'takes one value, not an object');
  return value;
}

/** Entra writes "True" and "False" unless `aadOptscim062020` is set. */
function readBoolean(target: Target, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (word === 'true' || word === 'false') return word === 'true';
  throw unfit(target, `takes true or false, not ${describe(value)}`);
}

function checkText(target: Target, text: string): string {
  const { field, sub } = target;
  const name = sub ? `${field.name}.${sub.name}` : field.name;
  const length = lengths.get(name) ?? defaultLength;
  if (text.length > length) throw unfit(target, `takes at most ${length} characters; this has ${text.length}`);
  if (!text.isWellFormed() || controls.test(text)) throw unfit(target, 'holds characters that are no text');
  if (onOneLine.has(name) && lineBreaks.test(text)) throw unfit(target, 'takes one line');
  return text;
}

/** Reads one value of a complex attribute; names that the table lacks and what is read-only are passed over. */
export function readComplex(field: Field, raw: unknown): Values | undefined {
  const given = objectOf(field, raw);
  const values: Values = {};
  for (const [name, each] of Object.entries(given)) {
    const sub = field.subs.get(name.toLowerCase());
    if (!sub || sub.attribute.mutability === 'readOnly') continue;
    const value = readSimple({ field, sub }, each);
    if (value !== undefined) values[sub.name] = value;
  }
  return Object.keys(values).length > 0 ? values : undefined;
}

/** What was sent for a complex attribute as an object: bare text is its `value`, null and empty text are nothing. */
export function objectOf(field: Field, raw: unknown): Record<string, unknown> {
  const one = onlyOne({ field }, raw);
  if (one === undefined || one === null || one === '') return {};
  if (isObject(one)) return field.name === 'roles' ? unwrapRole(one) : one;
  if (!field.subs.has('value') || typeof one === 'boolean')
    throw unfit({ field }, `takes an object of ${[...field.subs.values()].map(sub => sub.name).join(', ')}`);
  return field.name === 'roles' ? unwrapRole({ value: one }) : { value: one };
}

/** Entra's AppRoleAssignmentsComplex and SingleAppRoleAssignment put a role as JSON into a string. */
function unwrapRole(role: Record<string, unknown>): Record<string, unknown> {
  const value = own(role, 'value');
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return role;
  const inner = parseObject(value);
  if (typeof inner?.value !== 'string') return role;
  return { ...role, value: inner.value, ...(inner.displayName === undefined ? {} : { display: inner.displayName }) };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the values of a multi-valued attribute; one alone may come without its list. */
export function readPlural(field: Field, raw: unknown): Values[] {
  const all = Array.isArray(raw) ? raw : [raw];
  if (all.length > maxValues) throw tooMany(field);
  return all.map(each => readComplex(field, each)).filter(each => each !== undefined);
}

export function tooMany(field: Field): ScimError {
  return unfit({ field }, `takes at most ${maxValues} values`);
}

function onlyOne(target: Target, raw: unknown): unknown {
  if (!Array.isArray(raw)) return raw;
  if (raw.length > 1 || Array.isArray(raw[0])) throw unfit(target, 'takes one value, not a list');
  return raw[0];
}

/** A member of an object from outside, in any letter case. */
export function own(object: Record<string, unknown>, name: string): unknown {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** What was sent, as a detail names it. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}

export function unfit(target: Target, why: string): ScimError {
  return new ScimError(400, 'invalidValue', `${label(target)} ${why}.`);
}

/** Whether two values are the same where case may not count. */
export function same(field: Field, one: Value | undefined, other: Value | undefined): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || field.attribute.caseExact) return one === other;
  return one.toLowerCase() === other.toLowerCase();
}
