import type { Logger } from 'pino';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { isDuplicate, transaction } from '#core/database.ts';
import { EntraTenants, Organizations } from '#core/organizations/model.ts';
import { People, type Person, type TeamsAddress, UnlinkedInstalls } from './model.ts';

export type Connection =
  | { kind: 'connected'; person: Person; organizationName: string; isNew: boolean }
  | { kind: 'no-organization' }
  | { kind: 'unknown-person'; organizationName: string }
  | { kind: 'inactive'; organizationName: string };

type Install = {
  entraTenantId: string;
  entraObjectId: string;
  address: TeamsAddress;
  /** What the roster says of the person, best first: mail, then user principal name. */
  emails: string[];
  locale?: string;
  timeZone?: string;
  now: Date;
  log: Logger;
};

/**
 * Matches a bot install to a person: by tenant and object id, else once by e-mail within the organization that the
 * tenant is linked to. An install that cannot be matched is kept, so that it counts as soon as it can be.
 */
export async function connectTeams(install: Install): Promise<Connection> {
  const tenant = await EntraTenants.findById(install.entraTenantId).lean();
  const organization = tenant && (await Organizations.findById(tenant.organization).lean());
  if (!organization) {
    await keepUnlinked(install);
    return { kind: 'no-organization' };
  }
  const ctx: Context = {
    organization: organization._id,
    actor: { kind: 'system' },
    now: install.now,
    log: install.log,
  };
  const person = (await findLinked(ctx, install)) ?? (await linkByEmail(ctx, install));
  if (!person) {
    await keepUnlinked(install);
    return { kind: 'unknown-person', organizationName: organization.name };
  }
  if (!person.active) return { kind: 'inactive', organizationName: organization.name };
  const connected = await People.findOneAndUpdate(
    { _id: person._id, organization: ctx.organization },
    {
      $set: {
        teams: { ...install.address, state: 'installed', changedAt: ctx.now },
        ...(install.locale ? { locale: install.locale } : {}),
        ...(install.timeZone ? { timeZone: install.timeZone } : {}),
      },
    },
    { returnDocument: 'after', lean: true },
  );
  await removeUnlinkedInstall(install);
  return {
    kind: 'connected',
    person: connected ?? person,
    organizationName: organization.name,
    isNew: person.teams?.state !== 'installed',
  };
}

async function findLinked(ctx: Context, { entraTenantId, entraObjectId }: Install): Promise<Person | null> {
  return People.findOne({ organization: ctx.organization, entraTenantId, entraObjectId }).lean();
}

async function linkByEmail(ctx: Context, install: Install): Promise<Person | null> {
  const { entraTenantId, entraObjectId } = install;
  for (const email of install.emails.map(text => text.trim().toLowerCase())) {
    const match = {
      organization: ctx.organization,
      emailLower: email,
      active: true,
      entraObjectId: { $exists: false },
    };
    const found = await People.findOne(match).lean();
    if (!found) continue;
    try {
      await transaction(async session => {
        const linked = await People.updateOne(
          { ...match, _id: found._id },
          { $set: { entraTenantId, entraObjectId } },
          { session },
        );
        if (linked.modifiedCount === 0) return;
        const details = { entraTenantId, entraObjectId, by: 'roster' };
        await record(ctx, { action: 'person.link-teams', target: found._id, details }, session);
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    break;
  }
  // Also where nobody was found: Teams tells of an install twice at once, and the other one may have linked the person.
  return findLinked(ctx, install);
}

async function keepUnlinked({ entraTenantId, entraObjectId, address, emails, now }: Install): Promise<void> {
  await UnlinkedInstalls.updateOne(
    { _id: `${entraTenantId}:${entraObjectId}` },
    { $set: { ...address, entraTenantId, emails: emails.map(email => email.toLowerCase()), installedAt: now } },
    { upsert: true },
  );
}

export async function removeUnlinkedInstall(input: { entraTenantId: string; entraObjectId: string }): Promise<void> {
  await UnlinkedInstalls.deleteOne({ _id: `${input.entraTenantId}:${input.entraObjectId}` });
}

/** Ends the bot as a way to a person: from now on notifications go by e-mail. */
export async function disconnectTeams(
  ctx: Context,
  input: { person: string; state: 'removed' | 'signed-out' },
): Promise<void> {
  await People.updateOne(
    { _id: input.person, organization: ctx.organization, teams: { $exists: true } },
    { $set: { 'teams.state': input.state, 'teams.changedAt': ctx.now } },
  );
}
