import type { Burst } from '#core/organizations/model.ts';

export const leastThreshold = 10;
const mostThreshold = 500;
const share = 10;

/** So many active people say all that is needed of a company's size. */
export const countedCompany = mostThreshold * share;
export const burstMs = 3_600_000;

/** How many may go inactive within an hour, unless it was set: 500, or a tenth of the company but at least 10. */
export function automaticThreshold(people: number): number {
  return Math.min(mostThreshold, Math.max(leastThreshold, Math.floor(people / share)));
}

/** From when on deactivations are counted: those of people who were brought back since count no more. */
export function countedSince(burst: Burst | undefined, now: Date): Date {
  const hourAgo = now.getTime() - burstMs;
  return new Date(Math.max(hourAgo, burst?.restoredAt?.getTime() ?? 0));
}

/** Whether a burst that is seen now goes on from the one before, of which people were told. */
export function goesOn(former: Burst | undefined, now: Date): former is Burst {
  return former !== undefined && !former.restoredAt && former.to.getTime() > now.getTime() - burstMs;
}

/** Whether a burst was said to be intended, and has not grown since by more people than may go inactive. */
export function isIntended({ intended, threshold }: Burst, count: number): boolean {
  return intended !== undefined && count - intended.count <= threshold;
}
