/** Of numbers in order; `share` 0.99 is the value that 99 % do not exceed. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** The median of each field. */
export function medians<Key extends string>(rounds: Record<Key, number>[]): Record<Key, number> {
  const [first] = rounds;
  if (!first) throw new Error('Nothing was measured.');
  const fields = Object.keys(first) as Key[];
  return Object.fromEntries(fields.map(field => [field, median(rounds.map(round => round[field]))])) as Record<
    Key,
    number
  >;
}
