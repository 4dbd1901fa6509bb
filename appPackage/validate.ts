import { AppManifestUtils } from '@microsoft/app-manifest';
import { addressFaults } from './address-rules.ts';
import type { Files } from './assemble.ts';
import { iconFaults } from './icon-rules.ts';
import { languageFaults } from './language-rules.ts';
import { type Manifest, manifestSchema } from './manifest.ts';
import { manifestFaults } from './manifest-rules.ts';
import { namesIn } from './variables.ts';

export type Manner = {
  /** The version in package.json. */
  version: string;
  /** The product's name, as the sentence on the approval has it. */
  appName: string;
  /** For a developer's own machine: tunnels and shared hosts will do. */
  local: boolean;
};

type SchemaInput = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];

/** Everything that is wrong with a package, one line each, without asking anybody on the network. */
export async function packageFaults(files: Files, manner: Manner): Promise<string[]> {
  const unresolved = unresolvedFaults(files);
  if (unresolved.length > 0) return unresolved;
  const text = files['manifest.json'];
  if (!text) return ['manifest.json: is missing'];
  const parsed = parse(text);
  if (parsed === undefined) return ['manifest.json: is no JSON'];
  const inManifest = await schemaFaults(parsed);
  const read = manifestSchema.safeParse(parsed);
  if (!read.success) {
    if (inManifest.length > 0) return inManifest;
    return read.error.issues.map(issue => `manifest.json: ${issue.path.join('.')}: ${issue.message}`);
  }
  const manifest = read.data;
  inManifest.push(
    ...[...manifestFaults(manifest, manner), ...addressFaults(manifest, manner)].map(
      fault => `manifest.json: ${fault}`,
    ),
  );
  return [
    ...inManifest,
    ...iconFaults(files, manifest.icons),
    ...(await languageFaults(files, manifest)),
    ...strayFaults(files, manifest),
  ];
}

function unresolvedFaults(files: Files): string[] {
  return Object.entries(files)
    .filter(([name]) => name.endsWith('.json'))
    .flatMap(([name, bytes]) =>
      namesIn(new TextDecoder().decode(bytes)).map(variable => `${name}: the variable ${variable} is not resolved`),
    );
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

async function schemaFaults(manifest: unknown): Promise<string[]> {
  if (!isOfSchema(manifest)) return ['manifest.json: $schema: names no schema of Microsoft for Teams'];
  const faults = await AppManifestUtils.validateAgainstSchema(manifest);
  return faults.map(fault => `manifest.json: ${fault}`);
}

/** Only then the schema comes out of the package rather than from the network. */
function isOfSchema(value: unknown): value is SchemaInput {
  if (typeof value !== 'object' || value === null || !('$schema' in value)) return false;
  return /^https:\/\/developer\.microsoft\.com\/json-schemas\/teams\/v1\.25\/MicrosoftTeams\.schema\.json$/.test(
    String(value.$schema),
  );
}

function strayFaults(files: Files, { icons, localizationInfo }: Manifest): string[] {
  const languages = localizationInfo?.additionalLanguages.map(({ file }) => file) ?? [];
  const known = new Set(['manifest.json', icons.color, icons.outline, ...languages]);
  return Object.keys(files)
    .filter(name => !known.has(name))
    .map(name => `${name}: nothing in the manifest names this file`);
}
