import { type Answer, type Fault, faultFrom } from './api.ts';
import { createStore } from './store.ts';

export type FeedState<T> = { data?: T; fault?: Fault; busy: boolean; loadedAt?: number };

type Options<T> = {
  load(options: { signal: AbortSignal; etag: string | undefined }): Promise<Answer<T> | 'unchanged'>;
};

type Arrival<T> = (before: T, after: T) => void;

export type Feed<T> = ReturnType<typeof createFeed<T>>;

/**
 * What the server knows, with changes that it has not confirmed yet laid over it: a refused one is lifted off again,
 * whatever has been loaded meanwhile.
 */
export function createFeed<T>({ load }: Options<T>) {
  const store = createStore<FeedState<T>>({ busy: true });
  let base: T | undefined;
  let etag: string | undefined;
  let layers: ((data: T) => T)[] = [];
  let changes = 0;
  let loading: { done: Promise<void>; again: boolean } | undefined;
  const end = new AbortController();
  const arrivals = new Set<Arrival<T>>();

  /** What is seen: what was loaded, under the changes that wait for their answer. */
  function publish(change: Omit<Partial<FeedState<T>>, 'data'> = {}): void {
    const state: FeedState<T> = { ...store.get(), ...change };
    if (base !== undefined) state.data = layers.reduce<T>((seen, layer) => layer(seen), base);
    store.set(state);
  }

  async function loadOnce(): Promise<boolean> {
    const changesBefore = changes;
    const answer = await load({ signal: end.signal, etag });
    // It may have been read before a change of ours was written.
    if (changes !== changesBefore || layers.length > 0) return false;
    if (answer !== 'unchanged') {
      const before = base;
      base = answer.data;
      etag = answer.etag;
      if (before !== undefined) for (const arrival of arrivals) arrival(before, base);
    }
    const { fault: _, ...state } = store.get();
    store.set({ ...state, busy: false, loadedAt: Date.now() });
    publish();
    return true;
  }

  async function run(turn: { again: boolean }): Promise<void> {
    publish({ busy: true });
    try {
      do {
        turn.again = false;
        if (!(await loadOnce())) turn.again = layers.length === 0;
      } while (turn.again && !end.signal.aborted);
      publish({ busy: false });
    } catch (error) {
      if (!end.signal.aborted) publish({ busy: false, fault: faultFrom(error) });
    } finally {
      loading = undefined;
    }
  }

  /** Loads now, or once more after the load that is under way. */
  function refresh(): Promise<void> {
    if (loading) loading.again = true;
    else {
      const turn = { again: false, done: Promise.resolve() };
      loading = turn;
      turn.done = run(turn);
    }
    return loading?.done ?? Promise.resolve();
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,

    /** Hears of what a load has brought anew; our own changes are no news. */
    onArrival(arrival: Arrival<T>): () => void {
      arrivals.add(arrival);
      return () => arrivals.delete(arrival);
    },

    /** Shows a change at once and lets `commit` make it true. @throws what `commit` throws, with the change lifted off. */
    async change(layer: (data: T) => T, commit: () => Promise<(data: T) => T>): Promise<void> {
      layers = [...layers, layer];
      publish();
      try {
        const settle = await commit();
        if (base !== undefined) base = settle(base);
        etag = undefined;
      } finally {
        layers = layers.filter(other => other !== layer);
        changes += 1;
        publish();
        if (layers.length === 0) void refresh();
      }
    },

    stop(): void {
      end.abort();
    },
  };
}
