import { actorName } from '#core/audit/actor-name.ts';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { tellRecruiters } from '#core/notifications/notice.ts';
import type { Notice } from '#core/notifications/outbox.ts';
import { wake } from '#core/notifications/wake.ts';
import { type Burst, type Organization, Organizations } from '#core/organizations/model.ts';
import { People, type Person } from '#core/people/model.ts';
import { type LogEntry, ProvisioningLog } from './model.ts';
import { automaticThreshold, countedCompany, countedSince, goesOn, leastThreshold } from './threshold.ts';

const keptBursts = 20;

export async function companySize({ organization }: Context): Promise<number> {
  return driver<Person>(People).countDocuments({ organization, active: true }, { limit: countedCompany });
}

/**
 * Looks whether directories deactivated more people within the hour than may be, keeps the burst on the organization, and
 * tells the recruiters, once for a burst. Looking twice changes nothing.
 */
export async function detectBurst(ctx: Context): Promise<void> {
  const { organization, now } = ctx;
  const company = await driver<Organization>(Organizations).findOne({ _id: organization });
  if (!company) return;
  const former = company.guard?.bursts?.at(-1);
  const chosen = company.guard?.threshold;
  const disabled = {
    organization,
    verb: 'disable' as const,
    at: { $gt: countedSince(former, now) },
    // What is done by hand is meant.
    connection: { $exists: true as const },
  };
  const log = driver<LogEntry>(ProvisioningLog);
  const least = chosen ?? leastThreshold;
  if ((await log.countDocuments(disabled, { limit: least + 1 })) <= least) return;
  const people = await countPeople(disabled);
  const threshold = chosen ?? automaticThreshold((await companySize(ctx)) + people);
  if (people <= threshold) return;
  const [newest] = await log
    .find(disabled, { projection: { at: 1 } })
    .sort({ at: -1 })
    .limit(1)
    .toArray();
  const [oldest] = await log
    .find(disabled, { projection: { at: 1 } })
    .sort({ at: 1 })
    .limit(1)
    .toArray();
  if (!newest || !oldest) return;
  if (goesOn(former, now)) await extend(organization, { from: former.from }, newest.at);
  else await begin(ctx, { from: oldest.at, to: newest.at, threshold });
}

type Disabled = { organization: string; verb: 'disable'; at: { $gt: Date }; connection: { $exists: true } };

async function countPeople(disabled: Disabled): Promise<number> {
  const [counted] = await driver<LogEntry>(ProvisioningLog)
    .aggregate<{ people: number }>([{ $match: disabled }, { $group: { _id: '$target.id' } }, { $count: 'people' }])
    .toArray();
  return counted?.people ?? 0;
}

type Which = { from: Date } | { to: { $gte: Date } };

async function extend(organization: string, which: Which, to: Date): Promise<void> {
  await driver<Organization>(Organizations).updateOne(
    { _id: organization, 'guard.bursts': { $elemMatch: { ...which, restoredAt: { $exists: false } } } },
    { $max: { 'guard.bursts.$.to': to } },
  );
}

/** Whoever of several processes is first keeps it and tells; what the others saw beyond it is added. */
async function begin(ctx: Context, burst: Burst): Promise<void> {
  const { from, to } = burst;
  const same = { $or: [{ from }, { restoredAt: { $exists: false }, to: { $gte: from } }] };
  const lanes = await transaction(async session => {
    const { modifiedCount } = await driver<Organization>(Organizations).updateOne(
      { _id: ctx.organization, 'guard.bursts': { $not: { $elemMatch: same } } },
      { $push: { 'guard.bursts': { $each: [burst], $slice: -keptBursts } } },
      { session },
    );
    if (modifiedCount === 0) return undefined;
    return tellRecruiters(ctx, { key: `burst-${from.getTime()}`, notice: burstNotice(ctx, burst) }, session);
  });
  if (lanes) wake(lanes);
  else await extend(ctx.organization, { to: { $gte: from } }, to);
}

function burstNotice({ actor }: Context, { from, threshold }: Burst): Notice {
  const last = actor.kind === 'system' ? '' : `, the last of them by ${actorName(actor)}`;
  const since = `${from.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    subject: `More than ${threshold} people were deactivated within an hour`,
    text: [
      `Since ${since}, more than ${threshold} people of your company were deactivated${last}.`,
      'A deactivation takes effect at once: they cannot sign in and get no messages. Nothing of theirs is lost.',
      'If that is right, there is nothing to do.',
      'If it is a mistake: stop provisioning in the directory and correct there who is assigned. An admin can bring everyone back in one action, under Settings, Security, SCIM Configuration.',
    ].join('\n\n'),
    opens: 'settings',
  };
}
