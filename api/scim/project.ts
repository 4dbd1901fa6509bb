import { enterpriseSchema } from '#core/provisioning/attributes.ts';
import { isObject } from '../is-object.ts';
import { ScimError } from './errors.ts';
import { type Field, fields, findSchema, findTarget, type Kind } from './path.ts';
import type { Json } from './values.ts';

/** Which attributes an answer shows. */
export type Selection = {
  /** Whether anything of an attribute, by its name or path, will be shown: what is not need not be read. */
  wants: (path: string) => boolean;
  apply: (json: Json) => Json;
};

/** Names apart by commas, or a list of them. */
export type Asked = { attributes?: string | string[] | undefined; excludedAttributes?: string | string[] | undefined };

/** What is named of an attribute: all of it, or some parts. */
type Named = Map<Field, 'all' | Set<Field>>;

/** RFC 7644 §3.9. Unknown names are passed over; `schemas` and what is `returned: always` is always there. @throws ScimError */
export function selection({ attributes, excludedAttributes }: Asked, kind: Kind): Selection {
  const included = namesOf(attributes);
  const excluded = namesOf(excludedAttributes);
  const wanted = included.length > 0 ? resolve(included, kind) : undefined;
  const unwanted = resolve(excluded, kind);
  const show = (field: Field, value: unknown): unknown => {
    const { returned } = field.attribute;
    if (returned === 'always') return value;
    if (returned === 'never') return undefined;
    const named = wanted ? wanted.get(field) : returned === 'request' ? undefined : 'all';
    const without = unwanted.get(field);
    if (named === undefined || without === 'all') return undefined;
    return named === 'all' && !without ? value : parts(value, field, named, without);
  };
  return {
    wants: path => {
      const target = findTarget(kind, path);
      return target !== undefined && show(target.field, sample(target.field)) !== undefined;
    },
    apply: json => ({ ...project(json, kind, show), schemas: json.schemas, id: json.id }),
  };
}

type Show = (field: Field, value: unknown) => unknown;

function project(json: Json, kind: Kind, show: Show): Record<string, unknown> {
  const shown: Record<string, unknown> = { schemas: json.schemas };
  for (const field of fields(kind, 'core')) keep(shown, field, json[field.name], show);
  const extension: Record<string, unknown> = {};
  const given = json[enterpriseSchema];
  if (isObject(given)) for (const field of fields(kind, 'enterprise')) keep(extension, field, given[field.name], show);
  return Object.keys(extension).length > 0 ? { ...shown, [enterpriseSchema]: extension } : shown;
}

function keep(shown: Record<string, unknown>, field: Field, value: unknown, show: Show): void {
  const kept = value === undefined ? undefined : show(field, value);
  if (kept !== undefined) shown[field.name] = kept;
}

/** More than there are attributes by far. */
const maxNames = 500;

function namesOf(asked: string | string[] | undefined): string[] {
  const names = typeof asked === 'string' ? asked.split(',') : (asked ?? []).flatMap(each => each.split(','));
  if (names.length > maxNames) throw new ScimError(400, 'invalidValue', `At most ${maxNames} attributes can be named.`);
  return names.map(name => name.trim()).filter(name => name !== '');
}

function resolve(names: string[], kind: Kind): Named {
  const named: Named = new Map();
  for (const name of names) {
    const part = findSchema(kind, name);
    for (const field of part ? fields(kind, part) : []) named.set(field, 'all');
    const target = findTarget(kind, withoutBrackets(name));
    if (target) add(named, target.field, target.sub);
  }
  return named;
}

function withoutBrackets(name: string): string {
  const [open, close] = [name.indexOf('['), name.lastIndexOf(']')];
  return open === -1 || close < open ? name : name.slice(0, open) + name.slice(close + 1);
}

function add(named: Named, field: Field, sub: Field | undefined): void {
  const former = named.get(field);
  if (former === 'all') return;
  if (!sub) named.set(field, 'all');
  else named.set(field, (former ?? new Set<Field>()).add(sub));
}

function parts(value: unknown, field: Field, named: 'all' | Set<Field>, without: Set<Field> | undefined): unknown {
  const subs = [...field.subs.values()].filter(sub => (named === 'all' || named.has(sub)) && !without?.has(sub));
  const some = (whole: unknown) =>
    isObject(whole)
      ? Object.fromEntries(subs.flatMap(({ name }) => (whole[name] === undefined ? [] : [[name, whole[name]]])))
      : {};
  const isFilled = (part: object) => Object.keys(part).length > 0;
  if (!Array.isArray(value)) return [some(value)].find(isFilled);
  const kept = value.map(some).filter(isFilled);
  return kept.length > 0 ? kept : undefined;
}

/** A value with every part, to find out whether any of it would be shown. */
function sample({ subs }: Field): unknown {
  return subs.size > 0 ? Object.fromEntries([...subs.values()].map(({ name }) => [name, ''])) : '';
}
