import { type Filter, parse } from 'scim2-parse-filter';
import { quote, ScimError } from './errors.ts';

const maxBytes = 2_048;
const maxDepth = 10;
const maxTerms = 50;

const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr'] as const;
export type Operator = (typeof operators)[number];

export type Comparison = {
  kind: 'compare';
  path: string;
  operator: Operator;
  operand: string | number | boolean | null;
};

/** A filter as RFC 7644 §3.4.2.2 has it; what `values` holds is about one value of a multi-valued attribute. */
export type Expression =
  | Comparison
  | { kind: 'and' | 'or'; parts: Expression[] }
  | { kind: 'not'; part: Expression }
  | { kind: 'values'; path: string; part: Expression };

/** Stands between a value path and its sub-attribute; the parser alone would forget that both are about one value. */
const mark = '_%';

/**
 * Reads a filter of at most 2 kB, 50 terms and 10 levels.
 * @throws ScimError `invalidFilter`
 */
export function parseFilter(text: string): Expression {
  if (Buffer.byteLength(text) > maxBytes)
    throw invalid(`The filter is longer than ${maxBytes} bytes. Ask for less at once.`);
  const { masked, strings } = mask(text);
  guardShape(masked);
  try {
    return simplify(parse(prepare(masked)), strings);
  } catch (cause) {
    if (cause instanceof ScimError) throw cause;
    throw invalid(`The filter ${quote(text)} cannot be read. It looks like: userName eq "ada@example.com".`, cause);
  }
}

/**
 * The filter with `"0"`, `"1"`, … in place of its strings: a quote that is not closed costs the parser's pattern time
 * without end, and what it makes of backslashes is not what JSON means by them.
 */
function mask(text: string): { masked: string; strings: string[] } {
  const strings: string[] = [];
  const masked = text.replace(/"(?:[^"\\]|\\[\s\S])*"/g, literal => `"${strings.push(unescaped(literal)) - 1}"`);
  const bare = masked.replace(/"\d+"/g, '');
  if (bare.includes('"')) throw invalid(`A quote is not closed in the filter ${quote(text)}.`);
  const strange = /[^\w\s().:/[\]-]/u.exec(bare)?.[0];
  if (strange === '$') throw invalid('$ref cannot be asked for; the id beside it, value, can.');
  if (strange !== undefined) throw invalid(`${quote(strange)} has no place in a filter outside of quotes.`);
  return { masked, strings };
}

/** Some clients write a backslash as it is, without escaping it: `CORP\ada`. */
function unescaped(literal: string): string {
  try {
    const text: unknown = JSON.parse(literal);
    if (typeof text === 'string') return text;
  } catch {
    // Read as it stands, below.
  }
  return literal.slice(1, -1).replace(/\\"/g, '"');
}

function guardShape(masked: string): void {
  let depth = 0;
  for (const character of masked) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    if (depth > maxDepth) throw invalid(`The filter is nested deeper than ${maxDepth} levels.`);
  }
  const terms = 1 + (masked.match(/\b(?:and|or|not)\b/gi)?.length ?? 0);
  if (terms > maxTerms) throw invalid(`The filter has more than ${maxTerms} terms. Ask for less at once.`);
}

function prepare(masked: string): string {
  return masked
    .replaceAll('].', `].${mark}`)
    .replace(
      /\b(eq|ne)(\s+)(true|false|null)\b/gi,
      (_, operator, space, word) => operator + space + word.toLowerCase(),
    );
}

function simplify(filter: Filter, strings: string[]): Expression {
  switch (filter.op) {
    case 'and':
    case 'or':
      return (
        ofOneValue(filter, strings) ?? { kind: filter.op, parts: filter.filters.map(one => simplify(one, strings)) }
      );
    case 'not':
      return { kind: 'not', part: simplify(filter.filter, strings) };
    case '[]':
      return { kind: 'values', path: filter.attrPath, part: simplify(filter.valFilter, strings) };
    case 'pr':
      return { kind: 'compare', path: filter.attrPath, operator: 'pr', operand: null };
    default: {
      // The parser takes the names of Object.prototype for operators.
      const operator = operators.find(known => known === filter.op);
      if (operator === undefined) throw invalid(`${quote(String(filter.op))} is no operator.`);
      const { compValue } = filter;
      const operand = typeof compValue === 'string' ? (strings[Number(compValue)] ?? '') : compValue;
      return { kind: 'compare', path: filter.attrPath, operator, operand };
    }
  }
}

/** `emails[type eq "work"].value eq "x"`, which the parser gives as two conditions. */
function ofOneValue(filter: Filter, strings: string[]): Expression | undefined {
  if (filter.op !== 'and' || filter.filters.length !== 2) return undefined;
  const [values, rest] = filter.filters;
  if (values?.op !== '[]' || !rest || !('attrPath' in rest)) return undefined;
  const prefix = `${values.attrPath}.${mark}`;
  if (!rest.attrPath.startsWith(prefix)) return undefined;
  const inner = { ...rest, attrPath: rest.attrPath.slice(prefix.length) };
  const parts = [simplify(values.valFilter, strings), simplify(inner, strings)];
  return { kind: 'values', path: values.attrPath, part: { kind: 'and', parts } };
}

function invalid(detail: string, cause?: unknown): ScimError {
  return new ScimError(400, 'invalidFilter', detail, { cause });
}
