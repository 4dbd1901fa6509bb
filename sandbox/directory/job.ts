import { hash } from 'node:crypto';
import type { Quarantine } from '../page/directory-contract.ts';
import { isActive, isInScope, type Staff, type User } from './staff.ts';

/** A person who is in the product through this job. */
export type UserLink = {
  /** The product's id. */
  id: string;
  name: string;
  /** A print of what was last sent. */
  sent: string;
  active: boolean;
  /** The object id of the manager that was last sent. */
  manager?: string;
  /** Disabled because the assignment went; Entra deletes nobody later who left so. */
  unassigned: boolean;
};

export type GroupLink = { id: string; name: string /** Object ids. */; members: Set<string> };

/** An object that failed: how often, and in which cycle it is tried again. */
export type Held = { tries: number; dueCycle: number; print: string };

/** What a provisioning job remembers between its cycles. */
export type Job = {
  cycle: number;
  users: Map<string, UserLink>;
  groups: Map<string, GroupLink>;
  escrow: Map<string, Held>;
  quarantine?: Quarantine;
};

export function newJob(cycle = 0): Job {
  return { cycle, users: new Map(), groups: new Map(), escrow: new Map() };
}

/** Changes when anything changes that the job would send. Out of scope nothing but that counts. */
export function printOfUser(user: User | undefined): string {
  if (!user || !isInScope(user)) return 'out';
  const { manager: _, enabled: __, assigned: ___, softDeleted: ____, ...sent } = user;
  return hash('md5', JSON.stringify([Object.entries(sent).sort(), isActive(user)]), 'base64url');
}

/** The members that the job keeps in the group: those it has put there and those it may put there now. */
export function membersWanted(staff: Staff, job: Job, groupId: string, linked: (user: User) => boolean): Set<string> {
  const there = job.groups.get(groupId)?.members;
  const wanted = new Set<string>();
  for (const id of staff.groups.get(groupId)?.members ?? []) {
    const user = staff.users.get(id);
    // Entra takes nobody out of a group for being disabled, and puts in only who is in scope.
    if (there?.has(id) || (user && isInScope(user) && linked(user))) wanted.add(id);
  }
  return wanted;
}

/** The manager that the product should know of. One who is out of scope is not sent, and nobody is told that they left. */
export function managerWanted(staff: Staff, job: Job, user: User): string | undefined {
  const manager = user.manager === undefined ? undefined : staff.users.get(user.manager);
  return !manager || isInScope(manager) ? manager?.id : job.users.get(user.id)?.manager;
}

export type WrittenJob = {
  cycle: number;
  users: [string, UserLink][];
  groups: [string, { id: string; name: string; members: string[] }][];
  escrow: [string, Held][];
  quarantine?: Quarantine;
};

export function writeJob({ cycle, users, groups, escrow, quarantine }: Job): WrittenJob {
  return {
    cycle,
    users: [...users],
    groups: [...groups].map(([id, group]) => [id, { ...group, members: [...group.members] }]),
    escrow: [...escrow],
    ...(quarantine ? { quarantine } : {}),
  };
}

export function readJob({ cycle, users, groups, escrow, quarantine }: WrittenJob): Job {
  return {
    cycle,
    users: new Map(users),
    groups: new Map(groups.map(([id, group]) => [id, { ...group, members: new Set(group.members) }])),
    escrow: new Map(escrow),
    ...(quarantine ? { quarantine } : {}),
  };
}
