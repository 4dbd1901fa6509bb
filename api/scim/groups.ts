import type { GroupView } from '#core/provisioning/contract.ts';
import { changeGroup, createGroup, deleteGroup, getGroup } from '#core/provisioning/groups.ts';
import { listGroups } from '#core/provisioning/list-groups.ts';
import type { Answer } from './answer.ts';
import { type Endpoint, nothing, shown } from './endpoint.ts';
import { etag, expectedVersion, isKnown } from './etag.ts';
import { compileGroupFilter, sortPath } from './filter.ts';
import { readGroup } from './group-body.ts';
import { readGroupPatch, readOperations } from './patch.ts';
import { selection } from './project.ts';
import type { Scim } from './scim.ts';
import { groupJson } from './values.ts';

/** Members are read only where they are shown: a group may have tens of thousands. */
export const groups: Endpoint = {
  kind: 'Group',
  path: '/Groups',

  async read(scim, id) {
    const group = await current(scim, id, wantsMembers(scim) && scim.ifNoneMatch === undefined);
    if (isKnown(scim.ifNoneMatch, group.version)) return { status: 304, headers: { ETag: etag(group.version) } };
    return answerGroup(scim, 200, scim.ifNoneMatch === undefined ? group : await whole(scim, group));
  },

  async create(scim, body) {
    const { members = [], ...group } = readGroup(body);
    return answerGroup(scim, 201, await createGroup(scim.ctx, { ...group, members }));
  },

  async replace(scim, id, body) {
    const { displayName, externalId, members } = readGroup(body);
    const change = {
      displayName,
      ...(externalId === undefined ? {} : { externalId }),
      members: members ? [{ kind: 'replace' as const, people: members }] : [],
    };
    const group = await changeGroup(scim.ctx, { id, ...(await expected(scim, id)), ...change });
    return answerGroup(scim, 200, await whole(scim, group));
  },

  async patch(scim, id, body) {
    const change = readGroupPatch(readOperations(body));
    const group = await changeGroup(scim.ctx, { id, ...(await expected(scim, id)), ...change });
    // Entra prefers 204, and no answer that holds every member.
    if (shown(scim).attributes === undefined) return { status: 204, headers: { ETag: etag(group.version) } };
    return answerGroup(scim, 200, await whole(scim, group));
  },

  async remove(scim, id) {
    await deleteGroup(scim.ctx, { id, ...(await expected(scim, id)) });
    return { status: 204 };
  },

  reader(scim, { filter, sortBy, descending, ...asked }) {
    const { where, indexed } = filter === undefined ? { where: undefined, indexed: true } : compileGroupFilter(filter);
    const path = sortBy === undefined ? undefined : sortPath('Group', sortBy);
    const chosen = selection(asked, 'Group');
    return async part => {
      const { total, items, next } = await listGroups(scim.ctx, {
        ...(where ? { where } : {}),
        indexed,
        scanMs: scim.scanMs,
        ...(path === undefined ? {} : { sort: { path, descending } }),
        ...part,
        members: chosen.wants('members'),
      });
      const resources = items.map(group => chosen.apply(groupJson(group, scim)));
      return { total, resources, ...(next === undefined ? {} : { next }) };
    };
  },
};

function wantsMembers(scim: Scim): boolean {
  return selection(shown(scim), 'Group').wants('members');
}

async function current({ ctx }: Scim, id: string, members: boolean): Promise<GroupView> {
  const group = await getGroup(ctx, { id, members });
  if (!group) throw nothing('Group', id);
  return group;
}

/** A group with its members, if they are to be shown. */
async function whole(scim: Scim, group: GroupView): Promise<GroupView> {
  return wantsMembers(scim) ? current(scim, group.id, true) : group;
}

function expected(scim: Scim, id: string): Promise<{ ifMatch?: number }> {
  return expectedVersion(scim.ifMatch, async () => (await current(scim, id, false)).version);
}

async function answerGroup(scim: Scim, status: number, group: GroupView): Promise<Answer> {
  const body = selection(shown(scim), 'Group').apply(groupJson(group, scim));
  return { status, body, headers: { ETag: etag(group.version), Location: `${scim.base}/Groups/${group.id}` } };
}
