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

/** `inactive`: how many are still so because of it, and can be brought back. */
export type BurstView = Burst & { count: number; inactive: number };

/** After that, too many of them have left for good to be brought back together. */
const offeredMs = 30 * 86_400_000;

/** The newest time that more people went inactive within an hour than may; undefined when there was none of late. */
export async function burst(ctx: Context): Promise<BurstView | undefined> {
  await detectBurst(ctx);
  const found = await readBurst(ctx);
  if (!found) return undefined;
  const ids = await idsOf(ctx, found);
  let inactive = 0;
  for (const some of portions(ids))
    inactive += await driver<Person>(People).countDocuments(inactiveFilter(ctx, { ids: some, gone: found }));
  return { ...found, count: ids.length, inactive };
}

async function readBurst({ organization, now }: Context): Promise<Burst | undefined> {
  const company = await driver<Organization>(Organizations).findOne(
    { _id: organization },
    { projection: { guard: 1 } },
  );
  const found = company?.guard?.burst;
  return found && found.to.getTime() > now.getTime() - offeredMs ? found : undefined;
}

async function idsOf({ organization }: Context, { from, to }: Burst): Promise<string[]> {
  const rows = await driver<LogEntry>(ProvisioningLog)
    .find({ organization, verb: 'disable', at: { $gte: from, $lte: to } }, { projection: { _id: 0, 'target.id': 1 } })
    .toArray();
  return [...new Set(rows.flatMap(({ target }) => target.id ?? []))];
}

/**
 * Brings back everyone of the newest burst who is still inactive because of it, against the directory, until its next
 * word on each of them. Broken off, it can be begun again. @throws DomainError `invalid`, `not-found`.
 */
export async function restoreBurst(ctx: Context, input: { reason: string }): Promise<{ people: number }> {
  const reason = reasonOf(input.reason);
  await detectBurst(ctx);
  const found = await readBurst(ctx);
  if (!found) throw new DomainError('not-found', 'There was no burst of deactivations in the last 30 days.');
  const ids = await idsOf(ctx, found);
  let people = 0;
  for (const some of portions(ids))
    people += await bringBack(ctx, { ids: some, gone: found, reason, resumeSince: found.from });
  await transaction(async session => {
    await driver<Organization>(Organizations).updateOne(
      { _id: ctx.organization, 'guard.burst.from': found.from },
      { $set: { 'guard.burst.restoredAt': ctx.now } },
      { session },
    );
    const details = { from: found.from, to: found.to, people, reason };
    await record(ctx, { action: 'burst.restore', target: ctx.organization, details }, session);
  });
  return { people };
}
