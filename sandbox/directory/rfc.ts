import type { Request } from './client.ts';
import { chunks, type Dialect, type GroupChange, type Matching, type MemberStep, type UserChange } from './dialect.ts';
import { core, enterprise, groupCore, type Json, patchOp, quoted, valueAt } from './resource.ts';
import type { User } from './staff.ts';

const matchPaths: Record<Matching, (user: User) => string> = {
  userName: user => `userName eq ${quoted(user.userPrincipalName)}`,
  externalId: user => `externalId eq ${quoted(user.id)}`,
  mail: user => `emails.value eq ${quoted(user.mail)}`,
};
const managerPath = `${enterprise}:manager`;

const find = (path: string, filter: string): Request => ({
  method: 'GET',
  path: `${path}?filter=${encodeURIComponent(filter)}`,
});
const patch = (path: string, Operations: unknown[]): Request => ({
  method: 'PATCH',
  path,
  body: { schemas: [patchOp], Operations },
});

/** Any other client that keeps to RFC 7644: POST, then PATCH with one operation for each attribute, and DELETE. */
export const rfc: Dialect = {
  probes: random => [
    { method: 'GET', path: '/ServiceProviderConfig' },
    find('/Users', `userName eq ${quoted(random)}`),
  ],
  matchUser: (user, by) => by.map(name => find('/Users', matchPaths[name](user))),
  createUser: (user, active) => ({ method: 'POST', path: '/Users', body: userBody(user, active) }),
  changeUser(change) {
    const operations = differences(change);
    return operations.length === 0 ? [] : [patch(`/Users/${change.id}`, operations)];
  },
  deletesUsers: true,
  managers: {
    set: (id, manager) =>
      patch(`/Users/${id}`, [
        manager === undefined
          ? { op: 'remove', path: managerPath }
          : { op: 'replace', path: managerPath, value: { value: manager } },
      ]),
  },
  matchGroup: name => find('/Groups', `displayName eq ${quoted(name)}`),
  createGroup: (group, members) => ({
    method: 'POST',
    path: '/Groups',
    body: {
      schemas: [groupCore],
      externalId: group.id,
      displayName: group.displayName,
      members: members.map(({ id }) => ({ value: id, type: 'User' })),
    },
  }),
  createsWithMembers: true,
  changeGroup,
};

function differences({ user, active, inScope, target, everything }: UserChange): unknown[] {
  const operations: unknown[] = [];
  const wanted: [string, string | boolean | undefined][] = [['active', active]];
  if (inScope)
    wanted.push(
      ['userName', user.userPrincipalName],
      ['externalId', user.id],
      ['displayName', user.displayName],
      ['name.givenName', user.givenName],
      ['name.familyName', user.surname],
      ['emails[type eq "work"].value', user.mail],
      ['title', user.jobTitle],
      [`${enterprise}:department`, user.department],
      [`${enterprise}:employeeNumber`, user.employeeId],
    );
  for (const [path, value] of wanted) {
    const there = valueAt(target, path);
    if (there === value && !(everything && value !== undefined)) continue;
    operations.push(value === undefined ? { op: 'remove', path } : { op: 'replace', path, value });
  }
  // An element that is not there yet is added whole, RFC 7644 §3.5.2.1.
  if (inScope && user.mobile !== undefined && valueAt(target, 'phoneNumbers[type eq "mobile"].value') !== user.mobile)
    operations.push(
      valueAt(target, 'phoneNumbers[type eq "mobile"].value') === undefined
        ? { op: 'add', path: 'phoneNumbers', value: [{ type: 'mobile', value: user.mobile }] }
        : { op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: user.mobile },
    );
  return operations;
}

function userBody(user: User, active: boolean): Json {
  return {
    schemas: [core, enterprise],
    externalId: user.id,
    userName: user.userPrincipalName,
    displayName: user.displayName,
    name: { givenName: user.givenName, familyName: user.surname },
    emails: [{ value: user.mail, type: 'work', primary: true }],
    ...(user.mobile ? { phoneNumbers: [{ type: 'mobile', value: user.mobile }] } : {}),
    ...(user.jobTitle ? { title: user.jobTitle } : {}),
    active,
    [enterprise]: {
      ...(user.department ? { department: user.department } : {}),
      ...(user.employeeId ? { employeeNumber: user.employeeId } : {}),
    },
  };
}

function changeGroup({ id, name, renamed, added, removed, all, everything, batch }: GroupChange): MemberStep[] {
  const path = `/Groups/${id}`;
  return [
    ...(renamed || everything
      ? [{ request: patch(path, [{ op: 'replace', path: 'displayName', value: name }]), added: [], removed: [] }]
      : []),
    ...chunks(everything ? all : added, batch).map(part => ({
      request: patch(path, [{ op: 'add', path: 'members', value: part.map(member => ({ value: member.id })) }]),
      added: part.map(member => member.user),
      removed: [],
    })),
    ...chunks(removed, batch).map(part => ({
      request: patch(
        path,
        part.map(member => ({ op: 'remove', path: `members[value eq ${quoted(member.id)}]` })),
      ),
      added: [],
      removed: part.map(member => member.user),
    })),
  ];
}
