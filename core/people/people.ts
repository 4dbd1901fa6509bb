import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { isDuplicate, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { newId } from '#core/identifiers.ts';
import { EntraTenants } from '#core/organizations/model.ts';
import { applyRoles } from '#core/provisioning/apply-roles.ts';
import { fold, resourceOf } from '#core/provisioning/resource.ts';
import { forgetTotals } from '#core/provisioning/totals.ts';
import {
  type DirectoryIdentity,
  People,
  type Person,
  type Role,
  type UnlinkedInstall,
  UnlinkedInstalls,
} from './model.ts';

type NewPerson = { email: string; givenName: string; familyName: string; displayName?: string; role: Role };

const emailPattern = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/**
 * Makes a person by hand. A bot install that waited for this address is linked at once.
 * @throws DomainError `invalid`, or `conflict` when the organization has the address already, in any letter case.
 */
export async function createPerson(ctx: Context, input: NewPerson): Promise<Person> {
  const email = input.email.trim();
  if (!emailPattern.test(email)) throw new DomainError('invalid', `"${input.email}" is not an e-mail address.`);
  const givenName = input.givenName.trim();
  const familyName = input.familyName.trim();
  if (givenName === '' || familyName === '')
    throw new DomainError('invalid', 'A person needs a given and a family name.');
  if (await People.exists({ organization: ctx.organization, 'directory.aliases': email.toLowerCase() }))
    throw new DomainError('conflict', `The account of ${email} was merged into another one.`);
  const displayName = input.displayName?.trim() || `${givenName} ${familyName}`;
  const person: Person = {
    _id: newId('per'),
    organization: ctx.organization,
    email,
    emailLower: email.toLowerCase(),
    givenName,
    familyName,
    displayName,
    role: input.role,
    roleByHand: input.role,
    active: true,
    directory: byHand({ email, givenName, familyName, displayName, active: true }, ctx.now),
    createdAt: ctx.now,
    ...(await waitingInstall(ctx, email.toLowerCase())),
  };
  try {
    await transaction(async session => {
      await People.create([person], { session });
      await record(ctx, { action: 'person.create', target: person._id, details: { role: person.role } }, session);
      const because = `${person.displayName} was made an admin.`;
      // Whoever was admin only for want of another one need not be any longer.
      if (person.role === 'admin') await applyRoles(ctx, { people: [], target: person._id, because }, session);
    });
  } catch (cause) {
    if (isDuplicate(cause))
      throw new DomainError('conflict', `The organization has somebody with ${email} already.`, { cause });
    throw cause;
  }
  forgetTotals(ctx.organization);
  await forgetWaitingInstall(person);
  return person;
}

export async function forgetWaitingInstall({ entraTenantId, entraObjectId }: Partial<Person>): Promise<void> {
  if (entraObjectId) await UnlinkedInstalls.deleteOne({ _id: `${entraTenantId}:${entraObjectId}` });
}

/** What SCIM sees of an account that no directory has sent. */
function byHand(person: Parameters<typeof resourceOf>[0], now: Date): DirectoryIdentity {
  return { folded: fold(resourceOf(person)), listed: true, version: 1, changedAt: now };
}

async function waitingInstall(ctx: Context, email: string): Promise<Partial<Person>> {
  return takeInstall(ctx, await UnlinkedInstalls.find({ emails: email }).lean());
}

/** What a person has of the bot installs that wait for their address: only of one from the organization's own tenant. */
export async function takeInstall(ctx: Context, waiting: UnlinkedInstall[]): Promise<Partial<Person>> {
  if (waiting.length === 0) return {};
  const tenants = waiting.map(({ entraTenantId }) => entraTenantId);
  const tenant = await EntraTenants.findOne({ _id: { $in: tenants }, organization: ctx.organization }).lean();
  const install = tenant && waiting.find(({ entraTenantId }) => entraTenantId === tenant._id);
  if (!install) return {};
  const { serviceUrl, conversationId, userId, botId } = install;
  return {
    entraTenantId: install.entraTenantId,
    entraObjectId: install._id.slice(install.entraTenantId.length + 1),
    teams: { serviceUrl, conversationId, userId, botId, state: 'installed', changedAt: ctx.now },
  };
}

export async function listPeople(ctx: Context): Promise<Person[]> {
  return People.find({ organization: ctx.organization }).sort({ emailLower: 1 }).lean();
}

/** Whoever has the address, in any letter case. @throws DomainError `not-found`. */
export async function findByEmail(ctx: Context, { email }: { email: string }): Promise<Person> {
  const emailLower = email.trim().toLowerCase();
  const person = await People.findOne({ organization: ctx.organization, emailLower }).lean();
  if (!person) throw new DomainError('not-found', `The organization has nobody with ${email}.`);
  return person;
}
