import type { Request } from './client.ts';
import { chunks, type Dialect, type GroupChange, type Matching, type MemberStep, type UserChange } from './dialect.ts';
import { core, enterprise, groupCore, type Json, patchOp, quoted, valueAt } from './resource.ts';
import type { User } from './staff.ts';

type Operation = { op: string; path?: string; value?: unknown };

const matchPaths: Record<Matching, (user: User) => string> = {
  userName: user => `userName eq ${quoted(user.userPrincipalName)}`,
  externalId: user => `externalId eq ${quoted(user.id)}`,
  mail: user => `emails[type eq "work"].value eq ${quoted(user.mail)}`,
};
const managerPath = `${enterprise}:manager`;

/** The attribute mappings that our guide sets, and those that Entra brings along. */
const mapped: { path: string; from: (user: User) => string | undefined }[] = [
  { path: 'userName', from: user => user.userPrincipalName },
  { path: 'displayName', from: user => user.displayName },
  { path: 'title', from: user => user.jobTitle },
  { path: 'emails[type eq "work"].value', from: user => user.mail },
  { path: 'name.givenName', from: user => user.givenName },
  { path: 'name.familyName', from: user => user.surname },
  { path: 'name.formatted', from: user => `${user.givenName} ${user.surname}`.trim() },
  { path: 'phoneNumbers[type eq "mobile"].value', from: user => user.mobile },
  { path: 'externalId', from: user => user.id },
  { path: `${enterprise}:employeeNumber`, from: user => user.employeeId },
  { path: `${enterprise}:department`, from: user => user.department },
];

/** Entra writes spaces of a query as plus signs. */
const get = (path: string, query: Record<string, string> = {}): Request => {
  const text = new URLSearchParams(query).toString();
  return { method: 'GET', path: text === '' ? path : `${path}?${text}` };
};

const patch = (path: string, Operations: Operation[]): Request => ({
  method: 'PATCH',
  path,
  body: { schemas: [patchOp], Operations },
});

/**
 * Microsoft Entra ID's provisioning service. `flagged` is what the tenant URL's `aadOptscim062020` asks for: lower-case
 * operations, real booleans, path-less replacements. Source: Microsoft page "Known issues and resolutions with SCIM 2.0
 * protocol compliance of the Microsoft Entra user provisioning service".
 */
