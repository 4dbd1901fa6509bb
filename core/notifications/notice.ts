import type { ClientSession } from 'mongoose';
import type { Context } from '#core/context.ts';
import { type Colleague, People, type Role } from '#core/people/model.ts';
import { type Notice, Outbox, type Row } from './outbox.ts';
import { whyMail } from './row.ts';

type Telling = {
  /** What is told once: telling the same key to the same person again changes nothing. */
  key: string;
  notice: Notice;
  roles?: Role[];
};

/**
 * Tells the organization's active recruiters, or those of the given roles, something about the product itself: by mail,
 * and by the bot where that reaches them. Answers the lanes to wake once it is committed.
 */
export async function tellRecruiters(ctx: Context, telling: Telling, session?: ClientSession): Promise<string[]> {
  const { key, notice, roles = ['admin', 'boss'] } = telling;
  const found = await People.find(
    { organization: ctx.organization, active: true, role: { $in: roles } },
    { teams: 1, entraTenantId: 1, entraObjectId: 1 },
  )
    .session(session ?? null)
    .lean<Reach[]>();
  const rows = found.flatMap(person => noticeRows(ctx, { key, notice, person }));
  if (rows.length === 0) return [];
  await Outbox.bulkWrite(
    rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })),
    { ordered: false, ...(session ? { session } : {}) },
  );
  return [...new Set(rows.map(({ lane }) => lane))];
}

type Reach = Pick<Colleague, '_id' | 'teams' | 'entraTenantId' | 'entraObjectId'>;

function noticeRows(ctx: Context, { key, notice, person }: Pick<Telling, 'key' | 'notice'> & { person: Reach }): Row[] {
  const { organization, now } = ctx;
  const row = (channel: Row['channel'], lane: string): Row => ({
    _id: `${organization}:${key}:${person._id}:${channel}`,
    organization,
    lane,
    channel,
    kind: 'notice',
    recipient: person._id,
    notice,
    state: 'queued',
    notBefore: now,
    attempts: [],
    createdAt: now,
  });
  const mail = row('mail', `mail:${organization}`);
  return whyMail(person) ? [mail] : [mail, row('teams', `teams:${person.entraTenantId}`)];
}
