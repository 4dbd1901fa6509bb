import type { Provider } from '#api/settings/security/contract.ts';
import type { SettingsSay } from '../settings-words.ts';

export function providerName(provider: Provider, say: SettingsSay): string {
  return say(`provider.${provider}`);
}
