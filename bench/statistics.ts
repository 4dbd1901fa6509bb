/** Of numbers in order; `share` 0.99 is the value that 99 % do not exceed. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** The median of each field. The cast holds since the answer has the fields of the first round, each a number. */
export function medians<Fields extends Record<string, number>>(rounds: Fields[]): Fields {
  const fields = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(fields.map(field => [field, median(rounds.map(round => round[field] ?? 0))])) as Fields;
}
