import fc from 'fast-check';
import type { Value } from '#core/provisioning/resource.ts';

/** A condition as text, with what RFC 7644 §3.4.2.2 means by it written down plainly. */
export type About<T> = { text: string; holds: (of: T) => boolean };

const words = ['Ada', 'ada', 'ADA L', 'a', '.*', '(a|b)', 'ß', 'É', 'q"x', 'c\\d', 'x\ny', '😀', '$gt', 'grp_1'];
export const text = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 3 }));

export const anyCase = (word: string) => fc.constantFrom(word, word.toUpperCase());
const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;

/** What a comparison says of one value; `undefined` is no value. */
export function comparison(exact: boolean, ordered: boolean): fc.Arbitrary<About<Value | undefined>> {
  const operator = fc.constantFrom(...(ordered ? operators : operators.slice(0, 5)));
  const compared = fc.tuple(operator, text).chain(([op, operand]) =>
    anyCase(op).map(written => ({
      text: `${written} ${JSON.stringify(operand)}`,
      holds: (given: Value | undefined) => compare(op, given, operand, exact),
    })),
  );
  return fc.oneof({ weight: 8, arbitrary: compared }, presence);
}

export const isThere = (given: unknown) => given !== undefined;
export const presence = fc.constantFrom<About<unknown>>(
  { text: 'pr', holds: isThere },
  { text: 'ne null', holds: isThere },
  { text: 'eq null', holds: given => !isThere(given) },
);

function compare(op: (typeof operators)[number], given: Value | undefined, operand: string, exact: boolean): boolean {
  const fold = (each: string) => (exact ? each : each.toLowerCase());
  const [left, right] = [typeof given === 'string' ? fold(given) : undefined, fold(operand)];
  if (op === 'ne') return left !== right;
  if (left === undefined) return false;
  const order = Buffer.compare(Buffer.from(left), Buffer.from(right));
  const answers = {
    eq: left === right,
    co: left.includes(right),
    sw: left.startsWith(right),
    ew: left.endsWith(right),
    gt: order > 0,
    ge: order >= 0,
    lt: order < 0,
    le: order <= 0,
  };
  return answers[op];
}

export const truth: fc.Arbitrary<About<Value | undefined>> = fc
  .tuple(fc.constantFrom('eq', 'ne'), fc.constantFrom('true', 'false', '"True"', '"false"', 'False'))
  .map(([op, word]) => {
    const wanted = word.toLowerCase().includes('true');
    return { text: `${op} ${word}`, holds: given => (op === 'eq' ? given === wanted : given !== wanted) };
  });

/** `and`, `or` and `not` over what is given, with parentheses where precedence needs them and sometimes where not. */
export function joined<T>(leaf: fc.Arbitrary<About<T>>, depth: number): fc.Arbitrary<About<T>> {
  if (depth === 0) return leaf;
  const deeper = fc.oneof({ weight: 3, arbitrary: leaf }, joined(leaf, depth - 1));
  const list = fc.array(deeper, { minLength: 2, maxLength: 3 });
  const wrap = (of: About<T>) => (/ or | and /i.test(of.text) ? `(${of.text})` : of.text);
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    fc.tuple(list, anyCase('and')).map(([all, and]) => ({
      text: all.map(wrap).join(` ${and} `),
      holds: (of: T) => all.every(({ holds }) => holds(of)),
    })),
    fc.tuple(fc.array(leaf, { minLength: 2, maxLength: 3 }), deeper, anyCase('or')).map(([all, last, or]) => ({
      text: `${all.map(each => each.text).join(' and ')} ${or} ${last.text}`,
      holds: (of: T) => all.every(({ holds }) => holds(of)) || last.holds(of),
    })),
    deeper.map(of => ({ text: `not (${of.text})`, holds: (given: T) => !of.holds(given) })),
  );
}
