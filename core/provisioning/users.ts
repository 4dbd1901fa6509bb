import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { People, type Person } from '#core/people/model.ts';
import { takeInstall } from '#core/people/people.ts';
import { untilWritten } from './attempts.ts';
import { changesOf, verdictOf } from './change.ts';
import type { DirectoryContext, User } from './contract.ts';
import { insertUser } from './insert-user.ts';
import { logRow, writeLog } from './log.ts';
import { logWords } from './log-words.ts';
import { lookUp } from './look-up.ts';
import { type Match, takenError } from './match.ts';
import { touchGroups } from './members.ts';
import { holdRequired, missingOf, refuseAddress, refuseMissing } from './required.ts';
import { personFields, type Resource, resourceOf } from './resource.ts';
import { targetOf, userOf, type Write, wordsOf, writeUser } from './write-user.ts';

/** A person as SCIM sees them; undefined also for whom the directory has deleted, and for whom another has. */
export async function getUser(ctx: Context, id: string): Promise<User | undefined> {
  const person = await findListed(ctx, id);
  return person ? userOf(person) : undefined;
}

/** @throws DomainError `not-found`, or `stale` when it is not the version asked for. */
export async function readListed(ctx: Context, id: string, ifMatch?: number): Promise<Person> {
  const person = await findListed(ctx, id);
  if (!person) throw new DomainError('not-found', `There is no user ${id.slice(0, 100)}.`);
  if (ifMatch !== undefined && ifMatch !== person.directory.version)
    throw new DomainError('stale', `The user is at version ${person.directory.version}, which If-Match does not name.`);
  return person;
}

/** Without what filters compare, which is made anew with each change. */
async function findListed(ctx: Context, id: string): Promise<Person | null> {
  const filter = { _id: id, organization: ctx.organization, 'directory.listed': true } as const;
  return driver<Person>(People).findOne(filter, { projection: { 'directory.folded': 0 } });
}

/**
 * Makes a person of what a directory sends, or finds the one who it is: an account made by hand is taken over, one that
 * was deleted comes back, one that was merged answers with the account it was merged into.
 * @throws DomainError `invalid` for what is missing, `conflict` when a provisioned account has the name or address.
 */
export async function createUser(ctx: DirectoryContext, sent: Resource): Promise<{ user: User; created: boolean }> {
  const resource: Resource = sent.active === undefined ? { ...sent, active: true } : sent;
  refuseMissing(missingOf(resource, ctx.connection.required), ctx.connection.required);
  refuseAddress(personFields(resource).email);
  return untilWritten(async attempt => {
    const { match, double, installs } = await lookUp(ctx, resource);
    if (match.kind !== 'none') {
      const user = await takeOver(ctx, resource, match);
      return user && { user, created: false };
    }
    // An install may be another's by now, for which the first try failed.
    const install = attempt === 0 ? await takeInstall(ctx, installs) : {};
    const user = await insertUser(ctx, resource, { install, double });
    return user && { user, created: true };
  });
}

/** Undefined when somebody else was faster: it is looked up once more. */
async function takeOver(
  ctx: DirectoryContext,
  resource: Resource,
  match: Exclude<Match<Person>, { kind: 'none' }>,
): Promise<User | undefined> {
  if (match.kind === 'taken') {
    const value = match.attribute === 'userName' ? resource.userName : personFields(resource).email;
    throw takenError(match.attribute, value, match.person);
  }
  if (match.kind === 'merged') return answerMerged(ctx, match.into, resource);
  if (match.kind === 'link') return writeUser(ctx, link(match.person, resource));
  return bringIn(ctx, match.person, resource);
}

/** Somebody whom the directory had deleted. */
async function bringIn(ctx: DirectoryContext, person: Person, resource: Resource): Promise<User | undefined> {
  const user = await writeUser(ctx, comeBack(person, resource));
  if (user) await touchGroups(ctx, [person._id]);
  return user;
}

function link(person: Person, after: Resource): Write {
  const before = resourceOf(person);
  const changes = changesOf(before, after);
  const { verb, reason } = verdictOf(before, after, changes);
  const said = changes.length === 0 ? logWords.linked : `${logWords.linked} ${reason}`;
  return { person, after, entry: { verb: verb === 'skip' ? 'update' : verb, reason: said, changes } };
}

function comeBack(person: Person, after: Resource): Write {
  const changes = changesOf(resourceOf(person), after);
  return {
    person,
    after,
    entry: { verb: 'update', reason: logWords.cameBack, changes },
    set: { 'directory.listed': true },
  };
}

/** The account that was kept, also over several merges; it comes back with the directory's word for whom it dropped. */
async function answerMerged(ctx: DirectoryContext, id: string, resource: Resource): Promise<User | undefined> {
  const { organization } = ctx;
  let kept = await driver<Person>(People).findOne({ _id: id, organization });
  for (let step = 0; kept?.mergedInto && step < 10; step += 1)
    kept = await driver<Person>(People).findOne({ _id: kept.mergedInto, organization });
  if (!kept) throw new DomainError('not-found', 'The account that this one was merged into is no longer there.');
  if (!kept.directory.listed) return bringIn(ctx, kept, { ...resourceOf(kept), active: resource.active });
  const words = [...wordsOf(resource, personFields(resource).email), kept.email];
  const reason = logWords.alias(kept.displayName);
  await writeLog([logRow(ctx, { verb: 'skip', target: targetOf(kept), reason, words })]);
  return userOf(kept);
}

type Changing = { id: string; ifMatch?: number; change: (before: Resource) => Resource };

/**
 * Changes a person as a directory asks. Two at once are both applied, one after the other. What makes no difference is
 * a Skip. @throws DomainError `not-found`, `stale`, `invalid`, `conflict`, and whatever `change` throws.
 */
export async function changeUser(ctx: DirectoryContext, { id, ifMatch, change }: Changing): Promise<User> {
  return untilWritten(async () => {
    const person = await readListed(ctx, id, ifMatch);
    const before = resourceOf(person);
    const { resource: after, kept } = holdRequired(before, change(before), ctx.connection.required);
    const { emailLower, email } = personFields(after);
    if (emailLower !== person.emailLower) refuseAddress(email);
    const changes = changesOf(before, after);
    if (changes.length === 0 && person.directory.connection) return skip(ctx, person);
    return writeUser(ctx, changing(person, after, changes, kept));
  });
}

function changing(person: Person, after: Resource, changes: ReturnType<typeof changesOf>, kept: string[]): Write {
  if (!person.directory.connection) return link(person, after);
  const { verb, reason } = verdictOf(resourceOf(person), after, changes);
  const words = kept.length > 0 ? `${reason} ${logWords.keptForDisable(kept)}` : reason;
  return { person, after, entry: { verb, reason: words, changes } };
}

/** An admin's word against the directory's ends with this one too, though it changes nothing. */
async function skip(ctx: DirectoryContext, person: Person): Promise<User> {
  const { override } = person.directory;
  if (override)
    await driver<Person>(People).updateOne(
      { _id: person._id, organization: ctx.organization },
      { $unset: { 'directory.override': 1 } },
    );
  const reason = override ? logWords.overrideEnded : logWords.unchanged;
  const words = wordsOf(resourceOf(person), person.email);
  await writeLog([logRow(ctx, { verb: 'skip', target: targetOf(person), reason, words })]);
  return userOf(person);
}
