import { z } from 'zod';

/** Who is signed in; `GET /api/me`. */
export const me = z.object({
  id: z.string(),
  email: z.string(),
  displayName: z.string(),
  givenName: z.string(),
  /** The organization's id. */
  organization: z.string(),
  organizationName: z.string(),
  role: z.enum(['admin', 'boss', 'member']),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
});

export type Me = z.infer<typeof me>;

/**
 * Why somebody is not signed in, as the problem's `code` with status 401: no or a bad token; a tenant that is linked to
 * no organization; somebody the organization does not know; a deactivated person.
 */
export const refusals = ['unauthorized', 'no-organization', 'unknown-person', 'inactive'] as const;
export type Refusal = (typeof refusals)[number];
