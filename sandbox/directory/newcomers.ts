import { randomUUID } from 'node:crypto';
import {
  groupName,
  pick,
  pickSome,
  plain,
  type Random,
  someDepartment,
  someGivenName,
  someSurname,
  someTitle,
} from './names.ts';
import { firstGroups, type Group, groupNamed, isInScope, type Staff, type User } from './staff.ts';

/** Fills the directory up to so many people and groups. */
export function load(staff: Staff, size: { people: number; groups: number }, random: Random): void {
  everyoneGroup(staff);
  for (let index = 0; staff.groups.size < size.groups; index++) {
    const displayName = groupName(index);
    if (!groupNamed(staff, displayName)) addGroup(staff, displayName);
  }
  hire(staff, size.people - staff.users.size, random);
}

export function addGroup(staff: Staff, displayName: string): Group {
  const group: Group = { id: randomUUID(), displayName: freeName(staff, displayName), members: new Set() };
  staff.groups.set(group.id, group);
  return group;
}

/** @returns how many were hired. */
export function hire(staff: Staff, count: number, random: Random): number {
  const wanted = Math.max(0, count);
  const taken = new Set([...staff.users.values()].map(user => user.userPrincipalName.toLowerCase()));
  const bosses = [...staff.users.values()].filter(isInScope).map(user => user.id);
  for (let made = 0; made < wanted; made++) {
    const user = newcomer(staff, taken, random);
    // One boss for about ten people; the first ones have none.
    if (bosses.length > 0) user.manager = pick(bosses.slice(0, Math.max(1, Math.ceil(bosses.length / 10))), random);
    bosses.push(user.id);
    addUser(staff, user, random);
  }
  return wanted;
}

function newcomer(staff: Staff, taken: Set<string>, random: Random): User {
  const { givenName, surname, local } = newName(local => taken.has(`${local}@${staff.domain}`), random);
  let address = `${local}@${staff.domain}`;
  for (let more = 2; taken.has(address); more++) address = `${local}${more}@${staff.domain}`;
  taken.add(address);
  return {
    id: randomUUID(),
    userPrincipalName: address,
    mail: address,
    givenName,
    surname,
    displayName: `${givenName} ${surname}`,
    jobTitle: someTitle(random),
    department: someDepartment(random),
    employeeId: String(100_000 + staff.users.size + staff.purged.size),
    enabled: true,
    assigned: true,
    softDeleted: false,
  };
}

/** A name that nobody has yet; when the short ones are used up, one with two surnames. */
function newName(isTaken: (local: string) => boolean, random: Random) {
  for (let tries = 0; ; tries++) {
    const givenName = someGivenName(random);
    const surname = tries < 3 ? someSurname(random) : `${someSurname(random)}-${someSurname(random)}`;
    const local = `${plain(givenName)}.${plain(surname)}`;
    if (!isTaken(local) || tries > 20) return { givenName, surname, local };
  }
}

function addUser(staff: Staff, user: User, random: Random): void {
  staff.users.set(user.id, user);
  everyoneGroup(staff).members.add(user.id);
  const ordinary = [...staff.groups.values()].filter(isOrdinary);
  for (const group of pickSome(ordinary, random() < 0.3 ? 2 : 1, random)) group.members.add(user.id);
}

function everyoneGroup(staff: Staff): Group {
  return groupNamed(staff, firstGroups.all) ?? addGroup(staff, firstGroups.all);
}

/** A group that is none of those the directory began with. */
export function isOrdinary({ displayName }: Group): boolean {
  return !Object.values<string>(firstGroups).includes(displayName);
}

/** The name, with a number where a group has it already. */
export function freeName(staff: Staff, wanted: string): string {
  let name = wanted;
  for (let more = 2; groupNamed(staff, name); more++) name = `${wanted} ${more}`;
  return name;
}
