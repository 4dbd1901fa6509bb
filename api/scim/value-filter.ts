import type { Values } from '#core/provisioning/resource.ts';
import { meets, readCondition } from './condition.ts';
import { quote, ScimError } from './errors.ts';
import type { Comparison, Expression } from './filter-limits.ts';
import { type Field, label, subNames, type Target } from './path.ts';

/** Whether one value of a multi-valued attribute meets what stood in the brackets. */
export function matches(field: Field, value: Values, where: Expression): boolean {
  switch (where.kind) {
    case 'and':
      return where.parts.every(part => matches(field, value, part));
    case 'or':
      return where.parts.some(part => matches(field, value, part));
    case 'not':
      return !matches(field, value, where.part);
    case 'values':
      throw nested(field);
    case 'compare': {
      const target = subTarget(field, where);
      const condition = readCondition(target, where);
      return meets(value[target.sub.name], condition, target.sub.attribute.caseExact);
    }
  }
}

/**
 * Looks at every comparison of the brackets, also those that the values at hand would never come to.
 * @throws ScimError `invalidFilter`
 */
export function checkWhere(field: Field, where: Expression): void {
  if (where.kind === 'values') throw nested(field);
  if (where.kind === 'compare') readCondition(subTarget(field, where), where);
  else for (const part of where.kind === 'not' ? [where.part] : where.parts) checkWhere(field, part);
}

/** What a new value has to begin with in order to meet the brackets; undefined when they do not say. */
export function seedOf(field: Field, where: Expression): { [name: string]: unknown } | undefined {
  if (where.kind === 'compare') {
    if (where.operator !== 'eq' || where.operand === null) return undefined;
    return { [subTarget(field, where).sub.name]: where.operand };
  }
  if (where.kind !== 'and') return undefined;
  const seeds = where.parts.map(part => seedOf(field, part));
  return seeds.includes(undefined) ? undefined : Object.assign({}, ...seeds);
}

/** The part of a value that a comparison in brackets is about. */
export function subTarget(field: Field, { path }: Comparison): Target & { sub: Field } {
  const sub = field.subs.get(path.toLowerCase());
  if (sub) return { field, sub };
  throw new ScimError(
    400,
    'invalidFilter',
    `${label({ field })} has no part ${quote(path)}. It has: ${subNames(field)}.`,
  );
}

export function nested(field: Field): ScimError {
  return new ScimError(400, 'invalidFilter', `Brackets cannot stand within the brackets of ${label({ field })}.`);
}
