import type { Where } from '#core/provisioning/contract.ts';
import { literal } from '#core/provisioning/literal.ts';
import type { Condition } from './condition.ts';

/** How an index serves a condition: by finding the few that meet it, by a range of any size, or not at all. */
export type Served = 'few' | 'range' | 'no';

/** A filter, or a part of one. */
export type Filter = { where: Where; served: Served };

/** MongoDB's condition on one field. Text that is compared is folded already, and nothing of it is an operator. */
export type FieldCondition = { [operator: string]: unknown };

export function fieldCondition(condition: Condition, type: string): FieldCondition {
  if (!('operand' in condition)) {
    // RFC 7644 §3.4.2.2: present is what is not empty. Greater than empty text is all other text.
    const present = type === 'boolean' ? { $in: [true, false] } : type === 'dateTime' ? { $exists: true } : { $gt: '' };
    return condition.operator === 'pr' ? present : { $not: present };
  }
  const { operator, operand } = condition;
  switch (operator) {
    case 'co':
      return { $regex: literal(String(operand)) };
    case 'sw':
      return { $regex: `^${literal(String(operand))}` };
    case 'ew':
      return { $regex: `${literal(String(operand))}\\z` };
    case 'ge':
    case 'le':
      return { [operator === 'ge' ? '$gte' : '$lte']: operand };
    default:
      return { [`$${operator}`]: operand };
  }
}

export function both(parts: Filter[]): Filter {
  const served = parts.map(part => part.served);
  // Among few the rest may be looked at. Ranges are all of one attribute, and make a smaller one.
  const all = served.every(each => each === 'range') ? 'range' : 'no';
  return { where: { $and: parts.map(({ where }) => where) }, served: served.includes('few') ? 'few' : all };
}

export function either(parts: Filter[]): Filter {
  const served = parts.map(part => part.served);
  const all = served.includes('range') ? 'range' : 'few';
  return { where: { $or: parts.map(({ where }) => where) }, served: served.includes('no') ? 'no' : all };
}

export function negate({ where }: Filter): Filter {
  return { where: { $nor: [where] }, served: 'no' };
}

/** Everybody or nobody. */
export function constant(everybody: boolean): Filter {
  return everybody
    ? { where: { _id: { $exists: true } }, served: 'no' }
    : { where: { _id: { $in: [] } }, served: 'few' };
}
