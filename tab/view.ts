import type { Me } from '#api/me/contract.ts';
import type { Fault } from './api.ts';
import type { Phase } from './surroundings.ts';

/** Pages that stand in place of all others. */
export type Stop = 'silent' | 'browser' | 'unconnected' | 'unknown' | 'inactive' | 'unauthorized' | 'member';

type Input = { phase: Phase; me: Me | undefined; meFault: Fault | undefined; pageFault: Fault | undefined };

/** What to show: a page, one of the stops, a fault, or that we still ask. */
export function viewOf({ phase, me, meFault, pageFault }: Input): 'loading' | 'fault' | 'page' | Stop {
  if (phase === 'connecting') return 'loading';
  if (phase === 'silent') return 'silent';
  const refusal = [meFault, pageFault].find(fault => fault?.kind === 'refused');
  if (refusal) return stopOf(refusal, phase);
  if (me) return me.role === 'member' ? 'member' : 'page';
  return meFault ? 'fault' : 'loading';
}

function stopOf({ code, status }: Fault, phase: Phase): Stop {
  if (code === 'no-organization') return 'unconnected';
  if (code === 'unknown-person') return 'unknown';
  if (code === 'inactive') return 'inactive';
  if (status === 403) return 'member';
  return phase === 'browser' ? 'browser' : 'unauthorized';
}
