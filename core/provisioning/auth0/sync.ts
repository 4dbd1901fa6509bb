import type { Auth0User } from '#core/clients/auth0-users.ts';
import { driver } from '#core/database.ts';
import { type DomainCode, DomainError } from '#core/errors.ts';
import { People, type Person } from '#core/people/model.ts';
import type { DirectoryContext } from '../contract.ts';
import { deleteUser } from '../delete-user.ts';
import { logFailure } from '../log.ts';
import { resourceOf } from '../resource.ts';
import { changeUser, createUser } from '../users.ts';
import { type Known, planPull, type Skipped } from './plan.ts';
import { overlay } from './resource.ts';

export type Pulled = {
  /** Users that Auth0 listed. */
  listed: number;
  created: number;
  /** Accounts that were here already, and are Auth0's from now on. */
  linked: number;
  changed: number;
  /** Blocked in Auth0 since the last time. */
  disabled: number;
  /** Gone from Auth0, so disabled. */
  left: number;
  same: number;
  skipped: Skipped[];
  failed: { name: string; reason: string }[];
};

/** What was refused before and why, by the user's id in Auth0: the same again is counted, not logged anew. */
export type Refusals = Map<string, string>;

const expected: ReadonlySet<DomainCode> = new Set(['invalid', 'conflict', 'not-found']);

/**
 * Does what a whole list of Auth0's users asks for, one person after another, by the rules that hold for every directory.
 * @throws DomainError `unavailable` for an empty list while there are people who came from there.
 */
export async function syncAuth0(
  ctx: DirectoryContext,
  input: { users: Auth0User[]; connection?: string | undefined; refusals: Refusals; progress: (line: string) => void },
): Promise<Pulled> {
  const { users, connection, refusals, progress } = input;
  const people = await known(ctx);
  if (users.length === 0 && people.length > 0)
    throw new DomainError(
      'unavailable',
      `Auth0 lists nobody, though ${people.length} came from there: nothing was changed.`,
    );
  const { leavers, changes, newcomers, same, skipped } = planPull(users, people, {
    merged: await mergedAddresses(ctx),
    connection,
  });
  const done: Pulled = {
    listed: users.length,
    created: 0,
    linked: 0,
    changed: 0,
    disabled: 0,
    left: 0,
    same,
    skipped,
    failed: [],
  };
  const due = leavers.length + changes.length + newcomers.length;
  let turn = 0;
  const step = async (id: string, name: string, what: string, work: (ctx: DirectoryContext) => Promise<void>) => {
    if (++turn % 250 === 0) progress(`${turn} of ${due} done.`);
    const request = { id: ctx.request.id, line: `${ctx.request.line}: ${what} ${id}` };
    await attempt({ ...ctx, request }, { id, name, work, refusals, done });
  };

  for (const { id, name, said } of leavers)
    await step(said.externalId ?? id, name, 'gone', async at => {
      await deleteUser(at, { id });
      done.left++;
    });
  for (const { known, said } of changes)
    await step(said.externalId ?? known.id, known.name, 'changed', async at => {
      await changeUser(at, { id: known.id, change: former => overlay(former, said) });
      if (known.said.active && !said.active) done.disabled++;
      else done.changed++;
    });
  for (const said of newcomers)
    await step(said.externalId ?? said.userName, said.userName, 'new', async at => {
      const { created } = await createUser(at, said);
      if (created) done.created++;
      else done.linked++;
    });
  return done;
}

/** Everyone whom this connection has provisioned and Auth0 has not deleted since. */
async function known({ organization, connection }: DirectoryContext): Promise<Known[]> {
  const found = await driver<Person>(People)
    .find(
      { organization, 'directory.listed': true, 'directory.connection': connection._id },
      { projection: { 'directory.folded': 0 } },
    )
    .toArray();
  return found.map(person => ({
    id: person._id,
    name: person.displayName,
    said: person.directory.resource ?? resourceOf(person),
    overridden: person.directory.override !== undefined,
  }));
}

/** Addresses that merges have made other names of somebody, whichever directory that one is from. */
async function mergedAddresses({ organization }: DirectoryContext): Promise<Set<string>> {
  const found = await driver<Person>(People)
    .find(
      { organization, 'directory.aliases': { $exists: true } },
      { projection: { 'directory.aliases': 1 }, hint: { organization: 1, 'directory.aliases': 1 } },
    )
    .toArray();
  return new Set(found.flatMap(({ directory }) => directory.aliases ?? []));
}

type Attempt = {
  id: string;
  name: string;
  work: (ctx: DirectoryContext) => Promise<void>;
  refusals: Refusals;
  done: Pulled;
};

/** One person who is refused holds up nobody else; any other failure ends the pull, which the next one goes on with. */
async function attempt(ctx: DirectoryContext, { id, name, work, refusals, done }: Attempt): Promise<void> {
  try {
    await work(ctx);
    refusals.delete(id);
  } catch (error) {
    if (!(error instanceof DomainError) || !expected.has(error.code)) throw error;
    done.failed.push({ name, reason: error.message });
    if (refusals.get(id) === error.message) return;
    refusals.set(id, error.message);
    await logFailure(ctx, { target: { kind: 'user', name }, reason: error.message, code: error.code, words: [id] });
  }
}
