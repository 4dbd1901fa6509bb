import type { HomeEvent } from '#api/home/contract.ts';
import type { Say } from '../words.ts';

const kinds = {
  'candidate.matched': 'matched',
  'candidate.referred': 'referred',
  'candidate.recommended': 'recommended',
  'action.required': 'action',
} as const;

export type Kind = (typeof kinds)[keyof typeof kinds];

export function kindOf({ type }: HomeEvent): Kind {
  return kinds[type];
}

/** Who and for which job, in one line. */
export function titleOf(event: HomeEvent, say: Say): string {
  return say(`event.${kindOf(event)}`, { name: event.candidate.fullName, job: event.job.title });
}

/** An address that came with an event, where a browser may open it. */
export function openable(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
