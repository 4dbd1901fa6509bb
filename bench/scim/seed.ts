import { driver } from '#core/database.ts';
import { People, type Person } from '#core/people/model.ts';
import { type Group, Groups, type Membership, Memberships } from '#core/provisioning/model.ts';
import { fold, personFields } from '#core/provisioning/resource.ts';
import { bigGroup, bigGroupSize, emptyGroup, outsiders, personId, resource } from './subjects.ts';

const together = 5_000;

/** Fills an organization as if a directory had done so, without the product's help. */
export async function seed(
  organization: string,
  connection: string,
  { size, groups }: { size: number; groups: number },
): Promise<void> {
  const now = new Date();
  for (let first = 0; first < size + outsiders; first += together) {
    const count = Math.min(together, size + outsiders - first);
    await driver<Person>(People).insertMany(
      Array.from({ length: count }, (_, place) => person(organization, connection, first + place, now)),
    );
  }
  const group = (id: string, displayName: string): Group => ({
    _id: id,
    organization,
    connection,
    displayName,
    displayNameLower: displayName.toLowerCase(),
    version: 1,
    createdAt: now,
    changedAt: now,
  });
  await driver<Group>(Groups).insertMany([
    group(bigGroup, 'Big'),
    ...Array.from({ length: groups }, (_, number) => group(emptyGroup(number), `Empty ${number}`)),
  ]);
  await driver<Membership>(Memberships).insertMany(
    Array.from({ length: bigGroupSize }, (_, number) => membership(organization, bigGroup, number, now)),
  );
}

export function person(organization: string, connection: string, number: number, now: Date): Person {
  const sent = resource(number);
  return {
    _id: personId(number),
    organization,
    ...personFields(sent),
    role: 'member',
    directory: { connection, resource: sent, folded: fold(sent), listed: true, version: 1, changedAt: now },
    createdAt: now,
  };
}

export function membership(organization: string, group: string, number: number, now: Date): Membership {
  const id = personId(number);
  return { _id: `${group}:${id}`, organization, group, person: id, addedAt: now };
}
