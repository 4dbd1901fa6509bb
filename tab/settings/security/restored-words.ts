import type { Restored } from '#api/settings/security/contract.ts';
import type { SettingsSay } from '../settings-words.ts';

/** How many were brought back, and how many could not be. */
export function restoredWords({ people, left = 0 }: Restored, say: SettingsSay): string {
  const done = say('restore.done', { count: people });
  return left > 0 ? `${done} ${say('restore.left', { count: left })}` : done;
}
