import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { People, type Person } from '#core/people/model.ts';
import { type Group, Groups } from './model.ts';
import { cachedTotal } from './totals.ts';

export type Overview = { people: { active: number; inactive: number }; groups: number };

/** How many there are, as it was some seconds ago at most. An account that was merged into another is nobody. */
export async function overview({ organization }: Context): Promise<Overview> {
  const count = (active: boolean): Promise<number> => {
    const filter = { organization, active, mergedInto: { $exists: false } };
    return cachedTotal(organization, filter, () => driver<Person>(People).countDocuments(filter));
  };
  const [active, inactive, groups] = await Promise.all([
    count(true),
    count(false),
    driver<Group>(Groups).countDocuments({ organization }),
  ]);
  return { people: { active, inactive }, groups };
}
