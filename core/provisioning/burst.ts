import type { ClientSession } from 'mongoose';
import { actorName } from '#core/audit/actor-name.ts';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { resumeRows } from '#core/notifications/cancel.ts';
import { wake } from '#core/notifications/wake.ts';
import { type Burst, type Organization, Organizations } from '#core/organizations/model.ts';
import { People, type Person } from '#core/people/model.ts';
import { takeUpRole } from './admins.ts';
import { detectBurst } from './detect-burst.ts';
import { logRow, writeLog } from './log.ts';
import { logWords } from './log-words.ts';
import { type LogEntry, ProvisioningLog } from './model.ts';
import { resourceOf } from './resource.ts';
import { forgetTotals } from './totals.ts';
import { targetOf, wordsOf } from './write-user.ts';

/** `people` are those who are still inactive because of it, and can be brought back. */
export type BurstView = Burst & { count: number; people: { id: string; name: string; email: string }[] };

const broughtAtOnce = 250;
const dayMs = 86_400_000;

/** The newest time that more people went inactive within an hour than may; undefined when there was none. */
export async function burst(ctx: Context): Promise<BurstView | undefined> {
  await detectBurst(ctx);
  const found = await readBurst(ctx);
  if (!found) return undefined;
  const ids = await idsOf(ctx, found);
  const people = await inactiveOf(ctx, found, ids);
  const named = people.map(({ _id, displayName, email }) => ({ id: _id, name: displayName, email }));
  return { ...found, count: ids.length, people: named };
}

async function readBurst({ organization }: Context): Promise<Burst | undefined> {
  const company = await driver<Organization>(Organizations).findOne(
    { _id: organization },
    { projection: { guard: 1 } },
  );
  return company?.guard?.burst;
}

async function idsOf({ organization }: Context, { from, to }: Burst): Promise<string[]> {
  const rows = await driver<LogEntry>(ProvisioningLog)
    .find({ organization, verb: 'disable', at: { $gte: from, $lte: to } }, { projection: { 'target.id': 1 } })
    .toArray();
  return [...new Set(rows.flatMap(({ target }) => target.id ?? []))];
}

async function inactiveOf(
  { organization }: Context,
  { from, to }: Pick<Burst, 'from' | 'to'>,
  ids: string[],
  session?: ClientSession,
): Promise<Person[]> {
  return driver<Person>(People)
    .find(
      {
        _id: { $in: ids },
        organization,
        active: false,
        deactivatedAt: { $gte: from, $lte: to },
        mergedInto: { $exists: false },
      },
      { projection: { 'directory.folded': 0 }, ...(session ? { session } : {}) },
    )
    .toArray();
}

/**
 * Brings back everyone of the newest burst who is still inactive because of it, against the directory, until its next
 * word on each of them. Broken off, it can be begun again. @throws DomainError `invalid`, `not-found`.
 */
export async function restoreBurst(ctx: Context, input: { reason: string }): Promise<{ people: number }> {
  const reason = reasonOf(input.reason);
  await detectBurst(ctx);
  const found = await readBurst(ctx);
  if (!found) throw new DomainError('not-found', 'There was no burst of deactivations.');
  const ids = await idsOf(ctx, found);
  let people = 0;
  for (let at = 0; at < ids.length; at += broughtAtOnce)
    people += await bringBack(ctx, { found, ids: ids.slice(at, at + broughtAtOnce), reason, resumeSince: found.from });
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

/**
 * Enables one person by hand, against the directory, until its next word on them.
 * @throws DomainError `invalid` without a reason, `not-found`, `conflict` for an account that was merged into another.
 */
export async function enablePerson(ctx: Context, input: { person: string; reason: string }): Promise<void> {
  const reason = reasonOf(input.reason);
  const person = await People.findOne({ _id: input.person, organization: ctx.organization }).lean();
  if (!person) throw new DomainError('not-found', 'There is no such person.');
  if (person.mergedInto) throw new DomainError('conflict', 'This account was merged into another one.');
  const found = { from: new Date(0), to: ctx.now };
  const resumeSince = new Date(ctx.now.getTime() - dayMs);
  if ((await bringBack(ctx, { found, ids: [person._id], reason, resumeSince })) === 0) return;
  await transaction(session =>
    record(ctx, { action: 'person.enable', target: person._id, details: { reason } }, session),
  );
}

function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason === '') throw new DomainError('invalid', 'Say why, for the log.');
  return reason.slice(0, 500);
}

type Bringing = { found: Pick<Burst, 'from' | 'to'>; ids: string[]; reason: string; resumeSince: Date };

async function bringBack(ctx: Context, { found, ids, reason, resumeSince }: Bringing): Promise<number> {
  const { organization, now } = ctx;
  const { count, lanes } = await transaction(async session => {
    const people = await inactiveOf(ctx, found, ids, session);
    if (people.length === 0) return { count: 0, lanes: [] };
    const back = people.map(({ _id }) => _id);
    await driver<Person>(People).updateMany(
      { _id: { $in: back }, organization },
      {
        $set: {
          active: true,
          'directory.folded.active': true,
          'directory.changedAt': now,
          'directory.override': { at: now, by: actorName(ctx.actor), reason },
        },
        $inc: { 'directory.version': 1 },
        $unset: { deactivatedAt: 1 },
      },
      { session },
    );
    await takeUpRole(ctx, people, session);
    await writeLog(
      people.map(person => restoredRow(ctx, person, reason)),
      session,
    );
    return { count: people.length, lanes: await resumeRows(ctx, { people: back, since: resumeSince }, session) };
  });
  forgetTotals(organization);
  wake(lanes);
  return count;
}

function restoredRow(ctx: Context, person: Person, reason: string): LogEntry {
  return logRow(ctx, {
    verb: 'update',
    target: targetOf(person),
    reason: logWords.restored(reason),
    changes: [{ attribute: 'active', before: false, after: true }],
    words: wordsOf(resourceOf(person), person.email),
  });
}
