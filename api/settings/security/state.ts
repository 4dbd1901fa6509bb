import type { ConnectionView } from '#core/provisioning/connections.ts';
import type { Connection } from './contract.ts';

const dayMs = 86_400_000;
/** Not configurable. Source: Microsoft page "How long will it take to provision users". */
const entraCycleMs = 40 * 60_000;

/** How a directory does, by what was seen of it. */
export function connectionState({ tokens, seen }: ConnectionView, now: Date): Connection['state'] {
  const { lastRequestAt, firstUserAt, refused = {} } = seen;
  const has = (state: string): boolean => tokens.some(token => token.state === state);
  // A pull of our own needs no token and is seen all the same.
  const byToken = tokens.length > 0 || !lastRequestAt;
  if (byToken && !has('live')) return has('expired') ? 'expired' : 'no-token';
  const refusedAt = Math.max(0, ...Object.values(refused).map(({ at }) => at.getTime()));
  if (refusedAt > (lastRequestAt?.getTime() ?? 0)) return 'refused';
  // The tokens that were used have ended: it has yet to come with the new one.
  const used = !byToken || tokens.some(({ state, lastUsedAt }) => state === 'live' && lastUsedAt);
  if (!lastRequestAt || !used) return 'waiting';
  if (!firstUserAt) return 'connected';
  return now.getTime() - lastRequestAt.getTime() >= dayMs ? 'quiet' : 'working';
}

/** When Entra's next cycle is to be expected; undefined when none has begun within a day. */
export function nextCycle({ provider, seen }: ConnectionView, now: Date): Date | undefined {
  const began = seen.cycleBeganAt?.getTime();
  if (provider !== 'entra' || began === undefined) return undefined;
  const passed = now.getTime() - began;
  if (passed < 0 || passed > dayMs) return undefined;
  return new Date(began + (Math.floor(passed / entraCycleMs) + 1) * entraCycleMs);
}
