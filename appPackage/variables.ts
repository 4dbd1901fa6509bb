import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

export type Variables = Record<string, string | undefined>;

/** What stops a package, for a person to read. */
export class PackageError extends Error {}

/** Those that mean something when they are empty. */
const mayBeEmpty = new Set(['APP_NAME_SUFFIX']);
const placeholder = /\$\{\{\s*(\w+)\s*\}\}/g;

/**
 * The Toolkit's environment of that name: `env/.env.<name>`, under what the surroundings set.
 * @throws PackageError when there is no such file.
 */
export function readVariables(name: string, surroundings: Variables): Variables {
  const file = path.resolve(import.meta.dirname, '../env', `.env.${name}`);
  if (!/^\w+$/.test(name) || !existsSync(file)) throw new PackageError(`There is no file env/.env.${name}.`);
  const given = Object.entries(surroundings).filter(([, value]) => value !== undefined && value !== '');
  return { ...parseEnv(readFileSync(file, 'utf8')), ...Object.fromEntries(given) };
}

/** The names of the variables in a text, each once. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].flatMap(([, name]) => name ?? []))];
}

/** Puts values in the place of `${{NAME}}` in a JSON text; a name without a value stays. */
export function fill(text: string, variables: Variables): string {
  return text.replace(placeholder, (whole, name: string) => {
    const value = variables[name];
    if (value === undefined || (value === '' && !mayBeEmpty.has(name))) return whole;
    return JSON.stringify(value).slice(1, -1);
  });
}
