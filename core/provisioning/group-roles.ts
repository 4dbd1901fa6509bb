import type { ClientSession } from 'mongoose';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { wake } from '#core/notifications/wake.ts';
import type { Role } from '#core/people/model.ts';
import { applyRoles } from './apply-roles.ts';
import { judgeRoles } from './judge-roles.ts';
import { logRow, writeLog } from './log.ts';
import { memberIdsOf } from './members.ts';
import { type Group, Groups } from './model.ts';
import { raises } from './role.ts';

/** `group` is an id, or a displayName in any letter case; `role` undefined takes the mapping away. */
export type GroupRoleInput = { group: string; role: Role | undefined };

export type GroupRole = { id: string; displayName: string; role?: Role; members: number };

/** Somebody whose role would change; `kept` says why it would not although the groups say so. */
export type RolePreview = {
  person: { id: string; name: string; email: string };
  from: Role;
  to: Role;
  kept?: string;
};

/**
 * Maps a group to a role, or no longer, and gives its members what follows from it at once.
 * @throws DomainError `not-found`, `invalid` when the name is that of no group
 */
export async function setGroupRole(ctx: Context, input: GroupRoleInput): Promise<GroupRole & { changed: number }> {
  const { organization } = ctx;
  const { lanes, ...answer } = await transaction(async session => {
    const group = await find(ctx, input.group, session);
    const people = await memberIdsOf(ctx, group._id, session);
    const { role: former } = group;
    const next = withRole(group, input.role);
    if (former === input.role) return { ...roleOfGroup(next, people.length), changed: 0, lanes: [] };
    await driver<Group>(Groups).updateOne(
      { _id: group._id, organization },
      input.role ? { $set: { role: input.role } } : { $unset: { role: true } },
      { session },
    );
    const because = words(group.displayName, input.role);
    const touched = raises(former) || raises(input.role) ? people : [];
    const { changed, lanes } = await applyRoles(ctx, { people: touched, target: group._id, because }, session);
    await writeLog(
      [
        logRow(ctx, {
          verb: 'update',
          target: { kind: 'role', id: group._id, name: group.displayName },
          reason: `${because.charAt(0).toUpperCase()}${because.slice(1)} Roles changed: ${changed.length}.`,
          changes: [
            { attribute: 'role', ...(former ? { before: former } : {}), ...(input.role ? { after: input.role } : {}) },
          ],
        }),
      ],
      session,
    );
    const details = { displayName: group.displayName, before: former, after: input.role, changed: changed.length };
    await record(ctx, { action: 'group-role.set', target: group._id, details }, session);
    return { ...roleOfGroup(next, people.length), changed: changed.length, lanes };
  });
  wake(lanes);
  return answer;
}

/** Who would get another role by `setGroupRole`, and who would keep it for want of another admin; by name. */
export async function previewGroupRole(ctx: Context, input: GroupRoleInput): Promise<RolePreview[]> {
  const group = await find(ctx, input.group);
  const people = await memberIdsOf(ctx, group._id);
  const judged = await judgeRoles(ctx, { people, supposing: { group: group._id, role: input.role } });
  return judged
    .filter(({ former, role, kept }) => role !== former.role || (kept && !former.keptAdmin))
    .map(({ former, role, kept }) => ({
      person: { id: former._id, name: former.displayName, email: former.email },
      from: former.role,
      to: role,
      ...(kept ? { kept: 'Stays admin, since nobody else who is active is one.' } : {}),
    }))
    .toSorted((one, other) => one.person.name.localeCompare(other.person.name, 'en'));
}

function words(name: string, role: Role | undefined): string {
  return role ? `the group ${name} gives ${role} from now on.` : `the group ${name} gives no role any more.`;
}

function withRole({ role: _, ...group }: Group, role: Role | undefined): Group {
  return role ? { ...group, role } : group;
}

export function roleOfGroup({ _id, displayName, role }: Group, members: number): GroupRole {
  return { id: _id, displayName, ...(role ? { role } : {}), members };
}

async function find({ organization }: Context, text: string, session?: ClientSession): Promise<Group> {
  const groups = driver<Group>(Groups);
  const options = session ? { session } : {};
  const found =
    (await groups.findOne({ _id: text, organization }, options)) ??
    (await groups.findOne({ organization, displayNameLower: text.trim().toLowerCase() }, options));
  if (!found) throw new DomainError('not-found', `There is no group "${text}". Groups come from the directory.`);
  return found;
}
