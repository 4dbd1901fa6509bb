import { randomBytes } from 'node:crypto';
import type { Request } from './client.ts';
import { chunks, type Dialect, type GroupChange, type Matching, type MemberStep, type UserChange } from './dialect.ts';
import { core, enterprise, groupCore, isJson, type Json, patchOp, quoted } from './resource.ts';
import type { User } from './staff.ts';

const matchPaths: Record<Matching, (user: User) => string> = {
  userName: user => `userName eq ${quoted(user.userPrincipalName)}`,
  externalId: user => `externalId eq ${quoted(user.id)}`,
  mail: user => `emails[type eq "work"].value eq ${quoted(user.mail)}`,
};
const pageSize = 100;

const find = (path: string, filter: string): Request => ({
  method: 'GET',
  path: `${path}?filter=${encodeURIComponent(filter)}&startIndex=1&count=${pageSize}`,
});
const patch = (path: string, Operations: unknown[]): Request => ({
  method: 'PATCH',
  path,
  body: { schemas: [patchOp], Operations },
});
const step = (request: Request): MemberStep => ({ request, added: [], removed: [] });
const shown = ({ id, display }: { id: string; display: string }) => ({ value: id, display });

/**
 * Okta: a custom app reads and puts the whole object; an app of its catalogue patches `active` and groups. It deletes
 * groups, and never a user. Source: Okta page "Build your SCIM 2.0 API service".
 */
export function okta(catalogue: boolean): Dialect {
  return {
    headers: { 'user-agent': 'Okta SCIM Client 1.0.0' },
    probes: () => [
      { method: 'GET', path: '/Users?startIndex=1&count=2' },
      { method: 'GET', path: `/Groups?startIndex=1&count=${pageSize}` },
    ],
    matchUser: (user, by) => by.map(name => find('/Users', matchPaths[name](user))),
    createUser: (user, active) => ({
      method: 'POST',
      path: '/Users',
      body: {
        schemas: [core, enterprise],
        ...profile(user),
        locale: 'en-US',
        groups: [],
        password: randomBytes(12).toString('base64url'),
        active,
      },
    }),
    changeUser: change => (catalogue ? changeByPatch(change) : changeByPut(change)),
    deletesUsers: false,
    matchGroup: name => find('/Groups', `displayName eq ${quoted(name)}`),
    createGroup: (group, members) => ({
      method: 'POST',
      path: '/Groups',
      body: { schemas: [groupCore], displayName: group.displayName, members: members.map(shown) },
    }),
    createsWithMembers: !catalogue,
    changeGroup: change => (catalogue ? groupByPatch(change) : groupByPut(change)),
  };
}

function changeByPut(change: UserChange): Request[] {
  if (!change.everything && isSame(change) && change.target.active === change.active) return [];
  return [put(change, change.active)];
}

function changeByPatch(change: UserChange): Request[] {
  const { id, active, target, inScope, everything } = change;
  const requests: Request[] = [];
  if (target.active !== active || everything)
    requests.push(patch(`/Users/${id}`, [{ op: 'replace', value: { active } }]));
  // An account that Okta has deactivated gets no profile pushes.
  if (inScope && (everything || !isSame(change))) requests.push(put(change, active));
  return requests;
}

/** The object as it came, with Okta's own values in it. */
function put({ id, user, target, inScope }: UserChange, active: boolean): Request {
  const own: Json = inScope ? profile(user) : {};
  return {
    method: 'PUT',
    path: `/Users/${id}`,
    body: {
      ...target,
      ...own,
      ...(isJson(own.name) ? { name: { ...(isJson(target.name) ? target.name : {}), ...own.name } } : {}),
      ...extended(target, own),
      groups: [],
      id,
      active,
    },
  };
}

function extended(target: Json, own: Json): Json {
  const [there, ours] = [target[enterprise], own[enterprise]];
  return isJson(ours) ? { [enterprise]: { ...(isJson(there) ? there : {}), ...ours } } : {};
}

function profile(user: User) {
  return {
    userName: user.userPrincipalName,
    externalId: user.id,
    name: { givenName: user.givenName, familyName: user.surname },
    emails: [{ primary: true, value: user.mail, type: 'work' }],
    ...(user.mobile ? { phoneNumbers: [{ value: user.mobile, type: 'mobile', primary: true }] } : {}),
    displayName: user.displayName,
    ...(user.jobTitle ? { title: user.jobTitle } : {}),
    ...(user.department ? { [enterprise]: { department: user.department } } : {}),
  };
}

/** Whether each of Okta's values is there, whatever else is. */
function isSame({ user, target, inScope }: UserChange): boolean {
  return !inScope || covers(target, profile(user));
}

function covers(there: unknown, ours: unknown): boolean {
  if (Array.isArray(ours)) return Array.isArray(there) && ours.every(one => there.some(other => covers(other, one)));
  if (isJson(ours)) return isJson(there) && Object.entries(ours).every(([name, value]) => covers(there[name], value));
  return there === ours;
}

function groupByPut({ id, name, renamed, added, removed, all, everything }: GroupChange): MemberStep[] {
  if (!renamed && !everything && added.length + removed.length === 0) return [];
  const body = { schemas: [groupCore], id, displayName: name, members: all.map(shown) };
  return [
    {
      request: { method: 'PUT', path: `/Groups/${id}`, body },
      added: added.map(member => member.user),
      removed: removed.map(member => member.user),
    },
  ];
}

/** The name is sent with every change of members; "Push now" replaces them all. */
function groupByPatch({ id, name, renamed, added, removed, all, everything, batch }: GroupChange): MemberStep[] {
  const naming = { op: 'replace', value: { id, displayName: name } };
  if (everything)
    return [
      {
        request: patch(`/Groups/${id}`, [naming, { op: 'replace', path: 'members', value: all.map(shown) }]),
        added: added.map(member => member.user),
        removed: removed.map(member => member.user),
      },
    ];
  const changes = [
    ...chunks(removed, batch).map(part => ({
      request: patch(`/Groups/${id}`, [
        naming,
        ...part.map(member => ({ op: 'remove', path: `members[value eq ${quoted(member.id)}]` })),
      ]),
      added: [],
      removed: part.map(member => member.user),
    })),
    ...chunks(added, batch).map(part => ({
      request: patch(`/Groups/${id}`, [naming, { op: 'add', path: 'members', value: part.map(shown) }]),
      added: part.map(member => member.user),
      removed: [],
    })),
  ];
  return changes.length === 0 && renamed ? [step(patch(`/Groups/${id}`, [naming]))] : changes;
}
