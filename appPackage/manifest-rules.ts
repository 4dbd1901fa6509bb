import { readCommand } from '#bot/commands.ts';
import { words } from '#bot/words.ts';
import type { Manifest } from './manifest.ts';

/** Names that Teams keeps for itself. Source: Microsoft page "Store validation guidelines", app name. */
const reserved = [
  'activity',
  'apps',
  'call',
  'calls',
  'calendar',
  'chat',
  'contact',
  'files',
  'help',
  'home',
  'microsoft',
];
const reservedNames = new Set([...reserved, 'saved', 'settings', 'team', 'teams', 'teams app', 'workspace', 'work']);
const microsoftNames = /\b(?:teams|microsoft|office|outlook)\b/i;
/** On phones nothing may be sold or called free; in the languages of the package. */
const selling = /\b(?:free|buy|purchase|upgrade|pricing|trial|gratis|kosteloos|kopen|kostenlos|kaufen|upgraden)\b/i;
const longestWords = 500;

/** The rules for what the manifest says, beyond its schema. */
export function manifestFaults(
  manifest: Manifest,
  { version, appName }: { version: string; appName: string },
): string[] {
  return [
    ...versionFaults(manifest, version),
    ...textFaults(manifest, appName),
    ...tabFaults(manifest),
    ...botFaults(manifest),
  ];
}

function versionFaults({ $schema, manifestVersion, version }: Manifest, ofProject: string): string[] {
  const faults: string[] = [];
  if (manifestVersion !== '1.25') faults.push(`manifestVersion: is ${manifestVersion}; the package is made for 1.25`);
  if (!$schema.includes(`/v${manifestVersion}/`)) faults.push(`$schema: is not that of version ${manifestVersion}`);
  if (!/^\d+\.\d+\.\d+$/.test(version)) faults.push(`version: "${version}" is not of the form 1.2.3`);
  else if (version !== ofProject) faults.push(`version: is ${version}, while package.json says ${ofProject}`);
  return faults;
}

function textFaults({ name, description }: Manifest, appName: string): string[] {
  const faults: string[] = [];
  if (reservedNames.has(name.short.toLowerCase())) faults.push(`name.short: "${name.short}" is a reserved word`);
  for (const part of ['short', 'full'] as const)
    if (microsoftNames.test(name[part])) faults.push(`name.${part}: "${name[part]}" uses a name of Microsoft's`);
  if (!description.full.includes(words.approval(appName)))
    faults.push(`description.full: does not say "${words.approval(appName)}"`);
  if (description.short === description.full) faults.push('description.full: repeats the short one');
  for (const part of ['short', 'full'] as const)
    faults.push(...wordingFaults(`description.${part}`, description[part]));
  return faults;
}

export function wordingFaults(place: string, text: string): string[] {
  const faults: string[] = [];
  const sold = selling.exec(text);
  if (sold) faults.push(`${place}: "${sold[0]}" may not be said to people on phones`);
  if (text.split(/\s+/).length > longestWords) faults.push(`${place}: is longer than ${longestWords} words`);
  if (/\blorem\b|\bTODO\b|\bTBD\b/.test(text)) faults.push(`${place}: holds filler text`);
  return faults;
}

function tabFaults({ staticTabs, bots }: Manifest): string[] {
  const faults: string[] = [];
  const ids = staticTabs.map(tab => tab.entityId);
  for (const id of new Set(ids.filter((each, place) => ids.indexOf(each) !== place)))
    faults.push(`staticTabs: the entityId "${id}" is there twice`);
  if (!ids.includes('about')) faults.push('staticTabs: the tab "about" is missing');
  if (bots.length > 0 && !ids.includes('conversations'))
    faults.push('staticTabs: the tab "conversations" is missing, so the bot has no chat beside the tab');
  for (const [index, tab] of staticTabs.entries()) {
    const place = `staticTabs[${index}]`;
    if (tab.scopes.join() !== 'personal') faults.push(`${place}.scopes: must be personal alone`);
    if (tab.entityId === 'about' || tab.entityId === 'conversations') continue;
    if (!tab.name) faults.push(`${place}.name: is missing`);
    for (const key of ['contentUrl', 'websiteUrl'] as const) {
      const address = tab[key];
      if (!address) faults.push(`${place}.${key}: is missing`);
      else if (!/^\/tab(?:\/|$)/.test(URL.parse(address)?.pathname ?? ''))
        faults.push(`${place}.${key}: "${address}" is no page of the tab (/tab/…)`);
    }
  }
  return faults;
}

function botFaults({ bots }: Manifest): string[] {
  const [bot] = bots;
  if (!bot) return ['bots: there is none'];
  const faults: string[] = [];
  if (bot.scopes.join() !== 'personal') faults.push('bots[0].scopes: must be personal alone');
  if (bot.isNotificationOnly) faults.push('bots[0].isNotificationOnly: must be false: the bot answers');
  const listed: string[] = [];
  for (const [list, { commands }] of bot.commandLists.entries())
    for (const [index, { title }] of commands.entries()) {
      const place = `bots[0].commandLists[${list}].commands[${index}].title`;
      listed.push(...commandFaults(place, title));
    }
  faults.push(...listed);
  const titles = bot.commandLists.flatMap(({ commands }) => commands.map(({ title }) => title.toLowerCase()));
  if (!titles.includes('help')) faults.push('bots[0].commandLists: the command "help" is missing');
  if (new Set(titles).size !== titles.length) faults.push('bots[0].commandLists: a command is there twice');
  return faults;
}

/** Teams sends a command's title as it stands, so the bot has to understand just that, in each language. */
export function commandFaults(place: string, title: string): string[] {
  return readCommand(title).name === 'unknown' ? [`${place}: the bot does not understand "${title}"`] : [];
}
