import { eventNames } from './event-stream.ts';

/** `idle`: not tried yet; `live`: told of changes; `reconnecting`: was lost just now; `polling`: asks again and again. */
export type LiveState = 'idle' | 'live' | 'reconnecting' | 'polling';

export const pollSeconds = 30;
const silenceMs = 45_000;
const waitsMs = [500, 2_000, 5_000, 15_000, 30_000];
/** After so many failures in a row we say that we poll. */
const patience = 3;
const hiddenLimitMs = 60_000;

type Options = {
  open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  refresh(): void;
  tell(state: LiveState): void;
};

/** Keeps what is seen up to date: by server-sent events, else by polling; not while nobody looks. @returns what ends it. */
export function startLive({ open, refresh, tell }: Options): () => void {
  const end = new AbortController();
  let state: LiveState = 'idle';
  let wake: () => void = () => undefined;
  let line: AbortController | undefined;
  let hidden: ReturnType<typeof setTimeout> | undefined;

  const say = (next: LiveState): void => {
    if (end.signal.aborted || next === state) return;
    state = next;
    tell(next);
  };
  const rest = (ms: number): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function follow(): Promise<void> {
    line = new AbortController();
    const body = await open(AbortSignal.any([line.signal, end.signal]));
    say('live');
    // Something may have changed before the line stood.
    refresh();
    for await (const name of eventNames(body, silenceMs)) if (name === 'changed') refresh();
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!end.signal.aborted) {
      if (document.hidden) {
        await rest(hiddenLimitMs);
        continue;
      }
      await follow().then(
        () => {
          failures = 0;
        },
        () => {
          failures += 1;
        },
      );
      if (end.signal.aborted) return;
      if (!document.hidden) say(failures < patience ? 'reconnecting' : 'polling');
      // The first poll at once: it tells whether the server can be reached at all.
      if (failures === patience) refresh();
      await rest(waitsMs[Math.min(failures, waitsMs.length - 1)] ?? 0);
    }
  }

  const poll = setInterval(() => {
    if (state !== 'live' && !document.hidden) refresh();
  }, pollSeconds * 1000);
  const look = (): void => {
    clearTimeout(hidden);
    if (document.hidden) {
      hidden = setTimeout(() => line?.abort(), hiddenLimitMs);
      return;
    }
    refresh();
    wake();
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', look);
  void run();

  return () => {
    end.abort();
    wake();
    clearInterval(poll);
    clearTimeout(hidden);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', look);
  };
}
