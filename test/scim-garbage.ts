import fc from 'fast-check';
import { names } from './scim-allowed.ts';

export const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const leaf = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'True',
    'false',
    'work',
    'ada@x.example',
    '{"value":"Admin","displayName":"A"}',
    '{"value":',
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom<unknown>(null, true, false, 0, 1.5, [], {}, [null], [[]], [['x']], [{}]),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const known = fc.constantFrom(
  'value',
  'type',
  'primary',
  'display',
  'givenName',
  'formatted',
  'VALUE',
  '$ref',
  '__proto__',
);
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.oneof(known, name), tie('value')), { maxLength: 5 }).map(entries => ({ entries })),
  ),
}));

/** As JSON.parse makes it: `__proto__` is a name like any other there. */
function materialize(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(materialize);
  if (typeof given !== 'object' || given === null) return given;
  const made = Object.create(null);
  for (const [key, each] of 'entries' in given ? (given.entries as [string, unknown][]) : []) {
    Object.defineProperty(made, key, {
      value: materialize(each),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return JSON.parse(JSON.stringify(made));
}

export const json = value.map(materialize);
const op = fc.constantFrom('add', 'Add', 'replace', 'Replace', 'remove', 'REMOVE');
const garbage = fc.record(
  { op: fc.oneof({ weight: 9, arbitrary: op }, leaf), path: name, value: json },
  { requiredKeys: ['op'] },
);

const fitting = fc.oneof(
  fc.constantFrom('a', 'ada@x.example', 'True', 'False', '', null),
  fc.array(
    fc.record({ value: fc.constantFrom('a', 'A', 'b'), type: fc.constantFrom('work', 'home'), primary: fc.boolean() }),
  ),
);
const plausible = fc.record({
  op,
  path: fc.constantFrom(
    ...[
      'title',
      'NICKNAME',
      'active',
      'name.givenName',
      'emails',
      'roles',
      'emails[type eq "work"]',
      'manager',
      'schemas',
    ],
    ...[
      'emails[type eq "work"].value',
      'roles[primary eq "True"].value',
      'phoneNumbers[type eq "home"].primary',
      'photos',
    ],
  ),
  value: fitting,
});
const entries = fc.array(fc.tuple(name, fc.oneof(fitting, json)), { maxLength: 4 });
const pathless = fc.record({ op, value: entries.map(all => materialize({ entries: all })) });

export const operation = fc.oneof(garbage, { weight: 3, arbitrary: plausible }, pathless);
export const operations = fc.array(operation, { minLength: 1, maxLength: 5 });

const words = fc.constantFrom(
  ...[
    'eq',
    'NE',
    'co',
    'sw',
    'ew',
    'gt',
    'ge',
    'lt',
    'le',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '].value',
    '.',
  ],
  ...[
    '"x"',
    '"',
    '\\',
    '"a\\"b"',
    'true',
    'null',
    'False',
    '-1.5e3',
    '"2025-01-01T00:00:00Z"',
    '"W/\\"1\\""',
    '$ref',
    '%',
    '_%',
  ],
);
export const filter = fc.oneof(
  fc.array(fc.oneof({ weight: 2, arbitrary: words }, name), { maxLength: 16 }).map(all => all.join(' ')),
  fc.array(fc.oneof(words, name), { maxLength: 16 }).map(all => all.join('')),
  fc.tuple(name, words, leaf).map(([path, op, operand]) => `${path} ${op} ${JSON.stringify(operand)}`),
  fc.string({ unit: 'binary', maxLength: 3_000 }),
);
