import type { Config } from '#env/config.ts';

/** Said wherever somebody meets it first. Source: Microsoft page "Teams Store validation guidelines", tenant setup. */
export const approval = (app: string): string => `Before ${app} works in a company, its IT must approve it once.`;

/** Why somebody is not signed in, each with the next step. */
export function refusalWords({ APP_NAME, SUPPORT_EMAIL }: Pick<Config, 'APP_NAME' | 'SUPPORT_EMAIL'>) {
  const support = SUPPORT_EMAIL ? ` Questions: ${SUPPORT_EMAIL}.` : '';
  return {
    unauthorized: `Microsoft has not signed you in. Open ${APP_NAME} in Teams.`,
    noOrganization:
      `Your company is not connected to ${APP_NAME} yet. ${approval(APP_NAME)} ` +
      `Write to the ${APP_NAME} bot in Teams, which says what to send to whom.${support}`,
    unknownPerson: (organization: string) =>
      `${organization} is connected, but your account is not linked to any of its people. Write “hello” to the ` +
      `${APP_NAME} bot in Teams: if ${organization} has added you, that links you. Else ask a colleague who recruits ` +
      `there, or your IT, to add you with the e-mail address you use in Teams.`,
    inactive: (organization: string) =>
      `${organization} has switched off your account in ${APP_NAME}. If that is a mistake, ask your IT to switch it on.`,
  };
}
