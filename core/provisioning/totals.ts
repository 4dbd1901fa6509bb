import { digest } from '#core/identifiers.ts';

type Counted = { total: number; at: number };

const keptMs = 10_000;
const organizationsAtMost = 1_000;
const filtersAtMost = 50;

/** Totals that were counted here, by organization and filter. What is written in this process empties them. */
const totals = new Map<string, Map<string, Counted>>();

/** A total that is dear to count, as it was some seconds ago at most. */
export async function cachedTotal(
  organization: string,
  filter: unknown,
  count: () => Promise<number>,
): Promise<number> {
  const key = digest(JSON.stringify(filter));
  const known = totals.get(organization)?.get(key);
  if (known && Date.now() - known.at < keptMs) return known.total;
  const began = Date.now();
  const own = ownTotals(organization);
  const total = await count();
  if (own.size >= filtersAtMost) own.clear();
  // What was forgotten while it was counted is counted anew the next time.
  own.set(key, { total, at: began });
  return total;
}

function ownTotals(organization: string): Map<string, Counted> {
  const known = totals.get(organization);
  if (known) return known;
  if (totals.size >= organizationsAtMost) totals.clear();
  const made = new Map<string, Counted>();
  totals.set(organization, made);
  return made;
}

export function forgetTotals(organization: string): void {
  totals.delete(organization);
}
