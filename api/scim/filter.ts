import { enterpriseSchema, groupSchema, userSchema } from '#core/provisioning/attributes.ts';
import type { Where } from '#core/provisioning/contract.ts';
import { type Condition, meets, readCondition } from './condition.ts';
import { quote, ScimError } from './errors.ts';
import { anyOf, compareLeaf, compileLeaf, leafOf, notKept } from './filter-leaf.ts';
import { type Comparison, type Expression, parseFilter } from './filter-limits.ts';
import { both, constant, either, type Filter, fieldCondition, negate } from './filter-query.ts';
import { type Field, findTarget, type Kind, type Target, unknownPath } from './path.ts';
import { folded, placeOf, servedBy, simpleTarget } from './stored.ts';
import { nested, subTarget } from './value-filter.ts';

/** MongoDB's condition; `indexed` where an index serves it so that nobody has to be looked through. */
type Compiled = { where: Where; indexed: boolean };

/** The condition on a person's document. @throws ScimError `invalidFilter` */
export function compileUserFilter(text: string): Compiled {
  return compile('User', parseFilter(text));
}

/** The condition on a group's document, as `compileUserFilter`. */
export function compileGroupFilter(text: string): Compiled {
  return compile('Group', parseFilter(text));
}

/**
 * Where what is sorted by is stored. Of a multi-valued attribute the least value counts, or the greatest.
 * @throws ScimError `invalidValue`
 */
export function sortPath(kind: Kind, sortBy: string): string {
  const target = findTarget(kind, sortBy.trim());
  const simple = target && (target.sub || target.field.subs.size === 0 || target.field.subs.has('value'));
  const place = simple ? placeOf(kind, simpleTarget(target)) : undefined;
  if (place?.at === 'path' || place?.at === 'version') return place.path;
  throw new ScimError(400, 'invalidValue', `Nothing is sorted by ${quote(sortBy)}; displayName would do.`);
}

function compile(kind: Kind, expression: Expression): Compiled {
  const { where, served } = join(expression, {
    compare: comparison => compare(kind, comparison),
    values: (path, part) => compileValues(kind, path, part),
  });
  return { where, indexed: served !== 'no' };
}

type Leaves = {
  compare: (comparison: Comparison) => Filter;
  values: (path: string, part: Expression) => Filter;
};

function join(expression: Expression, leaves: Leaves): Filter {
  switch (expression.kind) {
    case 'and':
      return both(expression.parts.map(part => join(part, leaves)));
    case 'or':
      return either(expression.parts.map(part => join(part, leaves)));
    case 'not':
      return negate(join(expression.part, leaves));
    case 'values':
      return leaves.values(expression.path, expression.part);
    case 'compare':
      return leaves.compare(expression);
  }
}

function targetOf(kind: Kind, path: string): Target {
  const target = findTarget(kind, path);
  if (target) return target;
  throw unknownPath(kind, path, 'invalidFilter');
}

/** `emails[…]`: all of the brackets is about one and the same value. */
function compileValues(kind: Kind, path: string, part: Expression): Filter {
  const { field, sub } = targetOf(kind, path);
  if (sub || field.subs.size === 0)
    throw new ScimError(400, 'invalidFilter', `Brackets have no meaning after ${quote(path)}.`);
  const refuse = () => {
    throw nested(field);
  };
  if (leafOf(field)) return compileLeaf(kind, field, part);
  if (!field.attribute.multiValued)
    return join(part, {
      compare: each => compare(kind, { ...each, path: `${path}.${subTarget(field, each).sub.name}` }),
      values: refuse,
    });
  const { where, served } = join(part, { compare: each => compareWithin(kind, field, each), values: refuse });
  return { where: { [folded({ field })]: { $elemMatch: where } }, served };
}

function compareWithin(kind: Kind, field: Field, comparison: Comparison): Filter {
  const target = subTarget(field, comparison);
  if (placeOf(kind, target)?.at !== 'path') throw notKept(target);
  const condition = readCondition(target, comparison);
  return {
    where: { [target.sub.name]: fieldCondition(condition, target.sub.attribute.type) },
    served: servedBy(kind, folded(target), condition.operator),
  };
}

function compare(kind: Kind, comparison: Comparison): Filter {
  if (comparison.path.toLowerCase() === 'schemas') return compareSchemas(kind, comparison);
  const named = targetOf(kind, comparison.path);
  const { operator, operand } = comparison;
  const presence = operator === 'pr' || (operand === null && (operator === 'eq' || operator === 'ne'));
  if (!named.sub && named.field.subs.size > 0 && presence) {
    const present = isPresent(named.field);
    return operator === 'eq' ? negate(present) : present;
  }
  const target = simpleTarget(named);
  if (target.sub && leafOf(target.field)) return compareLeaf(kind, { ...target, sub: target.sub }, comparison);
  return compareStored(kind, target, comparison);
}

/** A complex attribute as a whole. */
function isPresent(field: Field): Filter {
  const leaf = leafOf(field);
  if (leaf) return anyOf(leaf);
  if (field.name === 'meta') return constant(true);
  const path = folded({ field });
  return field.attribute.multiValued
    ? { where: { [`${path}.0`]: { $exists: true } }, served: 'no' }
    : { where: { [path]: { $exists: true, $ne: {} } }, served: 'no' };
}

function compareStored(kind: Kind, target: Target, comparison: Comparison): Filter {
  const place = placeOf(kind, target);
  if (!place) throw notKept(target);
  const condition = readCondition(target, comparison);
  const { attribute } = target.sub ?? target.field;
  if (place.at === 'version') return compareVersion(place.path, target, condition);
  if (place.at === 'constant') return constant(meets(place.value, condition, attribute.caseExact));
  if (place.at !== 'path') throw notKept(target);
  const { field, sub } = target;
  // Of several values it is enough that one differs.
  if (sub && field.attribute.multiValued && condition.operator === 'ne')
    return {
      where: { [folded({ field })]: { $elemMatch: { [sub.name]: fieldCondition(condition, attribute.type) } } },
      served: 'no',
    };
  return {
    where: { [place.path]: fieldCondition(condition, attribute.type) },
    served: servedBy(kind, place.path, condition.operator),
  };
}

function compareVersion(path: string, target: Target, condition: Condition): Filter {
  if (!('operand' in condition)) return constant(condition.operator === 'pr');
  const { operator, operand } = condition;
  if (operator !== 'eq' && operator !== 'ne') throw notKept(target);
  const number = /^(?:W\/)?"?(\d{1,15})"?$/i.exec(String(operand))?.[1];
  return { where: { [path]: { [`$${operator}`]: Number(number ?? -1) } }, served: 'no' };
}

/** `schemas` follows from what there is. */
function compareSchemas(kind: Kind, { operator, operand }: Comparison): Filter {
  if (operator === 'pr') return constant(true);
  if (operator !== 'eq') throw new ScimError(400, 'invalidFilter', 'schemas can be asked for with eq alone.');
  const schema = String(operand).toLowerCase();
  if (schema === (kind === 'User' ? userSchema : groupSchema).toLowerCase()) return constant(true);
  if (kind === 'Group' || schema !== enterpriseSchema.toLowerCase()) return constant(false);
  return { where: { 'directory.folded.enterprise': { $exists: true, $ne: {} } }, served: 'no' };
}
