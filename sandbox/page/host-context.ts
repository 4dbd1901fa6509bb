import type { SandboxPerson } from './contract.ts';
import type { Place } from './model.ts';
import { teamsTheme } from './theme.ts';

const locales = { en: 'en-GB', nl: 'nl-NL', de: 'de-DE' } as const;

export const clientTypeOf = (shape: Place['shape']): string => (shape === 'phone' ? 'android' : 'web');

/** What Teams knows of a person and of the place where the tab is shown. Source: teams-js 2.58, `app.d.ts`. */
export const contextFor = (person: SandboxPerson, { shape, language }: Place, sessionId: string) => ({
  theme: teamsTheme(),
  locale: locales[language],
  entityId: 'home',
  subEntityId: '',
  tid: person.tenantId,
  userObjectId: person.id,
  userPrincipalName: person.email,
  loginHint: person.email,
  hostName: 'Teams',
  hostClientType: clientTypeOf(shape),
  frameContext: 'content',
  ringId: 'general',
  sessionId,
  appSessionId: sessionId,
});
