import type { DirectoryState } from './directory-contract.ts';

/** What the sandbox's page and its server say to each other, as JSON under `/sandbox/api`. */

export type SandboxPerson = {
  /** Entra object id. */
  id: string;
  tenantId: string;
  name: string;
  email: string;
  /** The role the sample gives the person in the product; shown beside the name. */
  role: 'admin' | 'boss' | 'member';
  /** Whether the bot is installed for the person, and whether the person has blocked it. */
  bot: 'absent' | 'installed' | 'blocked';
};

export type SandboxCompany = { tenantId: string; name: string; domain: string; people: SandboxPerson[] };

export type ChatEntry = {
  id: string;
  /** Who wrote it. */
  from: 'bot' | 'person';
  at: string;
  /** Set when the bot has replaced or deleted the entry. */
  updatedAt?: string;
  deleted?: boolean;
  text?: string;
  /** What a toast would say. */
  summary?: string;
  /** An Adaptive Card. */
  card?: unknown;
};

export type MailEntry = {
  id: string;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html?: string;
};

export type Fault = {
  id: string;
  /** Which requests it meets: one person's chat, one company's, or all. */
  scope: { person?: string; tenantId?: string };
  kind:
    | 'throttled'
    | 'bad-gateway'
    | 'blocked'
    | 'not-found'
    | 'silent'
    | 'slow'
    | 'disabled-by-admin'
    | 'not-in-roster'
    | 'unauthorized'
    | 'reset';
  /** How many more requests it meets; absent: until it is switched off. */
  remaining?: number;
  retryAfterSeconds?: number;
  delayMs?: number;
};

export type EventExample = { type: string; title: string; body: unknown };

/** The whole state the page shows; `GET /sandbox/api/state`, and again after each change on `GET /sandbox/api/changes` (server-sent events, event `state`). */
export type SandboxState = {
  companies: SandboxCompany[];
  /** Chats by person id, oldest entry first. */
  chats: Record<string, ChatEntry[]>;
  mails: MailEntry[];
  faults: Fault[];
  /** Samples still to be loaded, by name. */
  samples: string[];
  /** The companies' own directories, which provision people over SCIM; see `directory-contract.ts`. */
  directories: DirectoryState[];
};
/*
 * GET    /sandbox/api/state                      -> SandboxState
 * GET    /sandbox/api/changes                    -> server-sent events
 * POST   /sandbox/api/samples      {name}        -> 201 SandboxCompany: makes the company, its people, its bot installs
 * GET    /sandbox/api/examples?tenantId=         -> EventExample[], one of each kind, with that company's people and a fresh id
 * POST   /sandbox/api/events       {tenantId, body} -> {status, body}: what POST /api/events of the product answered
 * POST   /sandbox/api/messages     {person, text}   -> {status}: the person writes to the bot
 * POST   /sandbox/api/actions      {person, activityId, action, data}  -> {status, card?, message?}
 *            action: the Action.Execute or Action.Submit object's {type, verb?, title?}; data: its data with the inputs
 * POST   /sandbox/api/installs     {person, installed: boolean}        -> {status}
 * POST   /sandbox/api/blocks       {person, blocked: boolean}          -> {status}
 * POST   /sandbox/api/tab-tokens {person}              -> {token}: what Teams' single sign-on gives the tab for the person
 * POST   /sandbox/api/faults       Omit<Fault,'id'>                     -> 201 Fault
 * DELETE /sandbox/api/faults/:id                                        -> 204
 * DELETE /sandbox/api/mails                                             -> 204
 */
