import type { ClientSession } from 'mongoose';
import { actorName } from '#core/audit/actor-name.ts';
import type { Context } from '#core/context.ts';
import { tellRecruiters } from '#core/notifications/notice.ts';
import { Organizations } from '#core/organizations/model.ts';
import { People, type Person } from '#core/people/model.ts';
import { applyRoles } from './apply-roles.ts';

/** An admin who is back ends the time of whoever was admin only for want of another one. */
export async function takeUpRole(
  ctx: Context,
  people: Pick<Person, '_id' | 'role'>[],
  session: ClientSession,
): Promise<void> {
  const admins = people.filter(({ role }) => role === 'admin').map(({ _id }) => _id);
  const [target] = admins;
  if (target) await applyRoles(ctx, { people: admins, target, because: 'an admin was enabled again.' }, session);
}

/**
 * A deactivation of the last admin takes effect; the recruiters who are left hear of it. The role is the one that was
 * found by the write that deactivated: whoever changes it at the same time meets that write.
 */
export async function tellIfLastAdmin(
  ctx: Context,
  person: Pick<Person, 'displayName' | 'role'>,
  session: ClientSession,
): Promise<void> {
  if (person.role !== 'admin') return;
  const { organization, now } = ctx;
  // Two who go at once, or one who goes while a group takes the role of the other, must meet.
  await Organizations.updateOne({ _id: organization }, { $inc: { adminEpoch: 1 } }, { session });
  const other = await People.findOne({ organization, active: true, role: 'admin' }, { _id: 1 }).session(session).lean();
  if (other) return;
  await tellRecruiters(
    ctx,
    {
      key: `no-admin-${now.getTime()}`,
      notice: {
        subject: 'Your company has no admin any more',
        text: [
          `${person.displayName}, the last active admin, was deactivated. Who did it: ${actorName(ctx.actor)}.`,
          'Roles, security and integrations can be changed by nobody until there is an admin again.',
          'What to do: have the directory put somebody into a group that gives the role of admin, or write to support.',
        ].join('\n\n'),
      },
    },
    session,
  );
}
