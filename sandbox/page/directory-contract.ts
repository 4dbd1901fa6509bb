/** What the page's Directory panel and the sandbox say to each other, under `/sandbox/api/directories/:tenantId`. */

export const dialects = ['entra', 'entra-flag', 'okta', 'okta-catalogue', 'rfc'] as const;
export type DialectName = (typeof dialects)[number];

export const happenings = [
  'hire',
  'change',
  'leave',
  'return',
  'move',
  'rename-groups',
  'unassign',
  'assign',
  'delete',
  'restore',
  'purge',
] as const;
export type Happening = (typeof happenings)[number];

/** `changes`: what differs from what was sent; `restart`: matches everybody anew; `everything`: sends the same again. */
export const cycleModes = ['changes', 'restart', 'everything'] as const;
export type CycleMode = (typeof cycleModes)[number];

export type Counts = {
  created: number;
  updated: number;
  disabled: number;
  deleted: number;
  skipped: number;
  failed: number;
};

export type CycleProgress = Counts & {
  number: number;
  mode: CycleMode;
  phase: 'Test Connection' | 'People' | 'Managers' | 'Groups';
  done: number;
  total: number;
  requests: number;
  startedAt: string;
  elapsedMs: number;
};

export type CycleSummary = CycleProgress & { end: 'finished' | 'stopped' | 'quarantined'; words: string };

export type Quarantine = { since: string; why: string; tries: number; nextTryAt: string };

export type DirectoryState = {
  tenantId: string;
  people: { total: number; assigned: number; disabled: number; deleted: number; provisioned: number };
  groups: number;
  /** The token itself never comes back. */
  connection: { url: string; dialect: DialectName; tokenEnding: string };
  /** What an operator types for a token. */
  tokenCommand: string;
  running?: CycleProgress;
  last?: CycleSummary;
  quarantine?: Quarantine;
  /** Objects that failed and wait for their next try. */
  waiting: number;
  /** Goes up with each change of people or groups. */
  revision: number;
  /** The newest entry of the log. */
  logged: number;
};

export type DirectoryUser = {
  id: string;
  displayName: string;
  givenName: string;
  surname: string;
  mail: string;
  department: string;
  jobTitle: string;
  enabled: boolean;
  assigned: boolean;
  softDeleted: boolean;
  provisioned: boolean;
  /** Ids. */
  groups: string[];
};

export type DirectoryGroup = { id: string; displayName: string; members: number; provisioned: boolean };

export const actions = ['Create', 'Update', 'Disable', 'Delete', 'Other'] as const;
export const statuses = ['Success', 'Skipped', 'Failure'] as const;

export type ProvisioningEntry = {
  id: number;
  at: string;
  /** Absent: on demand, or a connection test. */
  cycle?: number;
  kind: 'user' | 'group' | 'connection';
  name: string;
  action: (typeof actions)[number];
  status: (typeof statuses)[number];
  reason: string;
};

export type ProvisioningStep = {
  title: string;
  method: string;
  path: string;
  sent?: string;
  /** 0: no answer. */
  status: number;
  answer?: string;
  durationMs: number;
};

export type ProvisioningDetail = ProvisioningEntry & { steps: ProvisioningStep[] };

/*
 * POST   …/connection {url?, token?, dialect?}     -> DirectoryState; 409 while a cycle runs
 * POST   …/tests {}                                -> {authorized, words, entry}: Test Connection
 * POST   …/cycles {mode?}                          -> 202 DirectoryState; its progress comes with the changes
 * POST   …/cycles/stop {}                          -> {}
 * GET    …/users?q=&show=&group=&skip=             -> {total, users: DirectoryUser[]}, 20 at a time
 *            show: disabled, unassigned, deleted or unprovisioned
 * POST   …/users {givenName, surname, mail, department?}   -> DirectoryUser: hires one person
 * GET    …/users/:user                             -> DirectoryUser
 * POST   …/users/:user {…}                         -> DirectoryUser, with what is named changed
 * POST   …/users/:user/purge {}                    -> {}: deleted for good
 * POST   …/users/:user/provision {}                -> ProvisioningDetail: provision on demand
 * GET    …/groups                                  -> DirectoryGroup[]
 * POST   …/groups {displayName}                    -> {id}
 * POST   …/groups/:group {displayName}             -> {}: renames
 * POST   …/groups/:group/delete {}                 -> {}
 * POST   …/happenings {what, count}                -> {done}
 * POST   …/churn {count}                           -> how often what happened
 * POST   …/load {people, groups}                   -> {}: fills the directory up to that size
 * GET    …/log?q=&status=&action=&skip=            -> {total, entries: ProvisioningEntry[]}, the newest 50 first
 * GET    …/log/:entry                              -> ProvisioningDetail
 */
