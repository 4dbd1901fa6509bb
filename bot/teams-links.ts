import type { Config } from '#env/config.ts';

/**
 * Where the buttons of mails and notices lead that have no page of their own: the app, and the settings in its tab.
 * Source: Microsoft pages "Deep link to an app" and "Deep link to a tab".
 */
export function teamsLinks({
  sandbox,
  PUBLIC_URL,
  TEAMS_APP_ID,
  BOT_ID,
}: Pick<Config, 'sandbox' | 'PUBLIC_URL' | 'TEAMS_APP_ID' | 'BOT_ID'>): { teamsLink: string; settingsLink: string } {
  if (sandbox) return { teamsLink: `${PUBLIC_URL}/sandbox`, settingsLink: `${PUBLIC_URL}/sandbox` };
  const app = TEAMS_APP_ID ?? BOT_ID;
  const context = encodeURIComponent(JSON.stringify({ subEntityId: 'settings/security' }));
  return {
    teamsLink: `https://teams.microsoft.com/l/app/${app}`,
    settingsLink: `https://teams.microsoft.com/l/entity/${app}/home?context=${context}`,
  };
}
