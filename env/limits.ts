import { z } from 'zod';

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const rate = (fallback: number) => z.coerce.number().positive().default(fallback);

/**
 * Limits, leases and poll times: every number that may move. Each is an environment variable of the same name.
 * Rates of Teams: Microsoft page "Optimize your bot with rate limiting in Teams"; we plan for less than it allows.
 */
export const limitsSchema = z.object({
  /** Bytes a request body may have. */
  BODY_MAX_BYTES: count(1024 * 1024),
  /** Events one batch may hold. */
  EVENTS_BATCH_MAX: count(1000),
  /** How long one request to the Bot Connector may take before its outcome counts as unclear. */
  CONNECTOR_DEADLINE_MS: count(15_000),
  /** A claimed row whose lease has passed belongs to a worker that died; must exceed the deadline. */
  OUTBOX_LEASE_MS: count(60_000),
  OUTBOX_POLL_MS: count(1_000),
  /** Sends under way at once in one process, and of those in one lane. A row is claimed only when it is sent at once. */
  OUTBOX_CONCURRENCY: count(100),
  LANE_CONCURRENCY: count(25),
  /** Mails of one organization under way at once: each has a connection of its own, so that none waits claimed. */
  MAIL_CONCURRENCY: count(4),
  /** The same while the last sends of a lane came to nothing. */
  LANE_CONCURRENCY_CAUTIOUS: count(2),
  OUTBOX_FLUSH_ROWS: count(25),
  OUTBOX_FLUSH_MS: count(20),
  OUTBOX_MAX_ATTEMPTS: count(10),
  /** First wait after a passing failure; doubles with each attempt, with jitter. */
  OUTBOX_BACKOFF_MS: count(1_000),
  OUTBOX_BACKOFF_MAX_MS: count(300_000),
  /** A row older than this is given up, and goes by mail where that is possible. */
  OUTBOX_MAX_AGE_MS: count(24 * 3_600_000),
  LANE_LEASE_MS: count(30_000),
  /** How long a lane rests when Teams says that the tenant's admin has disabled the bot. */
  LANE_REST_MS: count(3_600_000),
  /** How long a lane rests when our own registration is refused. */
  MISCONFIGURED_REST_MS: count(30_000),
  TENANT_PER_SECOND: rate(25),
  CONVERSATION_PER_SECOND: rate(1.8),
  CONVERSATION_BURST: count(3),
  MAIL_PER_SECOND: rate(5),
  /** More new cards than this to one person within the window are gathered into one. */
  GATHER_ABOVE: count(10),
  GATHER_WINDOW_MS: count(60_000),
  /** How long Entra may take to give its keys, and how often at most an unknown one is asked for. */
  ENTRA_DEADLINE_MS: count(5_000),
  ENTRA_KEYS_AGAIN_MS: count(180_000),
  /** How long one request to Auth0 may take; the first wait after a passing failure there, which doubles. */
  AUTH0_DEADLINE_MS: count(30_000),
  AUTH0_BACKOFF_MS: count(1_000),
  /** How often to ask whether Auth0 has written an export of its users, and for how long. */
  AUTH0_EXPORT_POLL_MS: count(3_000),
  AUTH0_EXPORT_WAIT_MS: count(1_800_000),
  /** How often to look for changes that other processes made, while somebody listens. */
  CHANGES_POLL_MS: count(2_000),
  /** At most one word of a change in this time to one listener. */
  CHANGES_APART_MS: count(1_000),
  CHANGES_HEARTBEAT_MS: count(20_000),
  /** Streams of changes that one person may have open. */
  CHANGES_PER_PERSON: count(5),
  /** How often at most it is noted that a directory asked, with which token, and how often a wrong one came. */
  SCIM_SEEN_APART_MS: count(60_000),
  /** How long a token that was good is taken without asking the database; one that is revoked here ends at once. */
  SCIM_TOKEN_KEPT_MS: count(250),
  SCIM_REFUSED_APART_MS: count(1_000),
  /** A write of a directory after this long without one begins a cycle. */
  SCIM_CYCLE_QUIET_MS: count(600_000),
  /** How long a query of a directory may take that no index serves. */
  SCIM_SCAN_MS: count(5_000),
  /** How often to look for tokens whose end is near. */
  SCIM_EXPIRY_SWEEP_MS: count(3_600_000),
});

export type Limits = z.infer<typeof limitsSchema>;
