import type { Value } from '#core/provisioning/resource.ts';
import { quote, ScimError } from './errors.ts';
import type { Comparison, Operator } from './filter-limits.ts';
import { label, type Target } from './path.ts';

/** A comparison that fits its attribute, with an operand of the attribute's type, folded where case does not count. */
export type Condition =
  | { operator: 'pr' | 'absent' }
  | { operator: Exclude<Operator, 'pr'>; operand: string | boolean | Date };

const textual: readonly Operator[] = ['co', 'sw', 'ew'];
const ordering: readonly Operator[] = ['gt', 'ge', 'lt', 'le'];

/**
 * Holds a comparison against its attribute. `eq null` asks for the absent, `ne null` for the present.
 * @throws ScimError `invalidFilter`, also where RFC 7644 §3.4.2.2 asks for it: booleans and binaries have no order
 */
export function readCondition(target: Target, { operator, operand }: Comparison): Condition {
  if (operator === 'pr') return { operator };
  if (operand === null) {
    if (operator === 'eq') return { operator: 'absent' };
    if (operator === 'ne') return { operator: 'pr' };
    throw unfit(target, `null can be asked for with eq and ne alone`);
  }
  const { type, caseExact } = (target.sub ?? target.field).attribute;
  if (type === 'boolean' && (textual.includes(operator) || ordering.includes(operator)))
    throw unfit(target, `it is true or false and has no ${operator}`);
  if (type === 'binary' && ordering.includes(operator)) throw unfit(target, `binary values have no ${operator}`);
  if (type === 'dateTime' && textual.includes(operator)) throw unfit(target, `dates have no ${operator}`);
  if (type === 'boolean') return { operator, operand: toBoolean(target, operand) };
  if (type === 'dateTime') return { operator, operand: toDate(target, operand) };
  if (typeof operand === 'boolean') throw unfit(target, `it is text, so the value belongs in quotes`);
  const text = String(operand);
  return { operator, operand: caseExact ? text : text.toLowerCase() };
}

function toBoolean(target: Target, operand: string | number | boolean): boolean {
  // Entra: roles[primary eq "True"].value
  const text = String(operand).toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  throw unfit(target, `it is true or false, not ${quote(String(operand))}`);
}

const dateTime = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/i;

function toDate(target: Target, operand: string | number | boolean): Date {
  const [, day, time = '00:00', zone = 'Z'] = dateTime.exec(String(operand)) ?? [];
  const date = new Date(`${day}T${time}${zone.toUpperCase()}`);
  if (Number.isNaN(date.getTime()))
    throw unfit(target, `${quote(String(operand))} is not a date; write it like "2025-01-31T12:00:00Z"`);
  return date;
}

function unfit(target: Target, why: string): ScimError {
  return new ScimError(400, 'invalidFilter', `${label(target)} cannot be compared like that: ${why}.`);
}

/** Whether a value, in the letter case in which it was sent, meets the condition. */
export function meets(value: Value | undefined, condition: Condition, caseExact: boolean): boolean {
  const given = typeof value === 'string' && !caseExact ? value.toLowerCase() : value;
  const present = given !== undefined && given !== '';
  if (!('operand' in condition)) return condition.operator === 'pr' ? present : !present;
  return compares(given, condition);
}

function compares(given: Value | undefined, { operator, operand }: Extract<Condition, { operand: unknown }>): boolean {
  if (operator === 'ne') return given !== operand;
  if (operator === 'eq') return given === operand;
  if (typeof given !== 'string' || typeof operand !== 'string') return false;
  if (operator === 'co') return given.includes(operand);
  if (operator === 'sw') return given.startsWith(operand);
  if (operator === 'ew') return given.endsWith(operand);
  const order = Buffer.compare(Buffer.from(given), Buffer.from(operand));
  if (order === 0) return operator === 'ge' || operator === 'le';
  return order > 0 ? operator === 'gt' || operator === 'ge' : operator === 'lt' || operator === 'le';
}
