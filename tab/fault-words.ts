import type { Fault } from './api.ts';
import type { Say } from './words.ts';

/** A fault in a sentence; the server's own words where it has some for people. */
export function faultWords(fault: Fault, say: Say): string {
  if (fault.kind === 'offline') return say('fault.offline');
  if (fault.kind === 'busy') return say('fault.busy', { seconds: fault.retryAfterSeconds ?? 1 });
  return fault.status && fault.status < 500 && fault.detail ? fault.detail : say('fault.failed');
}
