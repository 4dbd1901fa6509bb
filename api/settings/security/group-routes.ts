import { z } from 'zod';
import { DomainError } from '#core/errors.ts';
import { previewGroupRole, setGroupRole } from '#core/provisioning/group-roles.ts';
import { listGroupRoles } from '#core/provisioning/list-group-roles.ts';
import { answerJson } from '../../answer.ts';
import { readJson, readQuery } from '../../json-body.ts';
import { getAndHead } from '../../operations.ts';
import type { Route } from '../../route.ts';
import { changedGroup, groupRoleBody, groups, rolePreview } from './contract.ts';
import { describeGroup, describePreview } from './describe.ts';
import { base, operation, type Parts } from './parts.ts';

const groupsQuery = z.strictObject({
  q: z.string().max(200).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Groups and the roles that they give. */
export function groupRoutes({ config, looker, admin }: Parts): Route[] {
  const { BODY_MAX_BYTES } = config.limits;
  const path = { group: '`id` of a group.' };
  return [
    ...getAndHead(
      `${base}/groups`,
      async (req, res) => {
        const { ctx } = await looker(req);
        const query = readQuery(req, groupsQuery);
        const { groups: found, ...page } = await listGroupRoles(ctx, query);
        answerJson(res, 200, { ...page, groups: found.map(describeGroup) });
      },
      operation({
        summary: 'Groups by name, with the role of each and how many are in it',
        description: 'For admins and bosses. `total` counts what fits `q`.',
        query: {
          q: 'A part of the name, in any letter case.',
          after: '`next` of the page before.',
          limit: '1 to 200; 50 unless given.',
        },
        answer: groups,
        problems: [400],
      }),
    ),
    {
      method: 'POST',
      path: `${base}/groups/:group/role/preview`,
      operation: operation({
        summary: 'Who would have another role; changes nothing',
        description: 'For admins.',
        path,
        body: groupRoleBody,
        answer: rolePreview,
        problems: [404],
      }),
      handle: async (req, res) => {
        const { ctx } = await admin(req);
        const { role } = await readJson(req, res, groupRoleBody, BODY_MAX_BYTES);
        const changes = await previewGroupRole(ctx, { group: idOf(req.params.group), role: role ?? undefined });
        answerJson(res, 200, describePreview(changes));
      },
    },
    {
      method: 'PUT',
      path: `${base}/groups/:group/role`,
      operation: operation({
        summary: 'Set what the members of a group are, at once',
        description: 'For admins. Somebody in several groups has the highest of their roles.',
        path,
        body: groupRoleBody,
        answer: changedGroup,
        problems: [404],
      }),
      handle: async (req, res) => {
        const { ctx } = await admin(req);
        const { role } = await readJson(req, res, groupRoleBody, BODY_MAX_BYTES);
        const { changed, ...group } = await setGroupRole(ctx, {
          group: idOf(req.params.group),
          role: role ?? undefined,
        });
        answerJson(res, 200, { ...describeGroup(group), changed });
      },
    },
  ];
}

/** Here groups are named by their id alone, not by a name that another may take over. */
function idOf(given: unknown): string {
  const id = String(given);
  if (!id.startsWith('grp_')) throw new DomainError('not-found', 'There is no such group.');
  return id;
}
