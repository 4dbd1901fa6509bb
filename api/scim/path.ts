import {
  type Attribute,
  commonAttributes,
  enterpriseAttributes,
  enterpriseSchema,
  groupAttributes,
  groupSchema,
  userAttributes,
  userSchema,
} from '#core/provisioning/attributes.ts';
import { quote, ScimError, type ScimType } from './errors.ts';
import { type Expression, parseFilter } from './filter-limits.ts';

export type Kind = 'User' | 'Group';

/** An attribute at its place in the table. Requests' names are only ever looked up there, in lower case. */
export type Field = {
  attribute: Attribute;
  /** The canonical name, as answers write it below `core` or `enterprise`. */
  name: string;
  part: 'core' | 'enterprise';
  subs: ReadonlyMap<string, Field>;
};

export type Target = { field: Field; sub?: Field };

/** What a PATCH path names: an attribute; a schema as a whole; or `schemas`, which follows from the rest. */
export type Path =
  | ({ kind: 'attribute'; where?: Expression } & Target)
  | { kind: 'schema'; part: Field['part'] }
  | { kind: 'schemas' };

type Table = { schema: string; core: ReadonlyMap<string, Field>; enterprise: ReadonlyMap<string, Field> };

const tables: Record<Kind, Table> = {
  User: {
    schema: userSchema,
    core: fieldsOf([...commonAttributes, ...userAttributes], 'core'),
    enterprise: fieldsOf(enterpriseAttributes, 'enterprise'),
  },
  Group: {
    schema: groupSchema,
    core: fieldsOf([...commonAttributes, ...groupAttributes], 'core'),
    enterprise: new Map(),
  },
};

function fieldsOf(attributes: readonly Attribute[], part: Field['part']): ReadonlyMap<string, Field> {
  return new Map(
    attributes.map(attribute => {
      const field = { attribute, name: attribute.name, part, subs: fieldsOf(attribute.subAttributes ?? [], part) };
      return [attribute.name.toLowerCase(), field];
    }),
  );
}

/** The fields of a kind in the order of the table. */
export function fields(kind: Kind, part: Field['part']): Iterable<Field> {
  return tables[kind][part].values();
}

/** How details name a field. */
export function label({ field, sub }: Target): string {
  const name = field.part === 'enterprise' ? `${enterpriseSchema}:${field.name}` : field.name;
  return sub ? `${name}.${sub.name}` : name;
}

/** The attribute that a name without brackets stands for, in any letter case, with its schema's URN or without. */
export function findTarget(kind: Kind, name: string): Target | undefined {
  const { part, rest } = split(kind, name);
  const [first = '', second, ...more] = rest.split('.');
  const field = findField(kind, part, first.toLowerCase());
  if (!field || more.length > 0) return undefined;
  if (second === undefined) return { field };
  const sub = field.subs.get(second.toLowerCase());
  return sub && { field, sub };
}

/** The schema that a bare URN names. */
export function findSchema(kind: Kind, name: string): Field['part'] | undefined {
  const { part, rest } = split(kind, `${name}:`);
  return rest === '' ? part : undefined;
}

function split(kind: Kind, name: string): { part?: Field['part']; rest: string } {
  const lower = name.toLowerCase();
  for (const [schema, part] of [
    [tables[kind].schema, 'core'],
    [enterpriseSchema, 'enterprise'],
  ] as const)
    if (lower.startsWith(`${schema.toLowerCase()}:`)) return { part, rest: name.slice(schema.length + 1) };
  return { rest: name };
}

/** Entra may write `manager` and `department` without the extension's URN. */
function findField(kind: Kind, part: Field['part'] | undefined, lower: string): Field | undefined {
  const table = tables[kind];
  return (part ?? 'core') === 'core'
    ? (table.core.get(lower) ?? (part ? undefined : table.enterprise.get(lower)))
    : table.enterprise.get(lower);
}

/**
 * Reads a PATCH path, RFC 7644 §3.5.2, figure 7; undefined when it names nothing of the table.
 * @throws ScimError `invalidPath` or `invalidFilter` for one that names something but cannot be read
 */
export function parsePath(kind: Kind, text: string): Path | undefined {
  const path = text.trim();
  if (path.toLowerCase() === 'schemas') return { kind: 'schemas' };
  const open = path.indexOf('[');
  if (open === -1) {
    const part = findSchema(kind, path);
    if (part) return { kind: 'schema', part };
    const target = findTarget(kind, path);
    return target && { kind: 'attribute', ...target };
  }
  const target = findTarget(kind, path.slice(0, open));
  if (!target) return undefined;
  const { field } = target;
  const close = path.lastIndexOf(']');
  const tail = path.slice(close + 1);
  if (target.sub || !field.attribute.multiValued || close < open || (tail !== '' && !tail.startsWith('.')))
    throw new ScimError(400, 'invalidPath', `The path ${quote(path)} cannot be read. ${example(field)}`);
  const where = parseFilter(path.slice(open + 1, close));
  if (tail === '') return { kind: 'attribute', field, where };
  const sub = field.subs.get(tail.slice(1).toLowerCase());
  return sub && { kind: 'attribute', field, where, sub };
}

function example(field: Field): string {
  return field.attribute.multiValued
    ? `It looks like: ${field.name}[type eq "work"].value.`
    : `${label({ field })} has one value, so that brackets have no meaning there.`;
}

/** The refusal of a path or name that the table does not have. */
export function unknownPath(kind: Kind, path: string, scimType: ScimType = 'invalidPath'): ScimError {
  const open = path.indexOf('[');
  const close = path.lastIndexOf(']');
  const plain = open === -1 ? path : path.slice(0, open) + path.slice(Math.max(open, close + 1));
  const dot = plain.lastIndexOf('.');
  const parent = dot === -1 ? undefined : findTarget(kind, plain.slice(0, dot).trim());
  const detail =
    parent && !parent.sub && parent.field.subs.size > 0
      ? `${label(parent)} has no part ${quote(plain.slice(dot + 1))}. It has: ${subNames(parent.field)}.`
      : `${quote(path)} is not an attribute of a ${kind} here. GET /Schemas lists all of them; use one of those, or take it out of the attribute mapping.`;
  return new ScimError(400, scimType, detail);
}

/** The parts of an attribute, as details list them. */
export function subNames(field: Field): string {
  return [...field.subs.values()].map(({ name }) => name).join(', ');
}
