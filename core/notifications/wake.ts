import type { Person } from '#core/people/model.ts';
import type { AcceptedEvent, Notification } from './model.ts';
import type { Row } from './outbox.ts';

/** A row just stored, with what its card shows: whoever sends it at once in this process need not read it again. */
export type Fresh = { row: Row; event: AcceptedEvent; notification: Notification; person: Person };

type Listener = (lanes: string[], fresh: Fresh[]) => void;

const listeners = new Set<Listener>();

/** Tells this process's dispatcher that a lane has new rows; others find them by polling. */
export function wake(lanes: Iterable<string>, fresh: Fresh[] = []): void {
  const named = [...new Set(lanes)];
  for (const listener of listeners) listener(named, fresh);
}

/** Calls back on each wake until the function it answers is called. */
export function onWake(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
