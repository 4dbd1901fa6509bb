import { randomUUID } from 'node:crypto';
import { driver } from '#core/database.ts';
import { People, type Person } from '#core/people/model.ts';
import { createConnection, providerNames } from '#core/provisioning/connections.ts';
import type { DirectoryContext } from '#core/provisioning/contract.ts';
import type { Provider } from '#core/provisioning/model.ts';
import { fold, resourceOf } from '#core/provisioning/resource.ts';
import type { TestCompany } from './company.ts';

/** What the edge makes of a directory's request whose token is good. */
export async function directoryOf({ ctx }: TestCompany, provider: Provider = 'entra'): Promise<DirectoryContext> {
  const { _id, required } = await createConnection(ctx, { provider });
  return {
    ...ctx,
    actor: { kind: 'directory', id: _id, name: providerNames[provider] },
    connection: { _id, provider, required },
    request: { id: randomUUID(), line: 'PATCH /Groups/grp_x' },
  };
}

/** Many people at once, as members; answers their ids. */
export async function addPeople({ ctx, domain }: TestCompany, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, (_, place): Person => {
    const [email, givenName, familyName] = [`p${place}@${domain}`, 'Person', `${place}`];
    const known = { email, givenName, familyName, displayName: `${givenName} ${familyName}`, active: true };
    const directory = { folded: fold(resourceOf(known)), listed: true as const, version: 1, changedAt: ctx.now };
    return {
      _id: `per_${ctx.organization}_${String(place).padStart(6, '0')}`,
      organization: ctx.organization,
      emailLower: email,
      ...known,
      role: 'member',
      directory,
      createdAt: ctx.now,
    };
  });
  await driver<Person>(People).insertMany(people);
  return people.map(({ _id }) => _id);
}
