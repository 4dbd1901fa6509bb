import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { zlibSync } from 'fflate';
import type { Files } from '../appPackage/assemble.ts';

export const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
export const text = (files: Files, name: string): string => new TextDecoder().decode(files[name]);

/** Replaces words in a file; they must be there. */
const edit =
  (name: string, from: string | RegExp, to: string) =>
  (files: Files): void => {
    const before = text(files, name);
    const after = before.replace(from, to);
    assert.notEqual(after, before, `${from} is not in ${name}`);
    files[name] = new TextEncoder().encode(after);
  };
const put =
  (name: string, bytes: Uint8Array) =>
  (files: Files): void => {
    files[name] = bytes;
  };
const drop =
  (name: string) =>
  (files: Files): void => {
    delete files[name];
  };
const manifest = (from: string | RegExp, to: string) => edit('manifest.json', from, to);

/** A picture of one colour, as a PNG without checksums, which nothing here reads. */
function png(size: number, [red, green, blue, alpha]: [number, number, number, number]): Uint8Array {
  const row = Buffer.concat([Buffer.from([0]), ...Array(size).fill(Buffer.from([red, green, blue, alpha]))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  };
  const pixels = zlibSync(Buffer.concat(Array(size).fill(row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

type Plant = (files: Files) => void;
/** Each kind of fault: how it comes into a sound package, and how its message names it. */
export const plants: [fault: string, plant: Plant, named: RegExp][] = [
  ['no manifest', drop('manifest.json'), /manifest\.json: is missing/],
  ['a manifest that is no JSON', manifest('{', '['), /manifest\.json: is no JSON/],
  [
    'an unresolved variable',
    manifest('"wintro.example.com"', `"\${{TAB_DOMAIN}}"`),
    /variable TAB_DOMAIN is not resol/,
  ],
  ['one in a language file', edit('nl.json', '"Start"', `"\${{HOME}}"`), /nl\.json: the variable HOME is not resolved/],
  ['a foreign schema', manifest('developer.microsoft.com', 'schemas.example'), /\$schema: names no schema/],
  ['what the schema forbids', manifest('#5b5fc7', 'blue'), /\/accentColor must match pattern/],
  [
    'a short text that is too long',
    manifest(/Fill jobs/, `Fill${' many'.repeat(20)} jobs`),
    /\/description\/short .*80/,
  ],
  ['another manifest version', manifest('"manifestVersion": "1.25"', '"manifestVersion": "1.24"'), /manifestVersion/],
  [
    'a version of another form',
    manifest(`"version": "${version}"`, '"version": "1.0"'),
    /"1\.0" is not of the form 1\.2\.3/,
  ],
  [
    'another version than the code',
    manifest(`"version": "${version}"`, '"version": "9.9.9"'),
    /while package\.json says/,
  ],
  ['a reserved name', manifest('"Wintro-dev"', '"Activity"'), /"Activity" is a reserved word/],
  ["Microsoft's name", manifest('"Wintro-dev"', '"Wintro for Teams"'), /uses a name of Microsoft's/],
  [
    'no word on the approval',
    manifest('its IT must approve it once', 'it just works'),
    /does not say "Before Wintro works/,
  ],
  ['selling', manifest('Fill jobs through', 'Free: fill jobs by'), /"Free" may not be said to people on phones/],
  ['selling in another language', edit('de.json', 'Stellen mit', 'Kostenlos Stellen mit'), /de\.json: .*"Kostenlos"/],
  ['filler', manifest('What it does:', 'TODO'), /holds filler text/],
  ['no chat tab', manifest('"conversations"', '"chats"'), /the tab "conversations" is missing/],
  ['no about tab', manifest('"entityId": "about"', '"entityId": "home"'), /"about" is missing/],
  ['a tab twice', manifest('"entityId": "about"', '"entityId": "home"'), /the entityId "home" is there twice/],
  [
    'a tab for teams',
    manifest('"scopes": ["personal"]', '"scopes": ["team"]'),
    /staticTabs\[0\]\.scopes: must be personal/,
  ],
  ['a tab elsewhere', manifest('.com/tab/home', '.com/jobs'), /contentUrl: "\S+\/jobs" is no page of the tab/],
  ['no way to a browser', manifest(/"websiteUrl": "[^"]+\/tab\/home",/, ''), /staticTabs\[0\]\.websiteUrl: is missing/],
  ['plain http', manifest('https://wintro.example.com/terms', 'http://wintro.example.com/terms'), /termsOfUseUrl/],
  [
    'an uncovered address',
    manifest('wintro.example.com/privacy', 'other.example/privacy'),
    /other\.example is not among/,
  ],
  ['privacy elsewhere', manifest('.com/privacy', '.com/legal'), /privacyUrl: must lead to \/privacy/],
  ['a wildcard', manifest('["wintro.example.com"]', '["*.example.com"]'), /"\*\.example\.com" is a wildcard/],
  ['a path as domain', manifest('["wintro.example.com"]', '["wintro.example.com/tab"]'), /is no bare host name/],
  ['a tunnel', manifest('["wintro.example.com"]', '["a.devtunnels.ms"]'), /"a\.devtunnels\.ms" is a tunnel/],
  ['a shared host', manifest('["wintro.example.com"]', '["a.azurewebsites.net"]'), /not a domain of one's own/],
  ['this machine', manifest('["wintro.example.com"]', '["localhost:3978"]'), /"localhost:3978" is no public name/],
  [
    'one id for bot and sign-in',
    manifest('1000-4000-8000-000000000001', '1000-4000-8000-000000000003'),
    /sign-in id too/,
  ],
  [
    'one id for bot and app',
    manifest('1000-4000-8000-000000000001', '1000-4000-8000-00000000000a'),
    /id of the app too/,
  ],
  [
    'a resource elsewhere',
    manifest('api://wintro.example.com/', 'api://other.example/'),
    /is not api:\/\/<domain>\/<id>/,
  ],
  ['no sign-in', manifest(/,\s*"webApplicationInfo": \{[^}]+\}/, ''), /webApplicationInfo: is missing/],
  [
    'a bot that does not answer',
    manifest('"isNotificationOnly": false', '"isNotificationOnly": true'),
    /the bot answers/,
  ],
  ['a bot for channels', manifest(/("botId": "[^"]+",\s*"scopes": )\["personal"\]/, '$1["team"]'), /bots\[0\]\.scopes/],
  ['an unknown command', manifest('"title": "status"', '"title": "dance"'), /the bot does not understand "dance"/],
  [
    'a translated command',
    edit('nl.json', '"settings"', '"instellingen"'),
    /nl\.json: .*does not understand "instelli/,
  ],
  ['no help', manifest('"title": "help"', '"title": "hello"'), /the command "help" is missing/],
  ['a command twice', manifest('"title": "pause"', '"title": "resume"'), /a command is there twice/],
  ['no colour icon', drop('color.png'), /no file color\.png/],
  ['a picture that is none', put('color.png', new Uint8Array(9)), /color\.png: is no PNG/],
  ['a small icon', put('color.png', png(96, [91, 95, 199, 255])), /is 96 by 96; .* must be 192 by 192/],
  ['an empty colour icon', put('color.png', png(192, [0, 0, 0, 0])), /color\.png: is mostly transparent/],
  ['a coloured outline', put('outline.png', png(32, [91, 95, 199, 255])), /0, 0 is not white/],
  ['an outline on white', put('outline.png', png(32, [255, 255, 255, 255])), /no transparent ground/],
  ['an empty outline', put('outline.png', png(32, [255, 255, 255, 0])), /outline\.png: is empty/],
  ['no language file', drop('de.json'), /the package has no file de\.json/],
  ['a language less', manifest(/,\s*\{ "languageTag": "de"[^}]+\}/, ''), /de is missing/],
  [
    'a text less',
    edit('de.json', /"staticTabs\[0\]\.name": "Start",/, ''),
    /de\.json: "staticTabs\[0\]\.name" is missing/,
  ],
  [
    'a text too many',
    edit('nl.json', '"name.full"', '"staticTabs[7].name": "?", "name.full"'),
    /is nothing in the man/,
  ],
  ['a text that is too long', edit('nl.json', 'Vul vacatures', `Vul${' veel'.repeat(20)}`), /nl\.json: .*80 char/],
  ['a language file that is no JSON', edit('nl.json', '{', '['), /nl\.json: is no JSON object of texts/],
  ['a stray file', put('notes.txt', new Uint8Array()), /notes\.txt: nothing in the manifest names/],
];
