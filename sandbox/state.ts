import type { JWK } from 'jose';
import { type DirectoryRecord, readDirectory, type WrittenDirectory, writeDirectory } from './directory/record.ts';
import type { MailEntry } from './page/contract.ts';

export type Role = 'admin' | 'boss' | 'member';

export type Tenant = { id: string; name: string; domain: string };

export type Person = {
  /** Entra object id. */
  id: string;
  tenantId: string;
  name: string;
  givenName: string;
  familyName: string;
  email: string;
  userPrincipalName: string;
  role: Role;
  /** `29:…`, how Teams names the person towards this bot. */
  teamsId: string;
  locale: string;
  /** IANA name. */
  timeZone: string;
};

/** An activity as the Bot Framework writes it. */
export type Activity = {
  type: string;
  text?: string | undefined;
  summary?: string | undefined;
  attachments?: { contentType: string; content?: unknown }[] | undefined;
  [field: string]: unknown;
};

export type Entry = {
  id: string;
  from: 'bot' | 'person';
  at: string;
  updatedAt?: string;
  deleted?: boolean;
  /** As last written. */
  activity: Activity;
};

/** One person's personal chat with the bot. */
export type Chat = {
  person: string;
  tenantId: string;
  conversationId: string;
  /** Milliseconds; tells a conversation made anew from one that a fault has made stale. */
  openedAt: number;
  /** Answers 404 until the bot makes the conversation anew. */
  stale: boolean;
  bot: 'absent' | 'installed' | 'blocked';
  entries: Entry[];
};

/** An app registration in Entra. */
export type Application = {
  id: string;
  secret: string;
  homeTenantId: string;
  /** Application permissions by the tenant that consented to them. */
  consents: Record<string, string[]>;
};

export type State = {
  entraKey?: JWK;
  botLoginKey?: JWK;
  tenants: Map<string, Tenant>;
  people: Map<string, Person>;
  /** By person. */
  chats: Map<string, Chat>;
  /** The product's keys for posting events, by tenant. */
  apiKeys: Map<string, string>;
  applications: Map<string, Application>;
  /** What the stand-in for a company's own directory pushes, by tenant. */
  directories: Map<string, DirectoryRecord>;
  mails: MailEntry[];
};

export function emptyState(): State {
  return {
    tenants: new Map(),
    people: new Map(),
    chats: new Map(),
    apiKeys: new Map(),
    applications: new Map(),
    directories: new Map(),
    mails: [],
  };
}

const version = 1;

export function writeState(state: State): string {
  return JSON.stringify({
    version,
    entraKey: state.entraKey,
    botLoginKey: state.botLoginKey,
    tenants: [...state.tenants.values()],
    people: [...state.people.values()],
    chats: [...state.chats.values()],
    apiKeys: [...state.apiKeys],
    applications: [...state.applications.values()],
    directories: [...state.directories.values()].map(writeDirectory),
    mails: state.mails,
  });
}

type Written = Pick<State, 'entraKey' | 'botLoginKey' | 'mails'> & {
  version: number;
  tenants: Tenant[];
  people: Person[];
  chats: Chat[];
  apiKeys: [string, string][];
  applications: Application[];
  /** Absent in files from before there were any. */
  directories?: WrittenDirectory[];
};

/** @throws Error when the text was not written by this version of the sandbox. */
export function readState(text: string): State {
  const written = asWritten(JSON.parse(text));
  return {
    ...(written.entraKey ? { entraKey: written.entraKey } : {}),
    ...(written.botLoginKey ? { botLoginKey: written.botLoginKey } : {}),
    tenants: new Map(written.tenants.map(tenant => [tenant.id, tenant])),
    people: new Map(written.people.map(person => [person.id, person])),
    chats: new Map(written.chats.map(chat => [chat.person, chat])),
    apiKeys: new Map(written.apiKeys),
    applications: new Map(written.applications.map(application => [application.id, application])),
    directories: new Map((written.directories ?? []).map(each => [each.tenantId, readDirectory(each)])),
    mails: written.mails,
  };
}

/** Only `writeState` writes the file, whole or not at all, and its version says in which shape. */
function asWritten(value: unknown): Written {
  const known = typeof value === 'object' && value !== null && 'version' in value && value.version === version;
  if (!known) throw new Error('The file was written by another version of the sandbox.');
  return value as unknown as Written;
}
