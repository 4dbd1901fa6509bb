import type { Connection, Security } from '#api/settings/security/contract.ts';
import type { SettingsKey, SettingsSay } from '../settings-words.ts';
import { isAlarming } from './alarm.ts';
import { providerName } from './provider-name.ts';

type Fact = 'testConnectionAt' | 'firstRequestAt' | 'firstUserAt';

/** The most telling first; each is told alone. */
const firsts: [Fact, SettingsKey][] = [
  ['firstUserAt', 'said.first-user'],
  ['testConnectionAt', 'said.tested'],
  ['firstRequestAt', 'said.first-request'],
];

/** What is read out when a load brings it, each once. */
export function news(before: Security, after: Security, say: SettingsSay): string[] {
  const told = after.connections.flatMap(connection => {
    const known = before.connections.find(({ id }) => id === connection.id);
    return known ? (changeOf(known, connection, say) ?? []) : [];
  });
  const { burst } = after.guard;
  const known = before.guard.burst;
  const isNew = burst?.from !== known?.from || burst?.count !== known?.count;
  if (burst && isNew && isAlarming(burst, Date.now())) told.push(say('burst.title', { count: burst.count }));
  return told;
}

function changeOf(before: Connection, after: Connection, say: SettingsSay): string | undefined {
  const name = providerName(after.provider, say);
  const first = firsts.find(([fact]) => !before.seen[fact] && after.seen[fact]);
  if (first) return say(first[1], { name });
  if (before.state !== after.state && after.state === 'refused') return say('state.refused', { name });
  return undefined;
}
