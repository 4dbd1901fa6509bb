import { enterpriseSchema, userSchema } from '#core/provisioning/attributes.ts';
import type { Value, Values } from '#core/provisioning/resource.ts';
import { isObject } from '../is-object.ts';
import { changeValues, type Verb } from './change-values.ts';
import { count, type Draft, isValues } from './draft.ts';
import { ScimError } from './errors.ts';
import { type Field, label, type Path, parsePath, type Target, unknownPath } from './path.ts';
import { describe, objectOf, readSimple } from './read-value.ts';

/** A change of what a path names. @throws ScimError, `mutability` for what is read-only */
export function changeAt(draft: Draft, verb: Verb, text: string, raw: unknown): void {
  const path = parsePath('User', text);
  if (!path) throw unknownPath('User', text);
  if (path.kind === 'attribute' && isReadOnly(path)) throw readOnly(path);
  change(draft, verb, path, raw);
}

export function readOnly(target: Target): ScimError {
  return new ScimError(400, 'mutability', `${label(target)} is read-only. Take it out of the attribute mapping.`);
}

export function isReadOnly({ field, sub }: Target): boolean {
  return field.attribute.mutability === 'readOnly' || sub?.attribute.mutability === 'readOnly';
}

/**
 * A change without a path: names of attributes, flat ones such as `name.givenName`, paths with brackets, schemas' URNs.
 * What is unknown or read-only is passed over, RFC 7644 §3.3.
 */
export function changeAll(draft: Draft, verb: Verb, raw: unknown): void {
  for (const [name, value] of entriesOf(raw)) {
    const path = parsePath('User', name);
    if (path && !(path.kind === 'attribute' && isReadOnly(path))) change(draft, verb, path, value);
  }
}

/** What stands without a path. @throws ScimError `invalidSyntax` for what has no names */
export function entriesOf(raw: unknown): [string, unknown][] {
  if (isObject(raw)) return Object.entries(raw);
  throw new ScimError(400, 'invalidSyntax', `Without a path, value is an object of attributes, not ${describe(raw)}.`);
}

function change(draft: Draft, verb: Verb, path: Path, raw: unknown): void {
  if (path.kind === 'schema') changeSchema(draft, verb, path.part, raw);
  if (path.kind !== 'attribute' || path.field.attribute.mutability === 'writeOnly') return;
  count(draft, raw);
  const { field, sub } = path;
  const values = draft[field.part];
  const former = values[field.name];
  if (field.attribute.multiValued) values[field.name] = changeValues(former, { ...path, verb, raw });
  else if (field.subs.size === 0 || sub) changeSimple(sub ? partsOf(values, field) : values, path, verb, raw);
  else values[field.name] = changeParts(former, verb, field, raw);
}

/** The extension, or the core, as a whole; each attribute in it counts by itself. */
function changeSchema(draft: Draft, verb: Verb, part: Field['part'], raw: unknown): void {
  if (verb === 'remove' || (raw === null && verb === 'replace')) {
    if (part === 'core') throw new ScimError(400, 'noTarget', 'A user without attributes is none; DELETE removes one.');
    draft.enterprise = {};
    return;
  }
  if (raw === null) return;
  const schema = part === 'core' ? userSchema : enterpriseSchema;
  for (const [name, value] of entriesOf(raw)) {
    const path = parsePath('User', `${schema}:${name}`);
    if (path?.kind === 'attribute' && !isReadOnly(path)) change(draft, verb, path, value);
  }
}

function changeSimple(values: Values, target: Target, verb: Verb, raw: unknown): void {
  const { name } = target.sub ?? target.field;
  if (verb === 'add' && raw === null) return;
  const value = verb === 'remove' ? undefined : readSimple(target, raw);
  if (value === undefined) delete values[name];
  else values[name] = value;
}

function partsOf(values: Values, field: Field): Values {
  const former = values[field.name];
  const parts = isValues(former) ? former : {};
  values[field.name] = parts;
  return parts;
}

/** RFC 7644 §3.5.2.3: what is sent of a complex attribute replaces its like, what is not sent stays. */
function changeParts(former: Value | undefined, verb: Verb, field: Field, raw: unknown): Values {
  const values = isValues(former) ? { ...former } : {};
  if (raw === null && verb === 'add') return values;
  // Entra clears a manager with empty text.
  if (verb === 'remove' || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0)) return {};
  for (const [name, value] of Object.entries(objectOf(field, raw))) {
    const sub = field.subs.get(name.toLowerCase());
    if (sub && !isReadOnly({ field, sub })) changeSimple(values, { field, sub }, verb, value);
  }
  return values;
}
