import type { User } from '#core/provisioning/contract.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import { listUsers } from '#core/provisioning/list-users.ts';
import { groupsOf } from '#core/provisioning/members.ts';
import type { Resource } from '#core/provisioning/resource.ts';
import { changeUser, createUser, getUser } from '#core/provisioning/users.ts';
import type { Answer } from './answer.ts';
import { type Endpoint, nothing, shown } from './endpoint.ts';
import { etag, expectedVersion, isKnown } from './etag.ts';
import { compileUserFilter, sortPath } from './filter.ts';
import { patchUser, readOperations } from './patch.ts';
import { type Selection, selection } from './project.ts';
import type { Scim } from './scim.ts';
import { readReplacement, readUser } from './user-body.ts';
import { userJson } from './values.ts';

export const users: Endpoint = {
  kind: 'User',
  path: '/Users',

  async read(scim, id) {
    const user = await current(scim, id);
    if (isKnown(scim.ifNoneMatch, user.version)) return { status: 304, headers: { ETag: etag(user.version) } };
    return answerUser(scim, 200, user);
  },

  async create(scim, body) {
    const { user } = await createUser(scim.ctx, readUser(body));
    scim.facts.user = true;
    return answerUser(scim, 201, user);
  },

  async replace(scim, id, body) {
    const sent = readReplacement(body);
    return change(scim, id, () => sent);
  },

  async patch(scim, id, body) {
    const operations = readOperations(body);
    return change(scim, id, former => patchUser(former, operations));
  },

  async remove(scim, id) {
    await deleteUser(scim.ctx, { id, ...(await expected(scim, id)) });
    return { status: 204 };
  },

  reader(scim, { filter, sortBy, descending, ...asked }) {
    const { where, indexed } = filter === undefined ? { where: undefined, indexed: true } : compileUserFilter(filter);
    const path = sortBy === undefined ? undefined : sortPath('User', sortBy);
    const chosen = selection(asked, 'User');
    return async part => {
      const { total, items, next } = await listUsers(scim.ctx, {
        ...(where ? { where } : {}),
        indexed,
        scanMs: scim.scanMs,
        ...(path === undefined ? {} : { sort: { path, descending } }),
        ...part,
      });
      const resources = await present(scim, items, chosen);
      return { total, resources, ...(next === undefined ? {} : { next }) };
    };
  },
};

async function current({ ctx }: Scim, id: string): Promise<User> {
  const user = await getUser(ctx, id);
  if (!user) throw nothing('User', id);
  return user;
}

function expected(scim: Scim, id: string): Promise<{ ifMatch?: number }> {
  return expectedVersion(scim.ifMatch, async () => (await current(scim, id)).version);
}

async function change(scim: Scim, id: string, change: (former: Resource) => Resource): Promise<Answer> {
  return answerUser(scim, 200, await changeUser(scim.ctx, { id, ...(await expected(scim, id)), change }));
}

async function answerUser(scim: Scim, status: number, user: User): Promise<Answer> {
  const [body] = await present(scim, [user], selection(shown(scim), 'User'));
  const Location = `${scim.base}/Users/${user.id}`;
  return { status, body, headers: { ETag: etag(user.version), Location } };
}

/** Groups are read only where they are asked for. */
async function present({ ctx, base }: Scim, found: User[], chosen: Selection): Promise<unknown[]> {
  const ids = found.map(({ id }) => id);
  const groups = chosen.wants('groups') && ids.length > 0 ? await groupsOf(ctx, ids) : undefined;
  return found.map(user =>
    chosen.apply(userJson(user, { base, ...(groups ? { groups: groups.get(user.id) ?? [] } : {}) })),
  );
}
