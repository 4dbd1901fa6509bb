import type { Context } from '#core/context.ts';
import { EntraTenants } from '#core/organizations/model.ts';
import { People, type Person, type TeamsAddress } from './model.ts';

/** The person behind a Teams identity, active or not: the tenant names the organization, the pair names the person. */
export async function findByTeams(entraTenantId: string, entraObjectId: string): Promise<Person | undefined> {
  const tenant = await EntraTenants.findById(entraTenantId).lean();
  if (!tenant) return undefined;
  const person = await People.findOne({ organization: tenant.organization, entraTenantId, entraObjectId }).lean();
  return person ?? undefined;
}

type Refresh = { person: Person; address: TeamsAddress; locale?: string; timeZone?: string };

/** Keeps the way to a person fresh: each activity may come with a new service URL. Writes only what has changed. */
export async function refreshAddress(ctx: Context, { person, address, locale, timeZone }: Refresh): Promise<void> {
  const known = person.teams;
  const moved =
    !known ||
    known.serviceUrl !== address.serviceUrl ||
    known.conversationId !== address.conversationId ||
    known.userId !== address.userId ||
    known.botId !== address.botId;
  const changes = {
    ...(moved ? { teams: { ...address, state: known?.state ?? 'installed', changedAt: ctx.now } } : {}),
    ...(locale && locale !== person.locale ? { locale } : {}),
    ...(timeZone && timeZone !== person.timeZone ? { timeZone } : {}),
  };
  if (known?.state === 'blocked')
    Object.assign(changes, { teams: { ...address, state: 'installed', changedAt: ctx.now } });
  if (Object.keys(changes).length === 0) return;
  await People.updateOne({ _id: person._id, organization: ctx.organization }, { $set: changes });
}
