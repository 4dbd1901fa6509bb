import { auth0Guide } from './auth0.ts';
import { entraGuide } from './entra.ts';
import type { Guide } from './guide.ts';
import { oktaGuide } from './okta.ts';

/** Every directory that has a guide of its own, in the order in which they are offered. */
export const guides: Record<Guide['provider'], Guide> = { entra: entraGuide, okta: oktaGuide, auth0: auth0Guide };
