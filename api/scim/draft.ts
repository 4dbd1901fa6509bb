import type { Resource, Value, Values } from '#core/provisioning/resource.ts';
import { ScimError } from './errors.ts';
import { type Field, fields } from './path.ts';

/** A user while its request is carried out. Its names are the table's, and the values are its own. */
export type Draft = { core: Values; enterprise: Values; changes: number };

/** How much one request may ask for one person; each value that is sent counts. */
const maxChanges = 1_000;

export function draftOf({ enterprise = {}, ...core }: Partial<Resource>): Draft {
  return { core: structuredClone(core) as Values, enterprise: structuredClone(enterprise), changes: 0 };
}

/** @throws ScimError once a request has asked too much, so that what it costs has an end */
export function count(draft: Draft, raw: unknown): void {
  draft.changes += 1 + (Array.isArray(raw) ? raw.length : 0);
  if (draft.changes > maxChanges)
    throw new ScimError(400, 'invalidValue', `A request asks for at most ${maxChanges} changes of one person.`);
}

/** What says which value it is, and is none by itself. */
const marks = new Set(['type', 'primary', 'display']);

/**
 * What a request has come to, by the table alone and in its order, without what is empty.
 * @throws ScimError `invalidValue`
 */
export function finish({ core, enterprise }: Draft): Resource {
  const extension = keep(enterprise, fields('User', 'enterprise'));
  const kept = keep(core, fields('User', 'core'));
  const resource = Object.keys(extension).length > 0 ? { ...kept, enterprise: extension } : kept;
  refuseLarge(resource);
  return asResource(resource);
}

/** What a page of people and their documents hold has an end by this. */
const maxCharacters = 65_536;

function refuseLarge(values: Values): void {
  const characters = charactersOf(values);
  if (characters > maxCharacters)
    throw new ScimError(
      400,
      'invalidValue',
      `All attributes of a person have at most ${maxCharacters} characters together; these have ${characters}. Map fewer of them.`,
    );
}

function charactersOf(value: Value): number {
  if (typeof value !== 'object') return typeof value === 'string' ? value.length : 1;
  let sum = 0;
  for (const each of Object.values(value)) sum += charactersOf(each);
  return sum;
}

function keep(values: Values, all: Iterable<Field>): Values {
  const kept: Values = {};
  for (const field of all) {
    const { mutability } = field.attribute;
    if (mutability === 'readOnly' || mutability === 'writeOnly') continue;
    const value = keepValue(field, values[field.name]);
    if (value !== undefined) kept[field.name] = value;
  }
  return kept;
}

function keepValue(field: Field, value: Value | undefined): Value | undefined {
  if (value === undefined || field.subs.size === 0) return value;
  if (!field.attribute.multiValued) return isValues(value) ? filled(keep(value, field.subs.values())) : undefined;
  const each = elements(value).map(element => keep(element, field.subs.values()));
  const worth = each.filter(element => Object.keys(element).some(name => !marks.has(name)));
  return worth.length > 0 ? worth : undefined;
}

function filled(values: Values): Values | undefined {
  return Object.keys(values).length > 0 ? values : undefined;
}

export function isValues(value: Value | undefined): value is Values {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The values of a multi-valued attribute. */
export function elements(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

/** Each value was read by the table. Who lacks userName or active is refused by core, which names all that is missing. */
function asResource(values: Values): Resource {
  return values as Resource;
}
