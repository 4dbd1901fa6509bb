import type { Where } from '#core/provisioning/contract.ts';
import { meets, readCondition } from './condition.ts';
import { ScimError } from './errors.ts';
import type { Comparison, Expression } from './filter-limits.ts';
import { constant, either, type FieldCondition, type Filter, fieldCondition, negate } from './filter-query.ts';
import { type Field, type Kind, label, type Target } from './path.ts';
import { placeOf } from './stored.ts';
import { nested, subTarget } from './value-filter.ts';

type Leaf = '$members' | '$groups';

/** The leaf by which core finds who is in a group and which groups somebody is in; undefined for other attributes. */
export function leafOf({ name }: Field): Leaf | undefined {
  return name === 'members' ? '$members' : name === 'groups' ? '$groups' : undefined;
}

/** Whether there is one at all. */
export function anyOf(leaf: Leaf): Filter {
  return { where: leafWhere(leaf, 'value', { $exists: true }), served: 'no' };
}

function leafWhere(leaf: Leaf, part: 'value' | 'display', condition: FieldCondition): Where {
  return leaf === '$members' ? { $members: condition } : { $groups: { [part]: condition } };
}

/** A comparison of `members.value`, `groups.display` and the like; one membership that meets it is enough. */
export function compareLeaf(kind: Kind, target: Target & { sub: Field }, comparison: Comparison): Filter {
  const condition = readCondition(target, comparison);
  if (condition.operator === 'absent') return negate(compareLeaf(kind, target, { ...comparison, operator: 'pr' }));
  return filterOf(target.field, chooseOne(kind, target, comparison, false));
}

/** What stands in the brackets of `members[…]` and `groups[…]`. */
export function compileLeaf(kind: Kind, field: Field, expression: Expression): Filter {
  return filterOf(field, choose(kind, field, expression, false));
}

/** Which memberships are meant: all, none, or those of a condition. */
type Chosen = boolean | Filter;

function filterOf(field: Field, chosen: Chosen): Filter {
  const leaf = leafOf(field);
  if (typeof chosen !== 'boolean') return chosen;
  return chosen && leaf ? anyOf(leaf) : constant(false);
}

function choose(kind: Kind, field: Field, expression: Expression, negated: boolean): Chosen {
  switch (expression.kind) {
    case 'values':
      throw nested(field);
    case 'not':
      return choose(kind, field, expression.part, !negated);
    case 'compare':
      return chooseOne(kind, subTarget(field, expression), expression, negated);
    default: {
      const parts = expression.parts.map(part => choose(kind, field, part, negated));
      return (expression.kind === 'and') === negated ? chooseAny(parts) : chooseAll(field, parts);
    }
  }
}

function chooseAny(parts: Chosen[]): Chosen {
  if (parts.includes(true)) return true;
  const conditions = parts.filter(part => typeof part !== 'boolean');
  return conditions.length > 0 && either(conditions);
}

/** Memberships are asked for by one condition at a time, since what two have in common is another question. */
function chooseAll(field: Field, parts: Chosen[]): Chosen {
  if (parts.includes(false)) return false;
  const [condition, ...more] = parts.filter(part => typeof part !== 'boolean');
  if (more.length === 0) return condition ?? true;
  throw new ScimError(
    400,
    'invalidFilter',
    `Within the brackets of ${label({ field })} stands one condition on value or display, or several joined by or.`,
  );
}

function chooseOne(kind: Kind, target: Target & { sub: Field }, comparison: Comparison, negated: boolean): Chosen {
  const place = placeOf(kind, target);
  const condition = readCondition(target, comparison);
  if (place?.at === 'leaf-constant') return meets(place.value, condition, target.sub.attribute.caseExact) !== negated;
  if (place?.at !== 'leaf') throw notKept(target);
  const { type } = target.sub.attribute;
  const wanted = fieldCondition(condition, type);
  const where = leafWhere(place.leaf, place.part, negated ? { $not: wanted } : wanted);
  return { where, served: !negated && place.part === 'value' && condition.operator === 'eq' ? 'few' : 'no' };
}

export function notKept(target: Target): ScimError {
  return new ScimError(400, 'invalidFilter', `${label(target)} cannot be asked for.`);
}
