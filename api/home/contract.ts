import { z } from 'zod';

const moment = z.iso.datetime();

const eventType = z.enum(['candidate.matched', 'candidate.referred', 'candidate.recommended', 'action.required']);

/** One event that concerns the person who looks. */
export const homeEvent = z.object({
  /** The notification's id, for its actions. */
  notification: z.string(),
  type: eventType,
  time: moment,
  candidate: z.object({
    id: z.string(),
    fullName: z.string(),
    headline: z.string().optional(),
    location: z.string().optional(),
    profileUrl: z.string().optional(),
  }),
  job: z.object({ id: z.string(), title: z.string(), url: z.string().optional() }),
  employee: z.string().optional().describe('Who referred or recommended, by name.'),
  note: z.string().optional(),
  reason: z.string().optional(),
  score: z.number().optional(),
  reviewed: z.object({ byName: z.string(), byMe: z.boolean(), at: moment }).optional(),
  snoozedUntil: moment.optional(),
  /** What became of the notification. */
  delivery: z.object({
    state: z.enum(['waiting', 'sent', 'failed', 'unknown', 'not-sent']),
    channel: z.enum(['teams', 'mail']),
    at: moment.optional(),
    until: moment.optional().describe('What it waits for, when that is a time.'),
    why: z.string().optional().describe('Why it waits, failed or was not sent, in plain words.'),
    /** Set when it then went another way. */
    instead: z
      .object({
        channel: z.enum(['teams', 'mail']),
        state: z.enum(['waiting', 'sent', 'failed', 'unknown', 'not-sent']),
      })
      .optional(),
  }),
});

const integration = z.object({
  id: z.enum(['teams-app', 'teams-chat', 'outlook', 'sso', 'scim', 'oauth-login']),
  state: z.enum(['not-set-up', 'waiting', 'working', 'failing']),
  /** What was measured, in plain words. */
  detail: z.string().optional(),
  at: moment.optional(),
});

/** `GET /api/home`. */
export const home = z.object({
  needsYou: z
    .array(homeEvent)
    .describe('Open events of the person: neither reviewed nor snoozed, newest first, at most 50.'),
  needsYouTotal: z.number().int(),
  latest: z.array(homeEvent).describe('The newest 20 events of the person, whatever their state.'),
  week: z.object({
    since: moment,
    events: z.number().int(),
    matched: z.number().int(),
    referred: z.number().int(),
    recommended: z.number().int(),
    actions: z.number().int(),
    reviewed: z.number().int(),
    sent: z.number().int(),
    failed: z.number().int(),
  }),
  integrations: z.array(integration).length(6),
});

export type Home = z.infer<typeof home>;
export type HomeEvent = z.infer<typeof homeEvent>;
export type Integration = z.infer<typeof integration>;

/** Body of `POST /api/home/notifications/:notification/snooze`; the other actions have none. Each answers a HomeEvent. */
export const snoozeBody = z.strictObject({ until: moment });
/*
 * GET  /api/home                                             -> Home (ETag; 304 when nothing has changed)
 * GET  /api/home/changes                                     -> server-sent events: `changed` with no data, at most one a second;
 *                                                               a comment every 20 s; read by fetch, since it needs the bearer token
 * POST /api/home/notifications/:notification/review | undo-review | snooze | undo-snooze -> HomeEvent
 */
