/** A person as Entra ID keeps one, as far as provisioning reads it. */
export type User = {
  /** Object id. */
  id: string;
  userPrincipalName: string;
  mail: string;
  givenName: string;
  surname: string;
  displayName: string;
  jobTitle?: string;
  department?: string;
  employeeId?: string;
  mobile?: string;
  /** Object id. */
  manager?: string;
  /** The account may sign in. */
  enabled: boolean;
  /** Assigned to the enterprise application, by name or through a group. */
  assigned: boolean;
  /** In the recycle bin, where it stays for 30 days. */
  softDeleted: boolean;
};

export type Group = { id: string; displayName: string; members: Set<string> };

/** Who works in a company, and in which groups. */
export type Staff = {
  domain: string;
  users: Map<string, User>;
  groups: Map<string, Group>;
  /** Those who were deleted for good, so that nobody brings them back unasked. */
  purged: Set<string>;
};

/** The groups that a company's directory begins with. */
export const firstGroups = { admin: 'Wintro admins', boss: 'Recruiters', all: 'All staff' } as const;

export function emptyStaff(domain: string): Staff {
  return { domain, users: new Map(), groups: new Map(), purged: new Set() };
}

/** Whether the job pushes the person; those out of its scope are disabled once. */
export function isInScope(user: User): boolean {
  return user.assigned && !user.softDeleted;
}

/** `IIF([IsSoftDeleted]="True", "False", IIF([accountEnabled]="False", "False", "True"))`, and unassigned means False too. */
export function isActive(user: User): boolean {
  return isInScope(user) && user.enabled;
}

export function groupNamed(staff: Staff, displayName: string): Group | undefined {
  for (const group of staff.groups.values()) if (group.displayName === displayName) return group;
  return undefined;
}

export type WrittenStaff = {
  domain: string;
  users: User[];
  groups: { id: string; displayName: string; members: string[] }[];
  purged: string[];
};

export function writeStaff({ domain, users, groups, purged }: Staff): WrittenStaff {
  return {
    domain,
    users: [...users.values()],
    groups: [...groups.values()].map(group => ({ ...group, members: [...group.members] })),
    purged: [...purged],
  };
}

export function readStaff({ domain, users, groups, purged }: WrittenStaff): Staff {
  return {
    domain,
    users: new Map(users.map(user => [user.id, user])),
    groups: new Map(groups.map(group => [group.id, { ...group, members: new Set(group.members) }])),
    purged: new Set(purged),
  };
}
