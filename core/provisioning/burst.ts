import { actorName } from '#core/audit/actor-name.ts';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { type Burst, type Organization, Organizations } from '#core/organizations/model.ts';
import { People, type Person } from '#core/people/model.ts';
import { bringBack, inactiveFilter, reasonOf } from './bring-back.ts';
import { detectBurst } from './detect-burst.ts';
import { type LogEntry, ProvisioningLog } from './model.ts';
import { portions } from './portions.ts';
import { isIntended } from './threshold.ts';

/** `inactive`: how many are still so because of it, and can be brought back. */
export type BurstView = Omit<Burst, 'intended'> & { count: number; inactive: number; intended: boolean };

/** After that, too many of them have left for good to be brought back together. */
const offeredMs = 30 * 86_400_000;

/**
 * The newest burst of late of which somebody can be brought back; one that was intended only when all others were as
 * well.
 */
export async function burst(ctx: Context): Promise<BurstView | undefined> {
  await detectBurst(ctx);
  let newestIntended: BurstView | undefined;
  for (const found of await offeredBursts(ctx)) {
    const view = await viewOf(ctx, found);
    if (view.inactive === 0) continue;
    if (!view.intended) return view;
    newestIntended ??= view;
  }
  return newestIntended;
}

/** Those that were not undone, the newest first. */
async function offeredBursts({ organization, now }: Context): Promise<Burst[]> {
  const company = await driver<Organization>(Organizations).findOne(
    { _id: organization },
    { projection: { guard: 1 } },
  );
  const since = now.getTime() - offeredMs;
  const found = company?.guard?.bursts ?? [];
  return found.filter(({ to, restoredAt }) => !restoredAt && to.getTime() > since).toReversed();
}

async function viewOf(ctx: Context, found: Burst): Promise<BurstView> {
  const ids = await idsOf(ctx, found);
  let inactive = 0;
  for (const some of portions(ids))
    inactive += await driver<Person>(People).countDocuments(inactiveFilter(ctx, { ids: some, gone: found }));
  return { ...found, count: ids.length, inactive, intended: isIntended(found, ids.length) };
}

/** Whom a directory deactivated then, unless somebody did so by hand after it. */
async function idsOf({ organization }: Context, { from, to }: Burst): Promise<string[]> {
  const rows = await driver<LogEntry>(ProvisioningLog)
    .find(
      { organization, verb: 'disable', at: { $gte: from, $lte: to } },
      { projection: { _id: 0, 'target.id': 1, connection: 1 } },
    )
    .sort({ at: 1 })
    .toArray();
  const byDirectory = new Map(rows.map(({ target, connection }) => [target.id, connection !== undefined]));
  return [...byDirectory].flatMap(([id, itWas]) => (id !== undefined && itWas ? id : []));
}

async function offeredBurst(ctx: Context, from: Date | undefined): Promise<Burst> {
  await detectBurst(ctx);
  const offered = await offeredBursts(ctx);
  const found = from ? offered.find(each => each.from.getTime() === from.getTime()) : offered[0];
  if (!found) throw goneBurst();
  return found;
}

function goneBurst(): DomainError {
  return new DomainError('not-found', 'There is no such burst: it was undone already, or is more than 30 days ago.');
}

/** A burst that is still offered; the update reaches it as `guard.bursts.$`. */
function which({ organization }: Context, { from }: Burst) {
  return { _id: organization, 'guard.bursts': { $elemMatch: { from, restoredAt: { $exists: false } } } };
}

/**
 * Brings back everyone of a burst, the newest unless told otherwise, who is still inactive because of it, against the
 * directory, until its next word on each of them; `left` are those whose userName somebody else has by now. Broken off,
 * it can be begun again.
 * @throws DomainError `invalid`, `not-found` when there is no such burst of the last 30 days, or it was undone.
 */
export async function restoreBurst(
  ctx: Context,
  input: { reason: string; from?: Date },
): Promise<{ people: number; left: number }> {
  const reason = reasonOf(input.reason);
  const found = await offeredBurst(ctx, input.from);
  const ids = await idsOf(ctx, found);
  let people = 0;
  let left = 0;
  for (const some of portions(ids)) {
    const brought = await bringBack(ctx, { ids: some, gone: found, reason, resumeSince: found.from });
    people += brought.count;
    left += brought.left;
  }
  await transaction(async session => {
    await driver<Organization>(Organizations).updateOne(
      which(ctx, found),
      { $set: { 'guard.bursts.$.restoredAt': ctx.now } },
      { session },
    );
    const details = { from: found.from, to: found.to, people, left, reason };
    await record(ctx, { action: 'burst.restore', target: ctx.organization, details }, session);
  });
  return { people, left };
}

/**
 * Keeps that a burst was no mistake, of as many people as it is now.
 * @throws DomainError `not-found` when there is no such burst of the last 30 days, or it was undone.
 */
export async function intendBurst(ctx: Context, { from }: { from: Date }): Promise<void> {
  const found = await offeredBurst(ctx, from);
  const { length: count } = await idsOf(ctx, found);
  const intended = { at: ctx.now, by: actorName(ctx.actor), count };
  await transaction(async session => {
    const { matchedCount } = await driver<Organization>(Organizations).updateOne(
      which(ctx, found),
      { $set: { 'guard.bursts.$.intended': intended } },
      { session },
    );
    if (matchedCount === 0) throw goneBurst();
    const details = { from, to: found.to, people: count };
    await record(ctx, { action: 'burst.intend', target: ctx.organization, details }, session);
  });
}
