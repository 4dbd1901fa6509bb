import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Fault } from './page/contract.ts';

export const faultSchema = z.object({
  scope: z.object({ person: z.string().optional(), tenantId: z.string().optional() }).default({}),
  kind: z.enum([
    'throttled',
    'bad-gateway',
    'blocked',
    'not-found',
    'silent',
    'slow',
    'disabled-by-admin',
    'not-in-roster',
    'unauthorized',
    'reset',
  ]),
  remaining: z.number().int().min(1).optional(),
  retryAfterSeconds: z.number().int().min(0).max(3600).optional(),
  delayMs: z.number().int().min(0).max(600_000).optional(),
});

export type NewFault = z.input<typeof faultSchema>;

/** A request to the Connector, as far as a fault asks about it. */
type Met = {
  kind: 'send' | 'create' | 'members';
  person?: string;
  tenantId?: string;
  /** When the conversation it names was opened, in milliseconds. */
  openedAt?: number;
};

export type Faults = {
  set: (fault: NewFault) => Fault;
  /** Whether there was one of that id. */
  clear: (id: string) => boolean;
  clearAll: () => void;
  list: () => Fault[];
  /** What this request meets; counts it. */
  meet: (request: Met) => { delayMs: number; fault?: Fault };
};

const defaultDelayMs = 3000;

export function createFaults(changed: () => void): Faults {
  const held = new Map<string, { fault: Fault; since: number }>();

  function count(fault: Fault): void {
    if (fault.remaining === undefined) return;
    fault.remaining -= 1;
    if (fault.remaining < 1) held.delete(fault.id);
    changed();
  }

  return {
    set(given) {
      const { scope, ...rest } = faultSchema.parse(given);
      const fault: Fault = { id: randomUUID(), ...withoutUndefined(rest), scope: withoutUndefined(scope) };
      held.set(fault.id, { fault, since: Date.now() });
      changed();
      return { ...fault };
    },
    clear(id) {
      const there = held.delete(id);
      if (there) changed();
      return there;
    },
    clearAll() {
      held.clear();
      changed();
    },
    list: () => [...held.values()].map(({ fault }) => ({ ...fault })),
    meet(request) {
      let delayMs = 0;
      for (const { fault, since } of held.values()) {
        if (!meets(fault, request, since)) continue;
        count(fault);
        if (fault.kind !== 'slow') return { delayMs, fault };
        delayMs += fault.delayMs ?? defaultDelayMs;
      }
      return { delayMs };
    },
  };
}

function meets(fault: Fault, request: Met, since: number): boolean {
  const { person, tenantId } = fault.scope;
  if (person !== undefined && person !== request.person) return false;
  if (tenantId !== undefined && tenantId !== request.tenantId) return false;
  // The roster of a blocked chat can still be read.
  if (fault.kind === 'blocked') return request.kind !== 'members';
  // Only a conversation from before the fault is stale; one made anew is found.
  if (fault.kind === 'not-found')
    return request.kind !== 'create' && request.openedAt !== undefined && request.openedAt <= since;
  return true;
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
