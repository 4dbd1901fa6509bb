import { isDeepStrictEqual } from 'node:util';
import type { ClientSession, mongo } from 'mongoose';
import { driver, isDuplicate, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { endAccess } from '#core/people/end-access.ts';
import { People, type Person } from '#core/people/model.ts';
import { takeUpRole, tellIfLastAdmin } from './admins.ts';
import type { DirectoryContext, User } from './contract.ts';
import { gathered } from './gather.ts';
import { noteDisabled } from './guard.ts';
import { logRow, type NewEntry, writeLog } from './log.ts';
import { takenError } from './match.ts';
import type { LogEntry } from './model.ts';
import { settingsChange } from './person-settings.ts';
import { fold, personFields, type Resource, resourceOf, type Values } from './resource.ts';
import { forgetTotals } from './totals.ts';

export type Write = {
  /** As it was read; when somebody else has changed it since, nothing is written. */
  person: Person;
  after: Resource;
  entry: Omit<NewEntry, 'target'>;
  /** What else changes of the person. */
  set?: mongo.MatchKeysAndValues<Person>;
};

export function userOf({ _id, directory, createdAt, ...person }: Person): User {
  const { version, changedAt } = directory;
  return { id: _id, resource: resourceOf({ ...person, directory }), version, createdAt, changedAt };
}

export function targetOf(
  person: Pick<Person, '_id' | 'displayName' | 'email'>,
): Extract<LogEntry['target'], { name: string }> {
  return { kind: 'user', id: person._id, name: person.displayName || person.email };
}

/** By what an entry of a person is found, beside the name. */
export function wordsOf({ userName, externalId }: Partial<Resource>, email: string): string[] {
  return [userName, email, externalId].flatMap(word => word ?? []);
}

/**
 * Writes a person as a directory has them, with the line of the log, all or nothing. Undefined when somebody else has
 * changed the person in the meantime. @throws DomainError `conflict` that names who has the name or address.
 */
export async function writeUser(ctx: DirectoryContext, write: Write): Promise<User | undefined> {
  const { person, after } = write;
  try {
    await put(ctx.organization, { ctx, write });
  } catch (error) {
    if (error === stale) return undefined;
    throw isDuplicate(error) ? await conflictOf(ctx, after, person._id, error) : error;
  }
  forgetTotals(ctx.organization);
  if (isDisabled({ write })) noteDisabled(ctx);
  const { _id: id, createdAt, directory } = person;
  return { id, resource: after, version: directory.version + 1, createdAt, changedAt: ctx.now };
}

type Putting = { ctx: DirectoryContext; write: Write };

/** Somebody has changed a person since they were read. */
const stale = new Error('A person was changed in the meantime.');

const put = gathered(async (items: Putting[]) => {
  await transaction(async session => {
    await update(items, session);
    const disabled = items.filter(isDisabled);
    const [first] = disabled;
    const ended = disabled.map(({ write }) => write.person._id);
    if (first) await endAccess(first.ctx, ended, session);
    const admin = disabled.findLast(({ write }) => write.person.role === 'admin');
    if (admin) await tellIfLastAdmin(admin.ctx, admin.write.person, session);
    for (const { ctx, write } of items)
      if (!write.person.active && write.after.active) await takeUpRole(ctx, [write.person], session);
    await writeLog(items.map(rowOf), session);
  });
  return items;
});

function isDisabled({ write: { person, after } }: Pick<Putting, 'write'>): boolean {
  return person.active && !after.active;
}

function rowOf({ ctx, write: { person, after, entry } }: Putting): LogEntry {
  const { email, displayName } = personFields(after);
  const target = targetOf({ _id: person._id, displayName, email });
  return logRow(ctx, { ...entry, target, words: [...wordsOf(after, email), ...(entry.words ?? [])] });
}

/** By version, and by role, which changes without one: who goes as an admin is none by chance. */
async function update(items: Putting[], session: ClientSession): Promise<void> {
  const { matchedCount } = await driver<Person>(People).bulkWrite(
    items.map(({ ctx, write }) => ({ updateOne: updateOf(ctx, write) })),
    { session, ignoreUndefined: true },
  );
  if (matchedCount < items.length) throw stale;
}

function updateOf(ctx: DirectoryContext, { person, after, set }: Write): mongo.UpdateOneModel<Person> {
  const { _id, organization, active, directory, role } = person;
  const kept = keptChange(person, after);
  return {
    filter: { _id, organization, role, 'directory.version': directory.version },
    update: {
      $set: {
        ...personFields(after),
        ...settingsChange(person, resourceOf(person), after),
        'directory.connection': ctx.connection._id,
        ...kept.set,
        'directory.version': directory.version + 1,
        'directory.changedAt': ctx.now,
        ...(active && !after.active ? { deactivatedAt: ctx.now } : {}),
        ...set,
      },
      $unset: { 'directory.override': 1, ...(after.active ? { deactivatedAt: 1 } : {}), ...kept.unset },
    },
  };
}

/** What changes of the resource as it is kept and as filters compare it: a whole person is dear to write and to index. */
function keptChange({ directory }: Person, after: Resource): { set: Values; unset: { [path: string]: 1 } } {
  const before = directory.resource;
  const folded = fold(after);
  if (!before) return { set: { 'directory.resource': after, 'directory.folded': folded }, unset: {} };
  const set: Values = {};
  const unset: { [path: string]: 1 } = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    // Who was enabled by hand is so against the resource.
    if (name !== 'active' && isDeepStrictEqual(before[name], after[name])) continue;
    for (const [kept, value] of [
      ['resource', after[name]],
      ['folded', folded[name]],
    ] as const) {
      const path = `directory.${kept}.${name}`;
      if (value === undefined) unset[path] = 1;
      else set[path] = value;
    }
  }
  return { set, unset };
}

/** Who stands in the way of a name or address that an index keeps unique. */
async function conflictOf(
  ctx: DirectoryContext,
  resource: Resource,
  self: string | undefined,
  cause: unknown,
): Promise<DomainError> {
  const { organization } = ctx;
  const { email, emailLower } = personFields(resource);
  const userName = resource.userName.toLowerCase();
  const others = await driver<Person>(People)
    .find({
      $or: [
        { organization, 'directory.listed': true, 'directory.folded.userName': userName },
        { organization, emailLower },
      ],
    })
    .toArray();
  const other = others.find(({ _id }) => _id !== self);
  if (!other) return new DomainError('conflict', 'Somebody else has the userName or the e-mail address.', { cause });
  return other.emailLower === emailLower
    ? takenError('email', email, other)
    : takenError('userName', resource.userName, other);
}
