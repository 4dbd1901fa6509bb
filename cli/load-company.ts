import type { Logger } from 'pino';
import type { Context, OperatorContext } from '#core/context.ts';
import { DomainError } from '#core/errors.ts';
import { createApiKey } from '#core/organizations/api-keys.ts';
import { createOrganization, resolveOrganization, verifyDomain } from '#core/organizations/organizations.ts';
import type { Role } from '#core/people/model.ts';
import { createPerson } from '#core/people/people.ts';

export type Company = {
  tenantId: string;
  name: string;
  domain: string;
  people: { givenName: string; familyName: string; name: string; email: string; role: Role }[];
};

/** Makes a sample company as the operator would, and a key for its events. What is there already stays. */
export async function loadCompany(company: Company, log: Logger): Promise<{ apiKey: string }> {
  const operator: OperatorContext = { actor: { kind: 'operator' }, now: new Date(), log };
  const organization = await keep(
    () =>
      createOrganization(operator, { name: company.name, domains: [company.domain], entraTenantId: company.tenantId }),
    () => resolveOrganization(company.domain),
  );
  const ctx: Context = { ...operator, organization: organization._id };
  await verifyDomain(ctx, { domain: company.domain });
  for (const { name, ...person } of company.people)
    await keep(
      () => createPerson(ctx, { ...person, displayName: name }),
      async () => undefined,
    );
  const { key } = await createApiKey(ctx, { name: 'Sandbox' });
  return { apiKey: key };
}

async function keep<T, U>(make: () => Promise<T>, find: () => Promise<U>): Promise<T | U> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return find();
    throw error;
  }
}
