import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

type Chunk = { file: string; imports?: string[]; css?: string[] };
export type Size = { rawKb: number; gzipKb: number; brotliKb: number };

/** What must come over the wire before those chunks of a vite build can run. */
export function sizeOf(folder: string, names: string[]): Size {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(path.join(folder, '.vite', 'manifest.json'), 'utf8'));
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build in ${folder} has no ${name}.`);
    if (seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const other of chunk.imports ?? []) add(other);
  };
  names.forEach(add);
  const sum = { rawKb: 0, gzipKb: 0, brotliKb: 0 };
  for (const file of files) {
    const bytes = readFileSync(path.join(folder, file));
    sum.rawKb += bytes.length / 1000;
    sum.gzipKb += gzipSync(bytes, { level: 9 }).length / 1000;
    sum.brotliKb += brotliCompressSync(bytes).length / 1000;
  }
  return sum;
}
