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

/*
 * Who is not signed in gets a problem with status 401, whose `code` says why: `unauthorized` (no or a bad token),
 * `no-organization` (a tenant that is linked to none), `unknown-person`, `inactive` (deactivated).
 */
