import { newId } from '#core/identifiers.ts';
import { Outbox, type Row } from './outbox.ts';
import { rowExpiry } from './retention.ts';

const unclearReason = 'The process ended while this send may have been under way.';
const reapedAtOnce = 1_000;
const lockedRowMs = 100;

type Taken = { lane: string; paces: Map<string, { busy: boolean }> };

/** The lane's rows whose time has come, oldest first, without those of people to whom a send is under way. */
export async function dueRows({ lane, paces }: Taken, now: Date, limit: number): Promise<Row[]> {
  const busy = [...paces].filter(([, pace]) => pace.busy).map(([recipient]) => recipient);
  return Outbox.find({ state: 'queued', lane, notBefore: { $lte: now }, recipient: { $nin: busy } })
    .sort({ notBefore: 1 })
    .limit(limit)
    .lean();
}

/** A person's other due cards in the lane, to be gathered with those already read. */
export async function dueOf(row: Row, now: Date, limit: number): Promise<Row[]> {
  const { organization, recipient, lane } = row;
  return Outbox.find({ organization, recipient, state: 'queued', lane, kind: 'card', notBefore: { $lte: now } })
    .sort({ notBefore: 1 })
    .limit(limit)
    .lean();
}

/**
 * Claims rows for one try, writing its beginning into each row's log. Two workers cannot both have a row: the answer
 * holds only those that were still queued.
 */
export async function claimRows(rows: Row[], worker: string, now: Date, leaseMs: number): Promise<Row[]> {
  const claim = newId('clm');
  const attempt = { worker, startedAt: now };
  const ids = rows.map(row => row._id);
  const { modifiedCount } = await Outbox.updateMany(
    { _id: { $in: ids }, state: 'queued' },
    {
      $set: { state: 'claimed', claim, leaseUntil: new Date(now.getTime() + leaseMs) },
      $push: { attempts: attempt },
      $unset: { waiting: 1 },
    },
  ).catch(async error => {
    await unclaim(ids, claim).catch(() => {
      // The lease decides.
    });
    throw error;
  });
  if (modifiedCount !== rows.length) return Outbox.find({ _id: { $in: ids }, claim, state: 'claimed' }).lean();
  return rows.map(row => ({ ...row, state: 'claimed', claim, attempts: [...row.attempts, attempt] }));
}

/** Gives back what a claim may have taken whose answer was lost: nothing of it was tried. */
async function unclaim(ids: string[], claim: string): Promise<void> {
  await Outbox.updateMany(
    { _id: { $in: ids }, claim, state: 'claimed' },
    { $set: { state: 'queued' }, $unset: { claim: 1, leaseUntil: 1 }, $pop: { attempts: 1 } },
  );
}

export async function postponeRows(rows: Row[], until: Date, waiting: string): Promise<void> {
  if (rows.length === 0) return;
  await Outbox.updateMany(
    { _id: { $in: rows.map(row => row._id) }, state: 'queued' },
    { $set: { notBefore: until, waiting } },
  );
}

/** Ends rows that will not be sent, with the reason. */
export async function dropRows(rows: Row[], reason: string, now: Date): Promise<void> {
  if (rows.length === 0) return;
  await Outbox.updateMany(
    { _id: { $in: rows.map(row => row._id) }, state: { $in: ['queued', 'claimed'] } },
    {
      $set: { state: 'cancelled', reason, endedAt: now, expiresAt: rowExpiry(now) },
      $unset: { claim: 1, leaseUntil: 1, waiting: 1 },
    },
  );
}

/**
 * Takes over what dead workers left: their lease has passed and the attempt has no end. Cards are sent again, with the
 * attempt logged as unclear, unless they have been tried too often; mails may have gone out, and are not. Answers how
 * many rows it met.
 */
export async function reapRows(now: Date, maxAttempts: number): Promise<number> {
  const expired = { state: 'claimed' as const, leaseUntil: { $lt: now } };
  const end = {
    'attempts.$[open].endedAt': now,
    'attempts.$[open].outcome': 'unclear',
    'attempts.$[open].reason': unclearReason,
  };
  const again = { state: 'queued', notBefore: now, waiting: unclearReason };
  const ended = {
    state: 'unknown',
    reason: `May have been sent: ${unclearReason}`,
    endedAt: now,
    expiresAt: rowExpiry(now),
  };
  const dead = await Outbox.find(expired, { channel: 1, attempts: 1 }).limit(reapedAtOnce).lean();
  let reaped = 0;
  // One by one: a worker killed amid a transaction leaves its rows locked until MongoDB ends that transaction (after 60 s
  // unless set otherwise), and one update of all would wait for the locked ones, with everything behind it.
  for (const { _id, channel, attempts } of dead) {
    const over = channel === 'mail' || attempts.length >= maxAttempts;
    const update = { $set: { ...(over ? ended : again), ...end }, $unset: { claim: 1, leaseUntil: 1 } };
    const options = { arrayFilters: [{ 'open.endedAt': { $exists: false } }], timeoutMS: lockedRowMs };
    const { modifiedCount } = await Outbox.updateOne({ _id, ...expired }, update, options).catch(unlessLocked);
    reaped += modifiedCount;
  }
  return reaped;
}

/** A locked row's turn comes with a later poll. */
function unlessLocked(error: unknown): { modifiedCount: number } {
  if (error instanceof Error && error.name === 'MongoOperationTimeoutError') return { modifiedCount: 0 };
  throw error;
}
