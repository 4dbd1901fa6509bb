import { AppManifestUtils } from '@microsoft/app-manifest';
import { z } from 'zod';
import type { Files } from './assemble.ts';
import type { Manifest } from './manifest.ts';
import { commandFaults, wordingFaults } from './manifest-rules.ts';

const languages = ['de', 'nl'];
const schemaUrl = 'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json';
const stringsSchema = z.record(z.string(), z.string());

/** Each language file says everything that the manifest says in words, and nothing else. */
export async function languageFaults(files: Files, manifest: Manifest): Promise<string[]> {
  const { defaultLanguageTag, additionalLanguages = [] } = manifest.localizationInfo ?? {};
  const faults: string[] = [];
  if (defaultLanguageTag !== 'en') faults.push('localizationInfo.defaultLanguageTag: must be en');
  for (const language of languages)
    if (!additionalLanguages.some(({ languageTag }) => languageTag === language))
      faults.push(`localizationInfo.additionalLanguages: ${language} is missing`);
  const wanted = translatable(manifest);
  for (const { file } of additionalLanguages) faults.push(...(await fileFaults(file, files[file], wanted)));
  return faults;
}

async function fileFaults(file: string, bytes: Uint8Array | undefined, wanted: string[]): Promise<string[]> {
  if (!bytes) return [`localizationInfo: the package has no file ${file}`];
  const read = stringsSchema.safeParse(parse(bytes));
  if (!read.success) return [`${file}: is no JSON object of texts`];
  const faults = (await schemaFaults(read.data)).map(fault => `${file}: ${fault}`);
  const { $schema: _, ...strings } = read.data;
  for (const key of wanted) if (!strings[key]?.trim()) faults.push(`${file}: "${key}" is missing`);
  for (const [key, text] of Object.entries(strings)) {
    if (!wanted.includes(key)) faults.push(`${file}: "${key}" is nothing in the manifest`);
    if (key.endsWith('.title')) faults.push(...commandFaults(`${file}: ${key}`, text));
    faults.push(...wordingFaults(`${file}: ${key}`, text));
  }
  return faults;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Microsoft's keys for what can be translated, in the order of the manifest. */
function translatable({ staticTabs, bots }: Manifest): string[] {
  return [
    ...['name.short', 'name.full', 'description.short', 'description.full'],
    ...staticTabs.flatMap((tab, index) => (tab.name === undefined ? [] : [`staticTabs[${index}].name`])),
    ...bots.flatMap((bot, which) =>
      bot.commandLists.flatMap((list, place) =>
        list.commands.flatMap((_, index) => {
          const key = `bots[${which}].commandLists[${place}].commands[${index}]`;
          return [`${key}.title`, `${key}.description`];
        }),
      ),
    ),
  ];
}

async function schemaFaults(strings: Record<string, string>): Promise<string[]> {
  return AppManifestUtils.validateAgainstSchema(asManifest(strings), await localizationSchema());
}

/** Two patterns of Microsoft's have a bare `]`, which a regular expression with the unicode flag does not take. */
async function localizationSchema() {
  const schema = await AppManifestUtils.fetchSchema(schemaUrl);
  const patterns = Object.entries<unknown>(schema.patternProperties);
  const mended = patterns.map(([pattern, rule]) => [pattern.replaceAll('\\b]', '\\b\\]'), rule]);
  return { ...schema, patternProperties: Object.fromEntries(mended) };
}

type AnyManifest = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];

/** The validator checks any JSON against the schema it is given; its type names manifests alone. */
function asManifest(value: unknown): AnyManifest {
  return value as AnyManifest;
}
