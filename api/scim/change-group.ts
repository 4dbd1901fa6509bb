import type { MemberChange } from '#core/provisioning/contract.ts';
import { isObject } from '../is-object.ts';
import { entriesOf, isReadOnly, readOnly } from './change-user.ts';
import type { Verb } from './change-values.ts';
import { quote, ScimError } from './errors.ts';
import type { Expression } from './filter-limits.ts';
import { type Path, parsePath, unknownPath } from './path.ts';
import { own, readSimple, unfit } from './read-value.ts';
import { subTarget } from './value-filter.ts';

/** What a PATCH asks of a group; null takes an externalId away. */
export type GroupPatch = { displayName?: string; externalId?: string | null; members: MemberChange[] };

type Step = { op: Verb; path?: string; value?: unknown };
type Named = Extract<Path, { kind: 'attribute' }>;

/** Adds to the patch what one operation asks. @throws ScimError */
export function changeGroup(patch: GroupPatch, { op, path: text, value }: Step): void {
  if (text === undefined) {
    changeNamed(patch, op, value);
    return;
  }
  const path = parsePath('Group', text);
  if (!path || (path.kind === 'schema' && path.part === 'enterprise')) throw unknownPath('Group', text);
  if (path.kind === 'schema') changeNamed(patch, op, value);
  if (path.kind !== 'attribute') return;
  if (isReadOnly(path)) throw readOnly(path);
  change(patch, op, path, value);
}

/** Okta sends `{id, displayName}` without a path along with every change of members. */
function changeNamed(patch: GroupPatch, op: Verb, value: unknown): void {
  if (op === 'remove') throw new ScimError(400, 'noTarget', 'A group without attributes is none; DELETE removes one.');
  for (const [name, each] of entriesOf(value)) {
    const path = parsePath('Group', name);
    if (path?.kind === 'attribute' && !isReadOnly(path)) change(patch, op, path, each);
  }
}

function change(patch: GroupPatch, op: Verb, path: Named, value: unknown): void {
  if (path.field.name === 'members') {
    for (const step of changeMembers(op, path, value)) join(patch.members, step);
    return;
  }
  if (op === 'add' && value === null) return;
  const text = op === 'remove' ? undefined : readSimple(path, value);
  if (path.field.name === 'externalId') patch.externalId = typeof text === 'string' ? text : null;
  if (path.field.name !== 'displayName') return;
  if (typeof text !== 'string') throw unfit(path, 'is what a group is known by and cannot be taken away');
  patch.displayName = text;
}

/** Okta's catalogue apps send an operation for each member. */
function join(changes: MemberChange[], next: MemberChange): void {
  const last = changes.at(-1);
  if (last?.kind !== next.kind || next.kind === 'replace') changes.push(next);
  else for (const person of next.people) last.people.push(person);
}

function changeMembers(op: Verb, { field, sub, where }: Named, value: unknown): MemberChange[] {
  if (sub)
    throw new ScimError(400, 'mutability', `members.${sub.name} does not change; remove a member and add another.`);
  if (where) {
    const chosen = idsOf(where);
    if (!chosen) throw new ScimError(400, 'invalidFilter', 'Members are chosen by their ids: members[value eq "…"].');
    const gone: MemberChange = { kind: 'remove', people: chosen };
    if (op === 'remove') return [gone];
    return op === 'add' ? [{ kind: 'add', people: chosen }] : [gone, { kind: 'add', people: readMembers(value) }];
  }
  if (op === 'remove' && (value === undefined || value === null)) return [{ kind: 'replace', people: [] }];
  const people = readMembers(value);
  return people.length === 0 && op !== 'replace' ? [] : [{ kind: op, people }];

  /** Terms of `value eq`, joined by `or`; that a member is a User goes without saying. */
  function idsOf(expression: Expression): string[] | undefined {
    if (expression.kind === 'and') {
      const [only, ...others] = expression.parts.filter(part => !isUserType(part));
      return only && others.length === 0 ? idsOf(only) : undefined;
    }
    if (expression.kind === 'or') {
      const each = expression.parts.map(idsOf);
      return each.includes(undefined) ? undefined : each.flatMap(ids => ids ?? []);
    }
    if (expression.kind !== 'compare' || subTarget(field, expression).sub.name !== 'value') return undefined;
    const { operator, operand } = expression;
    return operator === 'eq' && typeof operand === 'string' ? [operand] : undefined;
  }

  function isUserType(expression: Expression): boolean {
    if (expression.kind !== 'compare' || subTarget(field, expression).sub.name !== 'type') return false;
    return expression.operator === 'eq' && String(expression.operand).toLowerCase() === 'user';
  }
}

/**
 * The ids of members as they are sent: objects with `value`, ids alone, one or many.
 * @throws ScimError `invalidValue`
 */
function readMembers(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const all = Array.isArray(value) ? value : [value];
  return [...new Set(all.map(readMember))];
}

const maxIdLength = 200;

function readMember(member: unknown): string {
  const id = isObject(member) ? own(member, 'value') : member;
  if (typeof id !== 'string' || id.trim() === '')
    throw new ScimError(400, 'invalidValue', 'Each of members needs a value, the id that the person has here.');
  if (id.length > maxIdLength) throw new ScimError(400, 'invalidValue', `${quote(id)} is no id of a person.`);
  return id;
}
