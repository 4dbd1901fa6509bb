import type { ClientSession } from 'mongoose';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { tellRecruiters } from '#core/notifications/notice.ts';
import { Organizations } from '#core/organizations/model.ts';
import { People, type Person, type Role } from '#core/people/model.ts';
import { type Former, type Judged, judgeRoles } from './judge-roles.ts';
import { logRow, writeLog } from './log.ts';
import type { LogEntry } from './model.ts';
import { portions } from './portions.ts';
import { effectiveRole } from './role.ts';

type Cause = {
  people: string[];
  /** What was changed: the id of a group or a person. */
  target: string;
  /** Why roles may have changed, as a sentence. */
  because: string;
};

/** `kept` stays admin for want of another one; `lanes` are to be woken once the transaction is committed. */
export type Applied = { changed: Judged[]; kept?: Former; lanes: string[] };

const auditedAtMost = 100;

/**
 * Gives these people the roles that groups and hand say by now, in the transaction that changed either. A transaction
 * that runs beside another of its kind is repeated, so that two together cannot leave no admin, nor a role that is right
 * for neither.
 */
export async function applyRoles(ctx: Context, cause: Cause, session: ClientSession): Promise<Applied> {
  await Organizations.updateOne({ _id: ctx.organization }, { $inc: { adminEpoch: 1 } }, { session });
  const judged = await judgeRoles(ctx, cause, session);
  await store(ctx, judged, session);
  const changed = judged.filter(({ former, role }) => role !== former.role);
  const kept = judged.find(one => one.kept);
  const told = kept && !kept.former.keptAdmin ? kept : undefined;
  const answer = { changed, ...(kept ? { kept: kept.former } : {}), lanes: [] };
  if (changed.length === 0 && !told) return answer;
  const rows = changed.map(one => changedRow(ctx, one, cause));
  for (const some of portions([...rows, ...(told ? [keptRow(ctx, told, cause)] : [])])) await writeLog(some, session);
  await audit(ctx, cause, changed, told, session);
  return { ...answer, lanes: told ? await tellKept(ctx, told, session) : [] };
}

type Outcome = Pick<Judged, 'role' | 'kept'> & { byGroups: Role | undefined; people: string[] };

/** One update for everyone with the same outcome, of which there are few. */
async function store(ctx: Context, judged: Judged[], session: ClientSession): Promise<void> {
  for (const { role, byGroups, kept, people } of outcomesOf(judged)) {
    const update = {
      $set: { role, ...(byGroups ? { roleByGroups: byGroups } : {}), ...(kept ? { keptAdmin: true as const } : {}) },
      $unset: { ...(byGroups ? {} : { roleByGroups: true as const }), ...(kept ? {} : { keptAdmin: true as const }) },
    };
    for (const some of portions(people))
      await driver<Person>(People).updateMany({ organization: ctx.organization, _id: { $in: some } }, update, {
        session,
      });
  }
}

function outcomesOf(judged: Judged[]): Iterable<Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { former, holder, role, kept } of judged) {
    const { byGroups } = holder;
    if (role === former.role && byGroups === former.roleByGroups && kept === (former.keptAdmin ?? false)) continue;
    const key = `${role} ${byGroups} ${kept}`;
    const outcome = outcomes.get(key);
    if (outcome) outcome.people.push(former._id);
    else outcomes.set(key, { role, byGroups, kept, people: [former._id] });
  }
  return outcomes.values();
}

function changedRow(ctx: Context, { former, role }: Judged, { because }: Cause): LogEntry {
  const reason = former.keptAdmin
    ? `Role changed from admin to ${role}: somebody else is admin by now, so groups and hand count again.`
    : `Role changed from ${former.role} to ${role}: ${because}`;
  return logRow(ctx, {
    verb: 'update',
    target: { kind: 'role', id: former._id, name: former.displayName },
    reason,
    words: [former.email],
    changes: [{ attribute: 'role', before: former.role, after: role }],
  });
}

const mend = 'Make somebody else admin, by a group or by hand. The role then follows the groups by itself.';

function keptRow(ctx: Context, { former, holder }: Judged, { because }: Cause): LogEntry {
  return logRow(ctx, {
    verb: 'skip',
    target: { kind: 'role', id: former._id, name: former.displayName },
    reason: `Stays admin, since nobody else who is active is one. By groups and hand it would be ${effectiveRole(holder)}: ${because}`,
    mend,
    words: [former.email],
  });
}

async function audit(
  ctx: Context,
  { target, because }: Cause,
  changed: Judged[],
  kept: Judged | undefined,
  session: ClientSession,
): Promise<void> {
  const listed = changed.slice(0, auditedAtMost);
  const people = listed.map(({ former, role }) => ({ id: former._id, from: former.role, to: role }));
  const details = { because, changed: changed.length, people, ...(kept ? { keptAdmin: kept.former._id } : {}) };
  await record(ctx, { action: 'role.change', target, details }, session);
}

function tellKept(ctx: Context, { former }: Judged, session: ClientSession): Promise<string[]> {
  const { displayName, _id } = former;
  const text = [
    `The groups of your directory no longer make ${displayName} an admin, but nobody else is one. So that the company is not left without, ${displayName} stays admin for now.`,
    `What to do: ${mend.charAt(0).toLowerCase()}${mend.slice(1)}`,
  ].join('\n\n');
  const notice = { subject: `${displayName} stays the only admin`, text, opens: 'settings' as const };
  return tellRecruiters(ctx, { key: `last-admin-${_id}-${ctx.now.getTime()}`, notice }, session);
}
