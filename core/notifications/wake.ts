const listeners = new Set<(lanes: string[]) => void>();

/** Tells this process's dispatcher that a lane has new rows; others find them by polling. */
export function wake(lanes: Iterable<string>): void {
  const named = [...new Set(lanes)];
  for (const listener of listeners) listener(named);
}

/** Calls back on each wake until the function it answers is called. */
export function onWake(listener: (lanes: string[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
