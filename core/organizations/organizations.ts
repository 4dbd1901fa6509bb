import type { ClientSession } from 'mongoose';
import { record } from '#core/audit/record.ts';
import type { Context, OperatorContext } from '#core/context.ts';
import { isDuplicate, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { newId } from '#core/identifiers.ts';
import { Domains, EntraTenants, type Organization, Organizations } from './model.ts';

const domainPattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const guidPattern = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

function parseDomain(text: string): string {
  const domain = text.trim().toLowerCase();
  if (!domainPattern.test(domain)) throw new DomainError('invalid', `"${text}" is not a domain such as contoso.com.`);
  return domain;
}

function parseTenant(text: string): string {
  const tenant = text.trim().toLowerCase();
  if (!guidPattern.test(tenant))
    throw new DomainError(
      'invalid',
      `"${text}" is not an Entra tenant id (a GUID such as 0f0f0f0f-1111-2222-3333-444455556666).`,
    );
  return tenant;
}

/**
 * Makes an organization with its domains, not verified yet, and links its Entra tenant when one is given.
 * @throws DomainError `conflict` when a domain or the tenant belongs to another organization.
 */
export async function createOrganization(
  ctx: OperatorContext,
  input: { name: string; domains: string[]; entraTenantId?: string },
): Promise<Organization> {
  const name = input.name.trim();
  if (name === '') throw new DomainError('invalid', 'An organization needs a name.');
  const domains = [...new Set(input.domains.map(parseDomain))];
  if (domains.length === 0) throw new DomainError('invalid', 'An organization needs at least one domain.');
  const tenant = input.entraTenantId === undefined ? undefined : parseTenant(input.entraTenantId);
  const organization: Organization = {
    _id: newId('org'),
    name,
    ...(tenant ? { entraTenantId: tenant } : {}),
    createdAt: ctx.now,
  };
  await transaction(async session => {
    await Organizations.create([organization], { session });
    for (const domain of domains) await insertDomain(organization._id, domain, ctx.now, session);
    if (tenant) await insertTenant(organization._id, tenant, ctx.now, session);
    await record(
      { ...ctx, organization: organization._id },
      { action: 'organization.create', target: organization._id, details: { name, domains, entraTenantId: tenant } },
      session,
    );
  });
  return organization;
}

async function insertDomain(organization: string, domain: string, now: Date, session: ClientSession): Promise<void> {
  try {
    await Domains.create([{ _id: domain, organization, createdAt: now }], { session });
  } catch (cause) {
    if (isDuplicate(cause))
      throw new DomainError('conflict', `The domain ${domain} belongs to another organization.`, { cause });
    throw cause;
  }
}

async function insertTenant(organization: string, tenant: string, now: Date, session: ClientSession): Promise<void> {
  try {
    await EntraTenants.create([{ _id: tenant, organization, linkedAt: now }], { session });
  } catch (cause) {
    if (isDuplicate(cause))
      throw new DomainError('conflict', `The Entra tenant ${tenant} is linked to another organization.`, { cause });
    throw cause;
  }
}

/** Takes the operator's word that a domain is the organization's, in place of the DNS proof. */
export async function verifyDomain(ctx: Context, input: { domain: string }): Promise<string> {
  const domain = parseDomain(input.domain);
  await transaction(async session => {
    const found = await Domains.findById(domain).session(session).lean();
    if (found && found.organization !== ctx.organization)
      throw new DomainError('conflict', `The domain ${domain} belongs to another organization.`);
    if (!found) await insertDomain(ctx.organization, domain, ctx.now, session);
    await Domains.updateOne(
      { _id: domain, organization: ctx.organization },
      { $set: { verifiedAt: ctx.now } },
      { session },
    );
    await record(ctx, { action: 'domain.verify', target: domain, details: { by: 'operator' } }, session);
  });
  return domain;
}

/** An organization's id for its id or one of its domains. @throws DomainError `not-found`. */
export async function resolveOrganization(text: string): Promise<Organization> {
  const id = text.startsWith('org_') ? text : (await Domains.findById(text.trim().toLowerCase()).lean())?.organization;
  const found = id === undefined ? null : await Organizations.findById(id).lean();
  if (!found)
    throw new DomainError(
      'not-found',
      `There is no organization "${text}". "wintro organization list" shows them all.`,
    );
  return found;
}

export async function listOrganizations(): Promise<(Organization & { domains: string[] })[]> {
  const [organizations, domains] = await Promise.all([
    Organizations.find().sort({ _id: 1 }).hint({ _id: 1 }).lean(),
    Domains.find().sort({ _id: 1 }).hint({ _id: 1 }).lean(),
  ]);
  return organizations.map(organization => ({
    ...organization,
    domains: domains.filter(domain => domain.organization === organization._id).map(domain => domain._id),
  }));
}
