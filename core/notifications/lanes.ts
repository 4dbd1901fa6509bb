import { isDuplicate } from '#core/database.ts';
import { type Lane, Lanes, Outbox } from './outbox.ts';

/** Lanes that have queued rows, each with the time of its first. One index step a lane, however long its queue. */
export async function waitingLanes(): Promise<{ lane: string; next: Date }[]> {
  const found = await Outbox.aggregate<{ _id: string; next: Date }>([
    { $match: { state: 'queued' } },
    { $sort: { state: 1, lane: 1, notBefore: 1 } },
    { $group: { _id: '$lane', next: { $first: '$notBefore' } } },
  ]);
  return found.map(({ _id, next }) => ({ lane: _id, next }));
}

/** Takes or keeps a lane for this worker; undefined while another has it. */
export async function acquireLane(lane: string, worker: string, now: Date, leaseMs: number): Promise<Lane | undefined> {
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const kept = await Lanes.findOneAndUpdate({ _id: lane, owner: worker }, { $set: { leaseUntil } }, after).lean();
  if (kept) return kept;
  try {
    const taken = await Lanes.findOneAndUpdate(
      { _id: lane, $or: [{ owner: { $exists: false } }, { leaseUntil: { $lt: now } }] },
      { $set: { owner: worker, leaseUntil }, $inc: { epoch: 1 } },
      { ...after, upsert: true },
    ).lean();
    return taken ?? undefined;
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
}

const after = { returnDocument: 'after' } as const;

export async function releaseLanes(lanes: string[], worker: string): Promise<void> {
  await Lanes.updateMany({ _id: { $in: lanes }, owner: worker }, { $unset: { owner: 1, leaseUntil: 1 } });
}

/** Whole-lane rest, kept in the database so that the next owner keeps it too. */
export async function restLane(
  lane: string,
  rest: { pausedUntil?: Date; disabledUntil?: Date; reason: string },
): Promise<void> {
  const { reason, ...times } = rest;
  await Lanes.updateOne({ _id: lane }, { $max: times, $set: { pauseReason: reason } });
}

/** When each person of the lane was last sent a new card, for an owner that has just taken the lane over. */
export async function recentSends(lane: string, since: Date): Promise<Map<string, number[]>> {
  const cards = await Outbox.aggregate<{ _id: { recipient: string }; at: Date }>([
    { $match: { lane, endedAt: { $gt: since }, state: 'sent', kind: 'card' } },
    {
      $group: {
        _id: { recipient: '$recipient', card: { $ifNull: ['$activityId', '$_id'] } },
        at: { $min: '$endedAt' },
      },
    },
    { $sort: { at: 1 } },
  ]);
  const byRecipient = new Map<string, number[]>();
  for (const { _id, at } of cards) {
    const times = byRecipient.get(_id.recipient) ?? [];
    times.push(at.getTime());
    byRecipient.set(_id.recipient, times);
  }
  return byRecipient;
}
