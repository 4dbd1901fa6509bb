import type { ClientSession } from 'mongoose';
import { actorName } from '#core/audit/actor-name.ts';
import type { Context } from '#core/context.ts';
import { driver, isDuplicate, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { resumeRows } from '#core/notifications/cancel.ts';
import { wake } from '#core/notifications/wake.ts';
import { People, type Person } from '#core/people/model.ts';
import { takeUpRole } from './admins.ts';
import { logRow, writeLog } from './log.ts';
import { logWords } from './log-words.ts';
import { touchGroups } from './members.ts';
import type { LogEntry } from './model.ts';
import { resourceOf } from './resource.ts';
import { forgetTotals } from './totals.ts';
import { targetOf, wordsOf } from './write-user.ts';

type Bringing = {
  ids: string[];
  /** Who went inactive at another time stays so. */
  gone?: { from: Date; to: Date };
  reason: string;
  /** Cards that were cancelled since then are sent after all. */
  resumeSince: Date;
};

/** What those of `ids` have in common who can be brought back: an account that was merged into another cannot. */
export function inactiveFilter({ organization }: Context, { ids, gone }: Pick<Bringing, 'ids' | 'gone'>) {
  return {
    _id: { $in: ids },
    organization,
    active: false,
    ...(gone ? { deactivatedAt: { $gte: gone.from, $lte: gone.to } } : {}),
    mergedInto: { $exists: false },
  };
}

/**
 * Enables people against the directory, until its next word on each of them; whom it has deleted it sees again, so that
 * it can have that word. `left` are those whose userName somebody else has by now.
 */
export async function bringBack(ctx: Context, bringing: Bringing): Promise<{ count: number; left: number }> {
  const bring = async (session: ClientSession) => {
    const found = await driver<Person>(People).find(inactiveFilter(ctx, bringing), { session }).toArray();
    const people = await withFreeNames(ctx, found, session);
    const left = found.length - people.length;
    if (people.length === 0) return { count: 0, left, lanes: [], seenAgain: [] };
    const back = people.map(({ _id }) => _id);
    await enable(ctx, back, bringing.reason, session);
    await takeUpRole(ctx, people, session);
    await writeLog(
      people.map(person => restoredRow(ctx, person, bringing.reason)),
      session,
    );
    const lanes = await resumeRows(ctx, { people: back, since: bringing.resumeSince }, session);
    const seenAgain = people.filter(({ directory }) => !directory.listed).map(({ _id }) => _id);
    return { count: people.length, left, lanes, seenAgain };
  };
  const { lanes, seenAgain, ...answer } = await transaction(bring).catch((error: unknown) => {
    // Somebody took a userName in between: now that is seen.
    if (isDuplicate(error)) return transaction(bring);
    throw error;
  });
  forgetTotals(ctx.organization);
  wake(lanes);
  await touchGroups(ctx, seenAgain);
  return answer;
}

/** Those whose userName nobody has whom the directory sees, nor another one of them. */
async function withFreeNames({ organization }: Context, people: Person[], session: ClientSession): Promise<Person[]> {
  const nameOf = ({ directory }: Person) => directory.folded.userName;
  const gone = people.filter(({ directory }) => !directory.listed);
  if (gone.length === 0) return people;
  const taken = new Set(
    await driver<Person>(People).distinct(
      'directory.folded.userName',
      { organization, 'directory.listed': true, 'directory.folded.userName': { $in: gone.map(nameOf) } },
      { session },
    ),
  );
  return people.filter(person => {
    if (person.directory.listed) return true;
    const free = !taken.has(nameOf(person));
    taken.add(nameOf(person));
    return free;
  });
}

async function enable(ctx: Context, people: string[], reason: string, session: ClientSession): Promise<void> {
  const { organization, now } = ctx;
  await driver<Person>(People).updateMany(
    { _id: { $in: people }, organization },
    {
      $set: {
        active: true,
        'directory.listed': true,
        'directory.folded.active': true,
        'directory.changedAt': now,
        'directory.override': { at: now, by: actorName(ctx.actor), reason },
      },
      $inc: { 'directory.version': 1 },
      $unset: { deactivatedAt: 1 },
    },
    { session },
  );
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

/** @throws DomainError `invalid` */
export function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason === '') throw new DomainError('invalid', 'Say why, for the log.');
  return reason.slice(0, 500);
}
