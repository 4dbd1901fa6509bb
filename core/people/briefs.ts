import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { People, type Person } from './model.ts';

export type Brief = Pick<Person, '_id' | 'displayName' | 'email' | 'active' | 'mergedInto'>;

/** The people of the organization with these ids, by id. */
export async function briefsOf({ organization }: Context, ids: string[]): Promise<Map<string, Brief>> {
  if (ids.length === 0) return new Map();
  const found = await driver<Person>(People)
    .find<Brief>(
      { _id: { $in: ids }, organization },
      { projection: { displayName: 1, email: 1, active: 1, mergedInto: 1 } },
    )
    .toArray();
  return new Map(found.map(person => [person._id, person]));
}