export function entra(flagged: boolean): Dialect {
  const op = (name: 'Add' | 'Replace' | 'Remove'): string => (flagged ? name.toLowerCase() : name);

  return {
    probes: random => [
      get('/Users', { filter: `userName eq ${quoted(random)}` }),
      get('/Groups', { excludedAttributes: 'members', filter: `displayName eq ${quoted(random)}` }),
    ],
    matchUser: (user, by) => by.map(name => get('/Users', { filter: matchPaths[name](user) })),
    createUser: (user, active) => ({ method: 'POST', path: '/Users', body: userBody(user, active) }),
    changeUser(change) {
      const operations = flagged ? gather(differences(change)) : inWords(differences(change));
      return operations.length === 0 ? [] : [patch(`/Users/${change.id}`, operations)];
    },
    deletesUsers: true,
    managers: {
      check: (id, manager) =>
        get('/Users', { attributes: 'id', filter: `id eq ${quoted(id)} and manager eq ${quoted(manager)}` }),
      set(id, manager, had) {
        if (manager !== undefined)
          return patch(`/Users/${id}`, [{ op: op(had ? 'Replace' : 'Add'), path: managerPath, value: manager }]);
        // The default job clears the reference by an empty string.
        if (!flagged) return patch(`/Users/${id}`, [{ op: 'Replace', path: managerPath, value: '' }]);
        return patch(`/Users/${id}`, [{ op: 'remove', path: managerPath }]);
      },
    },
    matchGroup: name => get('/Groups', { excludedAttributes: 'members', filter: `displayName eq ${quoted(name)}` }),
    readGroup: id => get(`/Groups/${id}`, { excludedAttributes: 'members' }),
    createGroup: group => ({
      method: 'POST',
      path: '/Groups',
      body: {
        schemas: [groupCore, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
        externalId: group.id,
        displayName: group.displayName,
        meta: { resourceType: 'Group' },
      },
    }),
    createsWithMembers: false,
    changeGroup: change => [...rename(change), ...addMembers(change), ...removeMembers(change)],
  };

  function rename({ id, name, renamed, everything }: GroupChange): MemberStep[] {
    if (!renamed && !everything) return [];
    return [
      {
        request: patch(`/Groups/${id}`, [{ op: op('Replace'), path: 'displayName', value: name }]),
        added: [],
        removed: [],
      },
    ];
  }

  function addMembers({ id, added, all, everything, batch }: GroupChange): MemberStep[] {
    return chunks(everything ? all : added, batch).map(part => ({
      request: patch(`/Groups/${id}`, [
        { op: op('Add'), path: 'members', value: part.map(member => ({ $ref: null, value: member.id })) },
      ]),
      added: part.map(member => member.user),
      removed: [],
    }));
  }

  function removeMembers({ id, removed, batch }: GroupChange): MemberStep[] {
    return chunks(removed, batch).map(part => ({
      request: patch(
        `/Groups/${id}`,
        flagged
          ? part.map(member => ({ op: 'remove', path: `members[value eq ${quoted(member.id)}]` }))
          : [{ op: 'Remove', path: 'members', value: part.map(member => ({ $ref: null, value: member.id })) }],
      ),
      added: [],
      removed: part.map(member => member.user),
    }));
  }
}

type Difference = { path: string; value: string | boolean; absent: boolean };

/** What the product lacks or has otherwise. Out of scope only `active` counts; absent source values are skipped. */
function differences({ user, active, inScope, target, everything }: UserChange): Difference[] {
  const found: Difference[] = [];
  const activeThere = valueAt(target, 'active');
  if (everything || activeThere !== active)
    found.push({ path: 'active', value: active, absent: activeThere === undefined });
  if (!inScope) return found;
  for (const { path, from } of mapped) {
    const value = from(user);
    const there = valueAt(target, path);
    if (value === undefined || value === '' || (there === value && !everything)) continue;
    found.push({ path, value, absent: there === undefined });
  }
  return found;
}

/** The default job: an operation for each path, and booleans as words. */
function inWords(found: Difference[]): Operation[] {
  return found.map(({ path, value, absent }) => ({
    op: absent ? 'Add' : 'Replace',
    path,
    value: typeof value === 'boolean' ? (value ? 'True' : 'False') : value,
  }));
}

/** With the flag: value paths stay single; of the rest, several of a kind become one operation without a path. */
function gather(found: Difference[]): Operation[] {
  const operations: Operation[] = [];
  const rest: Difference[] = [];
  for (const one of found)
    if (one.path.includes('['))
      operations.push({ op: one.absent ? 'add' : 'replace', path: one.path, value: one.value });
    else rest.push(one);
  for (const op of ['add', 'replace']) {
    const ofKind = rest.filter(one => one.absent === (op === 'add'));
    const [first, ...others] = ofKind;
    if (first && others.length === 0) operations.push({ op, path: first.path, value: first.value });
    else if (first) operations.push({ op, value: Object.fromEntries(ofKind.map(one => [one.path, one.value])) });
  }
  return operations;
}

/** Declares the enterprise extension whether or not it has anything in it, as Entra does. */
function userBody(user: User, active: boolean): Json {
  const extension = {
    ...(user.employeeId ? { employeeNumber: user.employeeId } : {}),
    ...(user.department ? { department: user.department } : {}),
  };
  return {
    schemas: [core, enterprise],
    externalId: user.id,
    userName: user.userPrincipalName,
    active,
    displayName: user.displayName,
    ...(user.jobTitle ? { title: user.jobTitle } : {}),
    emails: [{ primary: true, type: 'work', value: user.mail }],
    meta: { resourceType: 'User' },
    name: {
      formatted: `${user.givenName} ${user.surname}`.trim(),
      ...(user.surname ? { familyName: user.surname } : {}),
      ...(user.givenName ? { givenName: user.givenName } : {}),
    },
    ...(user.mobile ? { phoneNumbers: [{ type: 'mobile', value: user.mobile }] } : {}),
    roles: [],
    ...(Object.keys(extension).length > 0 ? { [enterprise]: extension } : {}),
  };
}
