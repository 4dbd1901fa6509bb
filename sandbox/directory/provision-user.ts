import type { ProvisioningEntry } from '../page/directory-contract.ts';
import type { Ask } from './attempt.ts';
import type { Dialect, Matching } from './dialect.ts';
import { type Job, managerWanted, printOfUser, type UserLink } from './job.ts';
import { Refused } from './refusal.ts';
import { isJson, type Json, listed } from './resource.ts';
import { isActive, isInScope, type Staff, type User } from './staff.ts';

/** What a cycle works with. */
export type Push = {
  staff: Staff;
  job: Job;
  dialect: Dialect;
  matching: Matching[];
  /** How many members one request may name. */
  batch: number;
  everything: boolean;
};

export type Outcome = Pick<ProvisioningEntry, 'action' | 'status' | 'reason'>;

export const skipped = (reason: string): Outcome => ({ action: 'Other', status: 'Skipped', reason });
const done = (action: Outcome['action'], reason: string): Outcome => ({ action, status: 'Success', reason });

/** Makes the product's account what the directory says of the person. @throws Refused */
export async function provisionUser(ask: Ask, push: Push, id: string): Promise<Outcome> {
  const { staff, job } = push;
  const user = staff.users.get(id);
  const link = job.users.get(id);
  if (!user) return link ? removeUser(ask, push, id, link) : skipped('Deleted before it was ever provisioned.');
  if (!link && !isInScope(user))
    return skipped('Not assigned to the application and never provisioned (NotEffectivelyEntitled).');
  if (link) {
    const answer = await ask('Read the account', { method: 'GET', path: `/Users/${link.id}` }, [404]);
    if (answer.status !== 404) return changeUser(ask, push, user, resourceIn(answer.body));
    forget(job, id);
    if (!isInScope(user)) return skipped('The account is no longer in the product, and the person is out of scope.');
  }
  const matched = await matchUser(ask, push, user);
  return matched ? changeUser(ask, push, user, matched) : createUser(ask, push, user);
}

/** Somebody has deleted the account in the product, and its memberships with it. */
function forget(job: Job, id: string): void {
  job.users.delete(id);
  for (const group of job.groups.values()) group.members.delete(id);
}

async function matchUser(ask: Ask, { dialect, matching }: Push, user: User): Promise<Json | undefined> {
  for (const request of dialect.matchUser(user, matching)) {
    const { body } = await ask('Match the person with an account', request);
    const found = listed(body);
    if (!found) throw new Refused('The answer to the lookup is no SCIM list. Check the tenant URL.', false);
    if (found.length > 1) throw new Refused(`${found.length} accounts match (DuplicateTargetEntries).`, false);
    if (found[0]) return found[0];
  }
  return undefined;
}

async function createUser(ask: Ask, { job, dialect }: Push, user: User): Promise<Outcome> {
  const { body } = await ask('Create the account', dialect.createUser(user, isActive(user)));
  const { id } = resourceIn(body);
  job.users.set(user.id, linkOf(user, id));
  return done('Create', `Created as ${id}.`);
}

async function changeUser(ask: Ask, { job, dialect, everything }: Push, user: User, target: Json): Promise<Outcome> {
  const { id } = resourceIn(target);
  const former = job.users.get(user.id);
  const active = isActive(user);
  const requests = dialect.changeUser({ id, user, active, inScope: isInScope(user), target, everything });
  for (const request of requests) await ask('Update the account', request);
  job.users.set(user.id, linkOf(user, id, former));
  if (requests.length === 0) return skipped('The account has these values already (RedundantExport).');
  if (!active && target.active !== false) return done('Disable', whyInactive(user));
  if (active && target.active === false) return done('Update', 'Enabled again.');
  return done('Update', former ? 'Changed in the directory.' : 'Matched with an account that was there, and linked.');
}

/** A person deleted for good. Source: Microsoft page "How provisioning works", on users who were unassigned before. */
async function removeUser(ask: Ask, { job, dialect }: Push, id: string, link: UserLink): Promise<Outcome> {
  if (!dialect.deletesUsers || link.unassigned) {
    job.users.delete(id);
    return skipped('Deleted for good; the account stays as it is, disabled.');
  }
  await ask('Delete the account', { method: 'DELETE', path: `/Users/${link.id}` }, [404]);
  job.users.delete(id);
  return done('Delete', 'Deleted for good, 30 days after the person was deleted.');
}

/** Tells the product whose manager somebody is, once both are there. @throws Refused */
export async function provisionManager(ask: Ask, { staff, job, dialect }: Push, user: User): Promise<Outcome> {
  const link = job.users.get(user.id);
  const wanted = managerWanted(staff, job, user);
  const manager = wanted === undefined ? undefined : job.users.get(wanted);
  if (!link || !dialect.managers) return skipped('Not provisioned.');
  if (wanted !== undefined && !manager) return skipped('The manager is not provisioned (reference skipped).');
  if (manager && dialect.managers.check) {
    const { body } = await ask('Look whether the manager is there', dialect.managers.check(link.id, manager.id));
    if ((listed(body)?.length ?? 0) > 0) {
      note(link, wanted);
      return skipped('The account has this manager already (RedundantExport).');
    }
  }
  await ask('Update the manager', dialect.managers.set(link.id, manager?.id, link.manager !== undefined));
  note(link, wanted);
  return done('Update', manager ? `The manager is ${manager.name} now.` : 'Has no manager any more.');
}

function note(link: UserLink, manager: string | undefined): void {
  if (manager === undefined) delete link.manager;
  else link.manager = manager;
}

function linkOf(user: User, id: string, former?: UserLink): UserLink {
  return {
    id,
    name: user.displayName,
    sent: printOfUser(user),
    active: isActive(user),
    ...(former?.manager === undefined ? {} : { manager: former.manager }),
    unassigned: !user.assigned,
  };
}

function whyInactive(user: User): string {
  if (user.softDeleted) return 'Disabled: deleted in the directory, where it can be restored for 30 days.';
  return user.assigned
    ? 'Disabled: the account is disabled in the directory.'
    : 'Disabled: no longer assigned to the application.';
}

function resourceIn(body: unknown): Json & { id: string } {
  if (isJson(body) && typeof body.id === 'string' && body.id !== '') return { ...body, id: body.id };
  throw new Refused('The answer has no resource with an id.', false);
}
