import type { Happening } from '../page/directory-contract.ts';
import { pick, pickSome, type Random, someDepartment, someMobile, someSurname, someTitle } from './names.ts';
import { freeName, hire, isOrdinary } from './newcomers.ts';
import { firstGroups, groupNamed, isInScope, type Staff, type User } from './staff.ts';

type Work = (staff: Staff, count: number, random: Random) => number;

const works: Record<Happening, Work> = {
  hire,
  change: (staff, count, random) => each(pickSome(present(staff), count, random), user => changeOne(user, random)),
  leave: (staff, count, random) =>
    each(pickSome(expendable(staff), count, random), user => {
      user.enabled = false;
    }),
  return: (staff, count, random) =>
    each(
      pickSome(
        all(staff).filter(user => !user.enabled && isInScope(user)),
        count,
        random,
      ),
      user => {
        user.enabled = true;
      },
    ),
  move: (staff, count, random) => each(pickSome(present(staff), count, random), user => moveOne(staff, user, random)),
  'rename-groups': (staff, count, random) => {
    const groups = pickSome([...staff.groups.values()].filter(isOrdinary), count, random);
    return each(groups, group => {
      group.displayName = freeName(staff, `${group.displayName.replace(/ \(\d+\)$/, '')} (${someTitle(random)}s)`);
    });
  },
  unassign: (staff, count, random) =>
    each(pickSome(all(staff).filter(isInScope), count, random), user => {
      user.assigned = false;
    }),
  assign: (staff, count, random) =>
    each(
      pickSome(
        all(staff).filter(user => !user.assigned && !user.softDeleted),
        count,
        random,
      ),
      user => {
        user.assigned = true;
      },
    ),
  delete: (staff, count, random) =>
    each(pickSome(expendable(staff), count, random), user => {
      user.softDeleted = true;
    }),
  restore: (staff, count, random) =>
    each(
      pickSome(
        all(staff).filter(user => user.softDeleted),
        count,
        random,
      ),
      user => {
        user.softDeleted = false;
      },
    ),
  purge: (staff, count, random) =>
    each(
      pickSome(
        all(staff).filter(user => user.softDeleted),
        count,
        random,
      ),
      user => purgeUser(staff, user.id),
    ),
};

/** Lets something happen to so many people or groups. @returns to how many it did. */
export function happen(staff: Staff, what: Happening, count: number, random: Random): number {
  return works[what](staff, count, random);
}

/** A bit of everything, as between two cycles of a company of that size. @returns what happened, and how often. */
export function churn(staff: Staff, count: number, random: Random): Partial<Record<Happening, number>> {
  const share = (part: number): number => Math.max(1, Math.round(count * part));
  return {
    return: happen(staff, 'return', share(0.1), random),
    hire: happen(staff, 'hire', share(0.2), random),
    change: happen(staff, 'change', share(0.3), random),
    move: happen(staff, 'move', share(0.2), random),
    leave: happen(staff, 'leave', share(0.2), random),
    'rename-groups': happen(staff, 'rename-groups', 1, random),
  };
}

/** Deletes the person for good, as 30 days in the recycle bin do. */
export function purgeUser(staff: Staff, id: string): void {
  staff.users.delete(id);
  staff.purged.add(id);
  for (const group of staff.groups.values()) group.members.delete(id);
  for (const user of staff.users.values()) if (user.manager === id) delete user.manager;
}

function changeOne(user: User, random: Random): void {
  const dice = random();
  if (dice < 0.4) user.department = other(user.department, () => someDepartment(random));
  else if (dice < 0.6) user.jobTitle = other(user.jobTitle, () => `Senior ${someTitle(random)}`);
  else if (dice < 0.8) user.mobile = someMobile(random);
  else {
    user.surname = other(user.surname, () => someSurname(random));
    user.displayName = `${user.givenName} ${user.surname}`;
  }
}

function moveOne(staff: Staff, user: User, random: Random): void {
  const ordinary = [...staff.groups.values()].filter(isOrdinary);
  const former = ordinary.find(group => group.members.has(user.id));
  const elsewhere = ordinary.filter(group => group !== former && !group.members.has(user.id));
  if (elsewhere.length === 0) return;
  former?.members.delete(user.id);
  pick(elsewhere, random).members.add(user.id);
}

function other(former: string | undefined, draw: () => string): string {
  for (let tries = 0; tries < 20; tries++) {
    const drawn = draw();
    if (drawn !== former) return drawn;
  }
  return `${former} II`;
}

const all = (staff: Staff): User[] => [...staff.users.values()];
const present = (staff: Staff): User[] => all(staff).filter(user => isInScope(user) && user.enabled);

/** The admins go last, so that somebody is left to look at the rest. */
function expendable(staff: Staff): User[] {
  const admins = groupNamed(staff, firstGroups.admin)?.members ?? new Set();
  const others = present(staff).filter(user => !admins.has(user.id));
  return others.length > 0 ? others : present(staff);
}

function each<T>(list: T[], work: (one: T) => void): number {
  for (const one of list) work(one);
  return list.length;
}
