import { createStore } from './store.ts';

export type Said = { id: number; text: string };

/** What the live region reads out: each sentence once, oldest first. */
export const said = createStore<Said[]>([]);

const keptMs = 8000;
let last = 0;

export function announce(text: string): void {
  last += 1;
  const line = { id: last, text };
  said.set([...said.get(), line]);
  setTimeout(() => said.set(said.get().filter(other => other !== line)), keptMs);
}
