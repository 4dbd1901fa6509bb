import type { Request } from './client.ts';
import type { Json } from './resource.ts';
import type { User } from './staff.ts';

/** Somebody in a group: the object id, the product's id, and a name. */
export type Member = { user: string; id: string; display: string };

/** One request about members, and whom it puts in or takes out when it succeeds. */
export type MemberStep = { request: Request; added: string[]; removed: string[] };

export type UserChange = {
  id: string;
  user: User;
  active: boolean;
  inScope: boolean;
  /** As the product has it now. */
  target: Json;
  /** Sends every attribute, also those that are the same. */
  everything: boolean;
};

export type GroupChange = {
  id: string;
  externalId: string;
  name: string;
  renamed: boolean;
  added: Member[];
  removed: Member[];
  /** Everyone who is in the group now. */
  all: Member[];
  everything: boolean;
  /** How many members one request may name. */
  batch: number;
};

/** How one kind of directory words its requests. Pure: it sends nothing. */
export type Dialect = {
  headers?: Record<string, string>;
  /** What Test Connection asks, and each cycle at its start. `random` names nobody. */
  probes: (random: string) => Request[];
  matchUser: (user: User, by: Matching[]) => Request[];
  createUser: (user: User, active: boolean) => Request;
  /** The requests that make the product's user like ours; none when nothing differs. */
  changeUser: (change: UserChange) => Request[];
  /** Whether a person who was deleted for good is deleted there too. */
  deletesUsers: boolean;
  managers?: {
    /** Asks whether the manager is there already. */
    check?: (id: string, manager: string) => Request;
    set: (id: string, manager: string | undefined, had: boolean) => Request;
  };
  matchGroup: (displayName: string) => Request;
  readGroup?: (id: string) => Request;
  createGroup: (group: { id: string; displayName: string }, members: Member[]) => Request;
  /** Whether a new group brings its members along. */
  createsWithMembers: boolean;
  changeGroup: (change: GroupChange) => MemberStep[];
};

/** What people are matched by, in this order; the first hit counts. */
export const matchings = ['userName', 'externalId', 'mail'] as const;
export type Matching = (typeof matchings)[number];

export function chunks<T>(list: T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}
