import { logWords } from './log-words.ts';
import type { Change, Verb } from './model.ts';
import type { Resource, Value, Values } from './resource.ts';

const shownAtMost = 100;
const longestValue = 300;

/**
 * What differs, each attribute by its dotted name: `name.givenName`, and `emails.work.value` for an element of a list,
 * which goes by its type, else by its place. Elements of other types in another order are the same.
 */
export function changesOf(before: Values, after: Values): Change[] {
  const [former, latter] = [flatten(before), flatten(after)];
  const changes: Change[] = [];
  for (const attribute of new Set([...former.keys(), ...latter.keys()])) {
    const [was, is] = [former.get(attribute), latter.get(attribute)];
    if (was === is || isOwnLabel(attribute, was, is)) continue;
    changes.push({
      attribute,
      ...(was === undefined ? {} : { before: shown(was) }),
      ...(is === undefined ? {} : { after: shown(is) }),
    });
  }
  if (changes.length <= shownAtMost) return changes;
  const more = changes.length - shownAtMost;
  return [...changes.slice(0, shownAtMost), { attribute: '…', after: `${more} more` }];
}

/** Whether a type only says what the name of the attribute says already, for an element that came or went. */
function isOwnLabel(attribute: string, was: Plain | undefined, is: Plain | undefined): boolean {
  const [label, last] = attribute.split('.').slice(-2);
  const only = was ?? is;
  return last === 'type' && (was === undefined || is === undefined) && label === String(only).toLowerCase();
}

type Plain = string | boolean;

function flatten(values: Values): Map<string, Plain> {
  const flat = new Map<string, Plain>();
  for (const [name, value] of Object.entries(values)) put(flat, name, value);
  return flat;
}

function put(flat: Map<string, Plain>, name: string, value: Value | undefined): void {
  if (Array.isArray(value)) putList(flat, name, value);
  else if (typeof value === 'object')
    for (const [sub, each] of Object.entries(value)) put(flat, `${name}.${sub}`, each);
  else if (value !== undefined) flat.set(name, value);
}

function putList(flat: Map<string, Plain>, name: string, values: Value[]): void {
  const used = new Map<string, number>();
  for (const [place, value] of values.entries()) {
    const type = typeof value === 'object' && !Array.isArray(value) ? value.type : undefined;
    const label = typeof type === 'string' && type !== '' ? type.toLowerCase() : String(place + 1);
    const count = (used.get(label) ?? 0) + 1;
    used.set(label, count);
    put(flat, `${name}.${count === 1 ? label : `${label} ${count}`}`, value);
  }
}

function shown(value: Plain): Plain {
  return typeof value === 'string' && value.length > longestValue ? `${value.slice(0, longestValue - 1)}…` : value;
}

/** What the log calls a change, and its reason in plain words. */
export function verdictOf(
  before: Pick<Resource, 'active'>,
  after: Pick<Resource, 'active'>,
  changes: Change[],
): { verb: Verb; reason: string } {
  if (changes.length === 0) return { verb: 'skip', reason: logWords.unchanged };
  const others = changes.filter(({ attribute }) => attribute !== 'active');
  const also = others.length > 0 ? ` ${logWords.updated(others)}` : '';
  if (before.active && !after.active) return { verb: 'disable', reason: `${logWords.disabled}${also}` };
  if (!before.active && after.active) return { verb: 'update', reason: `${logWords.enabledAgain}${also}` };
  return { verb: 'update', reason: logWords.updated(changes) };
}
