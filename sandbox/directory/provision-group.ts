import type { Ask } from './attempt.ts';
import type { Member } from './dialect.ts';
import { type GroupLink, type Job, membersWanted } from './job.ts';
import { type Outcome, type Push, skipped } from './provision-user.ts';
import { Refused } from './refusal.ts';
import { isJson, listed } from './resource.ts';
import type { Group, User } from './staff.ts';

/** Makes the product's group what the directory's is: there, named so, with these members. @throws Refused */
export async function provisionGroup(ask: Ask, push: Push, id: string): Promise<Outcome> {
  const { staff, job } = push;
  const group = staff.groups.get(id);
  if (!group) return removeGroup(ask, job, id);
  await dropLost(ask, push, id);
  const created = !job.groups.has(id) && !(await matchGroup(ask, push, group));
  const link = created ? await createGroup(ask, push, group) : job.groups.get(id);
  if (!link) throw new Refused('The group is not linked.', false);
  const formerSize = created ? 0 : link.members.size;
  const { sent, added, removed } = await changeMembers(ask, push, group, link);
  if (created)
    return { action: 'Create', status: 'Success', reason: `Created as ${link.id}, with ${link.members.size} members.` };
  if (!sent) return skipped('The group is the same already (RedundantExport).');
  const words = `${added} ${added === 1 ? 'member' : 'members'} added, ${removed} removed; there were ${formerSize}.`;
  return { action: 'Update', status: 'Success', reason: words };
}

/** Forgets a group that somebody has deleted in the product. */
async function dropLost(ask: Ask, { job, dialect }: Push, id: string): Promise<void> {
  const link = job.groups.get(id);
  const request = link && dialect.readGroup?.(link.id);
  if (!request) return;
  const { status } = await ask('Read the group', request, [404]);
  if (status === 404) job.groups.delete(id);
}

/** Links a group of that name that is there. @returns whether there is one. */
async function matchGroup(ask: Ask, { job, dialect }: Push, group: Group): Promise<boolean> {
  const { body } = await ask('Match the group', dialect.matchGroup(group.displayName));
  const found = listed(body);
  if (!found) throw new Refused('The answer to the lookup is no SCIM list. Check the tenant URL.', false);
  const [first] = found;
  if (!first) return false;
  job.groups.set(group.id, { id: idIn(first), name: group.displayName, members: new Set() });
  return true;
}

async function createGroup(ask: Ask, push: Push, group: Group): Promise<GroupLink> {
  const { job, dialect } = push;
  const members = dialect.createsWithMembers ? membersOf(push, group) : [];
  const { body } = await ask('Create the group', dialect.createGroup(group, members));
  const link = { id: idIn(body), name: group.displayName, members: new Set(members.map(({ user }) => user)) };
  job.groups.set(group.id, link);
  return link;
}

async function changeMembers(ask: Ask, push: Push, group: Group, link: GroupLink) {
  const all = membersOf(push, group);
  const wanted = new Set(all.map(({ user }) => user));
  const gone = [...link.members].filter(user => !wanted.has(user));
  const steps = push.dialect.changeGroup({
    id: link.id,
    externalId: group.id,
    name: group.displayName,
    renamed: link.name !== group.displayName,
    added: all.filter(({ user }) => !link.members.has(user)),
    removed: gone.flatMap(user => memberOf(push.job, user) ?? []),
    all,
    everything: push.everything,
    batch: push.batch,
  });
  let added = 0;
  let removed = 0;
  for (const step of steps) {
    await ask('Update the group', step.request);
    for (const user of step.added) link.members.add(user);
    for (const user of step.removed) link.members.delete(user);
    added += step.added.length;
    removed += step.removed.length;
  }
  // Whoever was deleted for good has left the product's group with the account.
  for (const user of gone) link.members.delete(user);
  link.name = group.displayName;
  return { sent: steps.length > 0, added, removed };
}

async function removeGroup(ask: Ask, job: Job, id: string): Promise<Outcome> {
  const link = job.groups.get(id);
  if (!link) return skipped('Deleted before it was ever provisioned.');
  await ask('Delete the group', { method: 'DELETE', path: `/Groups/${link.id}` }, [404]);
  job.groups.delete(id);
  return { action: 'Delete', status: 'Success', reason: 'Deleted in the directory.' };
}

function membersOf({ staff, job }: Push, group: Group): Member[] {
  const linked = (user: User): boolean => job.users.has(user.id);
  return [...membersWanted(staff, job, group.id, linked)].flatMap(user => memberOf(job, user) ?? []);
}

function memberOf(job: Job, user: string): Member | undefined {
  const link = job.users.get(user);
  return link && { user, id: link.id, display: link.name };
}

function idIn(body: unknown): string {
  if (isJson(body) && typeof body.id === 'string' && body.id !== '') return body.id;
  throw new Refused('The answer has no resource with an id.', false);
}
