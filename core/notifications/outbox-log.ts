import type { Context } from '#core/context.ts';
import { DomainError } from '#core/errors.ts';
import { Outbox, type Row, type RowState, rowStates } from './outbox.ts';
import { wake } from './wake.ts';

/** The newest rows of an organization, with every attempt. */
export async function listRows(ctx: Context, input: { state?: RowState; limit: number }): Promise<Row[]> {
  const states = input.state ? [input.state] : [...rowStates];
  return Outbox.find({ organization: ctx.organization, state: { $in: states } })
    .sort({ createdAt: -1 })
    .limit(input.limit)
    .lean();
}

/** Queues failed rows again: one, or all. What may have been sent (`unknown`) only when it is named. */
export async function retryRows(ctx: Context, input: { id?: string }): Promise<number> {
  const which = input.id
    ? { _id: input.id, state: { $in: ['failed' as const, 'unknown' as const] } }
    : { state: 'failed' as const };
  const filter = { organization: ctx.organization, ...which };
  const lanes = await Outbox.distinct('lane', filter);
  const { modifiedCount } = await Outbox.updateMany(filter, {
    $set: { state: 'queued', notBefore: ctx.now, createdAt: ctx.now, waiting: 'Queued again by the operator.' },
    $unset: { reason: 1, endedAt: 1, expiresAt: 1 },
  });
  if (input.id && modifiedCount === 0)
    throw new DomainError('not-found', `There is no failed or unknown row ${input.id}.`);
  wake(lanes);
  return modifiedCount;
}

export type OutboxStats = { state: RowState; rows: number; oldest?: Date }[];

/** How many rows an organization has in each state, and since when the oldest is there. */
export async function outboxStats(ctx: Context): Promise<OutboxStats> {
  const counted = await Outbox.aggregate<{ _id: RowState; rows: number; oldest: Date }>([
    { $match: { organization: ctx.organization, state: { $in: [...rowStates] } } },
    { $group: { _id: '$state', rows: { $sum: 1 }, oldest: { $min: '$createdAt' } } },
  ]);
  const byState = new Map(counted.map(row => [row._id, row]));
  return rowStates.map(state => {
    const found = byState.get(state);
    return { state, rows: found?.rows ?? 0, ...(found ? { oldest: found.oldest } : {}) };
  });
}

/** Over all organizations, for the metrics: what waits, and how late the oldest due row is, in seconds. */
export async function outboxDepth(now: Date): Promise<{ queued: number; claimed: number; lateSeconds: number }> {
  const [queued, claimed, [oldest]] = await Promise.all([
    Outbox.countDocuments({ state: 'queued' }),
    Outbox.countDocuments({ state: 'claimed' }),
    Outbox.aggregate<{ first: Date }>([
      { $match: { state: 'queued', notBefore: { $lte: now } } },
      { $group: { _id: null, first: { $min: '$notBefore' } } },
    ]),
  ]);
  return { queued, claimed, lateSeconds: oldest ? (now.getTime() - oldest.first.getTime()) / 1000 : 0 };
}
