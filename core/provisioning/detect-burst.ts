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

export async function companySize({ organization }: Context): Promise<number> {
  return driver<Person>(People).countDocuments({ organization, active: true }, { limit: countedCompany });
}

/**
 * Looks whether more people went inactive within the hour than may, keeps the burst on the organization, and tells the
 * recruiters, once for a burst. Looking twice changes nothing.
 */
export async function detectBurst(ctx: Context): Promise<void> {
  const { organization, now } = ctx;
  const company = await driver<Organization>(Organizations).findOne({ _id: organization });
  if (!company) return;
  const former = company.guard?.burst;
  const chosen = company.guard?.threshold;
  const disabled = { organization, verb: 'disable' as const, at: { $gt: countedSince(former, now) } };
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
  if (goesOn(former, now)) await extend(organization, former, newest.at);
  else await begin(ctx, former, { from: oldest.at, to: newest.at, threshold });
}

type Disabled = { organization: string; verb: 'disable'; at: { $gt: Date } };

async function countPeople(disabled: Disabled): Promise<number> {
  const [counted] = await driver<LogEntry>(ProvisioningLog)
    .aggregate<{ people: number }>([{ $match: disabled }, { $group: { _id: '$target.id' } }, { $count: 'people' }])
    .toArray();
  return counted?.people ?? 0;
}

async function extend(organization: string, { from }: Burst, to: Date): Promise<void> {
  await driver<Organization>(Organizations).updateOne(
    { _id: organization, 'guard.burst.from': from, 'guard.burst.restoredAt': { $exists: false } },
    { $max: { 'guard.burst.to': to } },
  );
}

/** Whoever of several processes is first tells; the others find the burst of another beginning. */
async function begin(ctx: Context, former: Burst | undefined, burst: Burst): Promise<void> {
  const lanes = await transaction(async session => {
    const { modifiedCount } = await driver<Organization>(Organizations).updateOne(
      {
        _id: ctx.organization,
        ...(former
          ? { 'guard.burst.from': former.from, 'guard.burst.restoredAt': former.restoredAt ?? { $exists: false } }
          : { 'guard.burst': { $exists: false } }),
      },
      { $set: { 'guard.burst': burst } },
      { session },
    );
    if (modifiedCount === 0) return [];
    return tellRecruiters(ctx, { key: `burst-${burst.from.getTime()}`, notice: burstNotice(ctx, burst) }, session);
  });
  wake(lanes);
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
