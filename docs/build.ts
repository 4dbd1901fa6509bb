import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { guides } from '../core/provisioning/guides/all.ts';
import { fillGuide } from '../core/provisioning/guides/guide.ts';
import { renderGuide } from './markdown.ts';

const values = {
  tenantUrl: 'https://wintro.example/api/scim/v2',
  token: 'the token, as Wintro has shown it once',
  appName: 'Wintro',
};

/** The guides for IT admins, by file name. */
export function renderGuides(): Map<string, string> {
  return new Map(
    Object.values(guides).map(guide => [`scim-${guide.provider}.md`, renderGuide(fillGuide(guide, values))]),
  );
}

/** The files that do not say what their source says. */
export function staleGuides(): string[] {
  return [...renderGuides()]
    .filter(([name, text]) => !existsSync(at(name)) || readFileSync(at(name), 'utf8').replaceAll('\r\n', '\n') !== text)
    .map(([name]) => name);
}

function at(name: string): string {
  return path.join(import.meta.dirname, name);
}

/** Writes the guides; `--check` writes nothing and fails when one would change. */
function main(): void {
  const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
  if (check) {
    const stale = staleGuides();
    console.log(stale.length === 0 ? 'guides: no faults' : `guides: run "node docs/build.ts" for ${stale.join(', ')}`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const [name, text] of renderGuides()) {
    writeFileSync(at(name), text);
    console.log(`docs/${name}: ${text.length} characters`);
  }
}

if (import.meta.main) main();
