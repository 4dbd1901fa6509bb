import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { fill, namesIn, PackageError, type Variables } from './variables.ts';

/** The files of a package by name, all on one level. */
export type Files = Record<string, Uint8Array>;

const sources = ['manifest.json', 'color.png', 'outline.png', 'nl.json', 'de.json'];

/**
 * The package's files with their variables filled in.
 * @throws PackageError that names each variable without a value.
 */
export function assemble(variables: Variables, name: string): Files {
  const files: Files = {};
  const missing = new Set<string>();
  for (const source of sources) {
    const file = path.join(import.meta.dirname, source);
    if (!existsSync(file)) throw new PackageError(`appPackage/${source} is missing.`);
    const bytes = readFileSync(file);
    if (!source.endsWith('.json')) {
      files[source] = bytes;
      continue;
    }
    const text = fill(bytes.toString('utf8'), variables);
    for (const each of namesIn(text)) missing.add(each);
    files[source] = new TextEncoder().encode(text);
  }
  if (missing.size > 0)
    throw new PackageError(
      `${[...missing].join(', ')}: no value in env/.env.${name} nor in the environment. Write it there, or have it made by: atk provision --env ${name}`,
    );
  return files;
}

/** The same bytes for the same files, whenever and wherever. */
export function pack(files: Files): Uint8Array {
  const names = Object.keys(files).sort();
  const entries: Zippable = Object.fromEntries(names.map(name => [name, files[name] ?? new Uint8Array()]));
  // The oldest time that a zip can hold, which fflate reads in local time.
  return zipSync(entries, { level: 9, mtime: new Date(1980, 0, 1) });
}
