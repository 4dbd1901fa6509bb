import type { Value, Values } from '#core/provisioning/resource.ts';
import { elements } from './draft.ts';
import { ScimError } from './errors.ts';
import type { Expression } from './filter-limits.ts';
import { type Field, label } from './path.ts';
import { maxValues, readComplex, readPlural, same, tooMany } from './read-value.ts';
import { checkWhere, matches, seedOf } from './value-filter.ts';

export type Verb = 'add' | 'replace' | 'remove';

/** A change of a multi-valued attribute: of all its values, or of those that the brackets choose, or of one part. */
export type PluralChange = { verb: Verb; field: Field; sub?: Field; where?: Expression; raw: unknown };

/** The values after the change, RFC 7644 §3.5.2.1 to 3. At most one of them is primary: the newest to be so. */
export function changeValues(former: Value | undefined, change: PluralChange): Values[] {
  const values = elements(former).map(value => ({ ...value }));
  const { touched, after } = change.where || change.sub ? changeSome(values, change) : changeAll(values, change);
  if (after.length > maxValues) throw tooMany(change.field);
  const primary = touched.find(value => value.primary === true) ?? after.find(value => value.primary === true);
  for (const value of after) if (value !== primary && value.primary === true) value.primary = false;
  return after;
}

type Outcome = { after: Values[]; touched: Values[] };

function changeAll(values: Values[], { verb, field, raw }: PluralChange): Outcome {
  if (verb === 'remove') {
    // Entra's default dialect: only those that are listed go.
    const gone = raw === undefined || raw === null ? undefined : readPlural(field, raw);
    return { after: values.filter(value => gone && !gone.some(one => isSame(field, one, value))), touched: [] };
  }
  if (verb === 'add' && (raw === undefined || raw === null)) return { after: values, touched: [] };
  const sent = readPlural(field, raw);
  return join(field, verb === 'replace' ? [] : values, sent);
}

/** Adds values, but for those that are there. */
function join(field: Field, values: Values[], sent: Values[]): Outcome {
  const after = [...values];
  const touched = sent.map(one => {
    const known = after.find(value => isSame(field, one, value));
    if (!known) after.push(one);
    return known ? merge(field, known, one) : one;
  });
  return { after, touched };
}

/** What is there already stays as it is, letter case included. */
function merge(field: Field, known: Values, sent: Values): Values {
  for (const sub of field.subs.values()) {
    const value = sent[sub.name];
    if (value !== undefined && !same(sub, value, known[sub.name])) known[sub.name] = value;
  }
  return known;
}

/** Whether a value that was sent is one that is there, which may have more or fewer parts. */
function isSame(field: Field, sent: Values, known: Values): boolean {
  const by = sent.value === undefined ? Object.keys(sent) : ['value', ...(sent.type && known.type ? ['type'] : [])];
  return by.every(name => {
    const sub = field.subs.get(name.toLowerCase());
    return sub !== undefined && same(sub, sent[name], known[name]);
  });
}

function changeSome(values: Values[], change: PluralChange): Outcome {
  const { field, sub, where, verb, raw } = change;
  if (where) checkWhere(field, where);
  const chosen = where ? values.filter(value => matches(field, value, where)) : theOnly(values, change);
  const sent = verb === 'remove' ? undefined : readComplex(field, sub ? { [sub.name]: raw } : raw);
  if (!sent) return clear(values, chosen, change);
  if (chosen.length === 0) return join(field, values, [{ ...seed(change), ...sent }]);
  if (verb === 'replace' && !sub) {
    const made = { ...(where ? seedFrom(field, where) : {}), ...sent };
    const place = values.findIndex(value => chosen.includes(value));
    const others = values.filter(value => !chosen.includes(value));
    const { after, touched } = join(field, others, [made]);
    return { after: after.includes(made) ? others.toSpliced(place, 0, made) : after, touched };
  }
  for (const value of chosen) Object.assign(value, sent);
  return { after: values, touched: chosen };
}

/** Removing what is not there is done already; an add of nothing changes nothing. */
function clear(values: Values[], chosen: Values[], { verb, sub, raw }: PluralChange): Outcome {
  if (verb === 'add' && (raw === undefined || raw === null)) return { after: values, touched: [] };
  if (!sub) return { after: values.filter(value => !chosen.includes(value)), touched: [] };
  for (const value of chosen) delete value[sub.name];
  return { after: values, touched: [] };
}

/** `emails.value` says which value is meant only as long as there are not two. */
function theOnly(values: Values[], { field, sub }: PluralChange): Values[] {
  if (values.length < 2) return values;
  throw new ScimError(
    400,
    'invalidPath',
    `${label({ field })} has ${values.length} values. Say which one is meant: ${field.name}[type eq "work"].${sub?.name}.`,
  );
}

/**
 * RFC 7644 §3.5.2.3 has noTarget where brackets choose nothing; Entra, its validator and every customer expect the
 * value to be made.
 */
function seed({ field, where }: PluralChange): Values {
  if (!where) return {};
  const seeded = seedFrom(field, where);
  if (matches(field, seeded, where)) return seeded;
  throw new ScimError(
    400,
    'noTarget',
    `No value of ${label({ field })} is chosen by the brackets, and they do not say how to make one: use eq, joined by and.`,
  );
}

function seedFrom(field: Field, where: Expression): Values {
  return readComplex(field, seedOf(field, where)) ?? {};
}
