import { isHeld } from './escrow.ts';
import { managerWanted, membersWanted, printOfUser } from './job.ts';
import type { Push } from './provision-user.ts';
import { isInScope, type Staff } from './staff.ts';

export const keys = {
  user: (id: string) => `user:${id}`,
  manager: (id: string) => `manager:${id}`,
  group: (id: string) => `group:${id}`,
};

/** Whom the cycle looks at: who is new, who changed since it was last sent, and who is gone. */
export function usersToLookAt({ staff, job, everything }: Push): string[] {
  const wanted = [...staff.users.values()].filter(user => {
    const link = job.users.get(user.id);
    const print = printOfUser(user);
    if (isHeld(job, keys.user(user.id), print)) return false;
    if (!link) return isInScope(user);
    return everything ? isInScope(user) : link.sent !== print;
  });
  const gone = [...job.users.keys()].filter(id => !staff.users.has(id) && !isHeld(job, keys.user(id), 'out'));
  return [...wanted.map(user => user.id), ...gone];
}

/** Whose manager the product does not know yet, or knows no longer rightly. */
export function managersToLookAt({ staff, job, dialect }: Push): string[] {
  if (!dialect.managers) return [];
  return [...staff.users.values()]
    .filter(user => {
      const wanted = managerWanted(staff, job, user);
      if (!isInScope(user) || wanted === job.users.get(user.id)?.manager) return false;
      return !isHeld(job, keys.manager(user.id), String(wanted));
    })
    .map(user => user.id);
}

/** The groups that are new, renamed or gone, and those whose members changed. */
export function groupsToLookAt({ staff, job, everything }: Push): string[] {
  const wanted = [...staff.groups.values()].filter(group => {
    if (isHeld(job, keys.group(group.id), printOfGroup(staff, group.id))) return false;
    const link = job.groups.get(group.id);
    if (!link || everything || link.name !== group.displayName) return true;
    // Before the people are through, whoever is in scope counts as provisioned.
    const members = membersWanted(staff, job, group.id, isInScope);
    return members.size !== link.members.size || [...members].some(id => !link.members.has(id));
  });
  const gone = [...job.groups.keys()].filter(id => !staff.groups.has(id) && !isHeld(job, keys.group(id), 'gone'));
  return [...wanted.map(group => group.id), ...gone];
}

export function printOfManager({ staff, job }: Push, id: string): string {
  const user = staff.users.get(id);
  return String(user && managerWanted(staff, job, user));
}

export function printOfGroup(staff: Staff, id: string): string {
  const group = staff.groups.get(id);
  return group ? `${group.displayName} ${[...group.members].join(' ')}` : 'gone';
}
