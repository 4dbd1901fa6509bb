import { setTimeout as sleep } from 'node:timers/promises';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { Organizations } from '#core/organizations/model.ts';
import { companySize, detectBurst } from './detect-burst.ts';
import { Connections } from './model.ts';
import { automaticThreshold, burstMs } from './threshold.ts';

const apartMs = 1_000;

/** The newest deactivation that was not looked at yet, by organization. */
const noted = new Map<string, Context | undefined>();
const underWay = new Set<Promise<void>>();
let hurry = new AbortController();

/**
 * Has the guard look after a deactivation. Nobody waits for it: a deactivation is never delayed. Many of them are looked
 * at together; `drainGuard` waits in the end.
 */
export function noteDisabled(ctx: Context): void {
  const looking = noted.has(ctx.organization);
  noted.set(ctx.organization, ctx);
  if (looking) return;
  const watch = look(ctx.organization).finally(() => underWay.delete(watch));
  underWay.add(watch);
}

/** At a start: looks after what a process that was killed had not looked at yet. */
export async function lookBack({ now, log }: Pick<Context, 'now' | 'log'>): Promise<void> {
  const recently = { 'seen.lastWriteAt': { $gt: new Date(now.getTime() - burstMs) } };
  const found = await Connections.find(recently, { organization: 1 }).hint({ _id: 1 }).lean();
  for (const { organization } of found) noteDisabled({ organization, actor: { kind: 'system' }, now, log });
}

/** Resolves once every deactivation so far was looked at; errors are in the log. */
export async function drainGuard(): Promise<void> {
  hurry.abort();
  while (underWay.size > 0) await Promise.all(underWay);
  hurry = new AbortController();
}

async function look(organization: string): Promise<void> {
  for (let ctx = noted.get(organization); ctx; ctx = noted.get(organization)) {
    noted.set(organization, undefined);
    const { log } = ctx;
    await detectBurst(ctx).catch((error: unknown) => {
      log.error({ err: error, organization }, 'the guard against mass deactivation could not look');
    });
    await sleep(apartMs, undefined, { signal: hurry.signal, ref: false }).catch(() => {
      // In a hurry: the rest is looked at now.
    });
  }
  noted.delete(organization);
}

export type GuardSettings = { threshold: number; automatic: number; chosen?: number };

export async function guardSettings(ctx: Context): Promise<GuardSettings> {
  const [company, people] = await Promise.all([
    Organizations.findById(ctx.organization, { guard: 1 }).lean(),
    companySize(ctx),
  ]);
  const chosen = company?.guard?.threshold;
  const automatic = automaticThreshold(people);
  return { threshold: chosen ?? automatic, automatic, ...(chosen === undefined ? {} : { chosen }) };
}

/** Sets how many may go inactive within an hour before recruiters are told; undefined: by the company's size again. */
export async function setGuard(ctx: Context, { threshold }: { threshold: number | undefined }): Promise<GuardSettings> {
  if (threshold !== undefined && !(Number.isSafeInteger(threshold) && threshold >= 1 && threshold <= 100_000))
    throw new DomainError('invalid', 'The threshold is a whole number from 1 to 100,000.');
  await transaction(async session => {
    const change =
      threshold === undefined ? { $unset: { 'guard.threshold': 1 } } : { $set: { 'guard.threshold': threshold } };
    const former = await Organizations.findOneAndUpdate({ _id: ctx.organization }, change, { session }).lean();
    const before = former?.guard?.threshold;
    if (before === threshold) return;
    const details = { threshold: { before, after: threshold } };
    await record(ctx, { action: 'guard.configure', target: ctx.organization, details }, session);
  });
  return guardSettings(ctx);
}
