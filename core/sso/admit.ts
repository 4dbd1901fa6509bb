import { EntraTenants, Organizations } from '#core/organizations/model.ts';
import { People, type Person } from '#core/people/model.ts';

export type Admission =
  | { kind: 'person'; person: Person; organizationName: string }
  | { kind: 'no-organization' }
  | { kind: 'unknown-person'; organizationName: string }
  | { kind: 'inactive'; organizationName: string };

/**
 * Whom Microsoft has signed in: by tenant and object id alone. A token's e-mail claims are for display and link nobody;
 * the bot's install or a mailed code does. Source: Microsoft page "Secure applications and APIs by validating claims".
 */
export async function admit(identity: { entraTenantId: string; entraObjectId: string }): Promise<Admission> {
  const { entraTenantId, entraObjectId } = identity;
  const tenant = await EntraTenants.findById(entraTenantId).lean();
  const company = tenant && (await Organizations.findById(tenant.organization).lean());
  if (!company) return { kind: 'no-organization' };
  const organizationName = company.name;
  const person = await People.findOne({ organization: company._id, entraTenantId, entraObjectId }).lean();
  if (!person) return { kind: 'unknown-person', organizationName };
  return person.active ? { kind: 'person', person, organizationName } : { kind: 'inactive', organizationName };
}
