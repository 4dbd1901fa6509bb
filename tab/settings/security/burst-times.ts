import type { Clock } from '../../clock.ts';

/** From when to when, as words take it; `span` tells whether both read the same. */
export function burstTimes(burst: { from: string; to: string }, clock: Clock, now: Date) {
  const [from, to] = [burst.from, burst.to].map(at => clock.moment(new Date(at), now));
  return { from: from ?? '', to: to ?? '', span: from === to ? 'moment' : 'time' };
}
