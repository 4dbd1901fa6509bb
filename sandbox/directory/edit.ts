import { randomUUID } from 'node:crypto';
import { Refusal } from '../http/answer.ts';
import type { DirectoryGroup, DirectoryUser } from '../page/directory-contract.ts';
import { freeName } from './newcomers.ts';
import type { DirectoryRecord } from './record.ts';
import { firstGroups, groupNamed, type Staff, type User } from './staff.ts';

export type NewUser = {
  givenName: string;
  surname: string;
  mail: string;
  department?: string | undefined;
  jobTitle?: string | undefined;
};
export type UserChanges = {
  givenName?: string | undefined;
  surname?: string | undefined;
  department?: string | undefined;
  jobTitle?: string | undefined;
  enabled?: boolean | undefined;
  assigned?: boolean | undefined;
  softDeleted?: boolean | undefined;
  /** Ids; whoever is in others leaves them. */
  groups?: string[] | undefined;
};

/** @throws Refusal for an address that somebody has. */
export function hireOne(staff: Staff, { givenName, surname, mail, department, jobTitle }: NewUser): User {
  const taken = [...staff.users.values()].some(user => user.mail.toLowerCase() === mail.toLowerCase());
  if (taken) throw new Refusal(409, `${mail} belongs to somebody else.`);
  const user: User = {
    id: randomUUID(),
    userPrincipalName: mail,
    mail,
    givenName,
    surname,
    displayName: `${givenName} ${surname}`.trim(),
    ...(department ? { department } : {}),
    ...(jobTitle ? { jobTitle } : {}),
    enabled: true,
    assigned: true,
    softDeleted: false,
  };
  staff.users.set(user.id, user);
  groupNamed(staff, firstGroups.all)?.members.add(user.id);
  return user;
}

export function changeUser(staff: Staff, user: User, { groups, ...changes }: UserChanges): void {
  for (const [name, value] of Object.entries(changes)) if (value !== undefined) Reflect.set(user, name, value);
  user.displayName = `${user.givenName} ${user.surname}`.trim();
  if (!groups) return;
  for (const group of staff.groups.values())
    if (groups.includes(group.id)) group.members.add(user.id);
    else group.members.delete(user.id);
}

/** @throws Refusal when another group has the name. */
export function renameGroup(staff: Staff, id: string, displayName: string): void {
  const group = staff.groups.get(id);
  if (!group || group.displayName === displayName) return;
  if (freeName(staff, displayName) !== displayName) throw new Refusal(409, `Another group is named ${displayName}.`);
  group.displayName = displayName;
}

export type UserFilter = { q?: string; show?: string; group?: string; skip?: number; limit?: number };

/** A page of the people, by name. */
export function listUsers(record: DirectoryRecord, { q = '', show, group, skip = 0, limit = 20 }: UserFilter) {
  const { staff } = record;
  const wanted = q.trim().toLowerCase();
  const members = group === undefined ? undefined : staff.groups.get(group)?.members;
  const found = [...staff.users.values()].filter(
    user =>
      (members === undefined || members.has(user.id)) &&
      (wanted === '' || `${user.displayName} ${user.mail}`.toLowerCase().includes(wanted)) &&
      isShown(record, user, show),
  );
  found.sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
  return { total: found.length, users: found.slice(skip, skip + limit).map(user => describeUser(record, user)) };
}

export function describeUser({ staff, job }: DirectoryRecord, user: User): DirectoryUser {
  const { id, displayName, givenName, surname, mail, enabled, assigned, softDeleted } = user;
  const { department = '', jobTitle = '' } = user;
  const groups = [...staff.groups.values()].filter(group => group.members.has(id)).map(group => group.id);
  const words = { id, displayName, givenName, surname, mail, department, jobTitle };
  return { ...words, enabled, assigned, softDeleted, provisioned: job.users.has(id), groups };
}

export function listGroups({ staff, job }: DirectoryRecord): DirectoryGroup[] {
  return [...staff.groups.values()]
    .map(({ id, displayName, members }) => ({
      id,
      displayName,
      members: members.size,
      provisioned: job.groups.has(id),
    }))
    .sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
}

function isShown({ job }: DirectoryRecord, user: User, show: string | undefined): boolean {
  if (show === 'disabled') return !user.enabled && !user.softDeleted;
  if (show === 'unassigned') return !user.assigned && !user.softDeleted;
  if (show === 'deleted') return user.softDeleted;
  if (show === 'unprovisioned') return !job.users.has(user.id);
  return true;
}
