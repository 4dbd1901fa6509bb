import { driver, isDuplicate, transaction } from '#core/database.ts';
import { newId } from '#core/identifiers.ts';
import { People, type Person } from '#core/people/model.ts';
import { forgetWaitingInstall } from '#core/people/people.ts';
import { changesOf } from './change.ts';
import type { DirectoryContext, User } from './contract.ts';
import type { Double } from './doubles.ts';
import { gathered } from './gather.ts';
import { logRow, writeLog } from './log.ts';
import { logWords } from './log-words.ts';
import type { LogEntry } from './model.ts';
import { settingsOf } from './person-settings.ts';
import { fold, personFields, type Resource } from './resource.ts';
import { forgetTotals } from './totals.ts';
import { targetOf, wordsOf } from './write-user.ts';

/**
 * Inserts a person with the line of the log, all or nothing; a bot install that waits for the address is theirs from
 * the beginning. Undefined when somebody with one of the names was there first.
 */
export async function insertUser(
  ctx: DirectoryContext,
  resource: Resource,
  { install, double }: { install: Partial<Person>; double: Double | undefined },
): Promise<User | undefined> {
  const person = newPerson(ctx, resource, install);
  try {
    await insert(ctx.organization, { person, row: createdRow(ctx, person, double) });
  } catch (error) {
    if (isDuplicate(error)) return undefined;
    throw error;
  }
  forgetTotals(ctx.organization);
  await forgetWaitingInstall(person);
  return { id: person._id, resource, version: 1, createdAt: ctx.now, changedAt: ctx.now };
}

const insert = gathered(async (items: { person: Person; row: LogEntry }[]) => {
  const people = items.map(({ person }) => person);
  await transaction(async session => {
    await driver<Person>(People).insertMany(people, { session, ignoreUndefined: true });
    await writeLog(
      items.map(({ row }) => row),
      session,
    );
  });
  return people;
});

function newPerson(ctx: DirectoryContext, resource: Resource, install: Partial<Person>): Person {
  return {
    _id: newId('per'),
    organization: ctx.organization,
    ...personFields(resource),
    role: 'member',
    ...(resource.active ? {} : { deactivatedAt: ctx.now }),
    directory: {
      connection: ctx.connection._id,
      resource,
      folded: fold(resource),
      listed: true,
      version: 1,
      changedAt: ctx.now,
    },
    ...settingsOf(resource),
    createdAt: ctx.now,
    ...install,
  };
}

function createdRow(ctx: DirectoryContext, person: Person, double: Double | undefined): LogEntry {
  const { resource } = person.directory;
  return logRow(ctx, {
    verb: 'create',
    target: targetOf(person),
    reason: person.active ? logWords.created : logWords.createdInactive,
    changes: resource ? changesOf({}, resource) : [],
    words: resource ? wordsOf(resource, person.email) : [],
    ...(double
      ? { suspectedDouble: double._id, mend: logWords.suspectedDouble(double.displayName, double.email) }
      : {}),
  });
}
