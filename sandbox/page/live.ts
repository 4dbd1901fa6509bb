import { api, inWords } from './api.ts';
import type { SandboxState } from './contract.ts';
import { change, model } from './model.ts';

const pollMilliseconds = 2000;
const retryMilliseconds = 5000;

let poll: ReturnType<typeof setTimeout> | undefined;

const take = (state: SandboxState, connection: 'live' | 'polling'): void => {
  change({ load: 'ready', failure: '', state, connection });
};

/** Asks once; used at the start, after a failure, and again and again while the stream is not open. */
export const refresh = async (): Promise<void> => {
  try {
    take(await api.state(), model.connection === 'live' ? 'live' : 'polling');
  } catch (error) {
    change(
      model.load === 'ready'
        ? { connection: 'offline' }
        : { load: 'failed', failure: inWords(error), connection: 'offline' },
    );
  }
};

const pollOn = (): void => {
  if (poll !== undefined) return;
  const turn = async () => {
    await refresh();
    poll = setTimeout(turn, pollMilliseconds);
  };
  poll = setTimeout(turn, 0);
};

const pollOff = (): void => {
  clearTimeout(poll);
  poll = undefined;
};

const open = (): void => {
  const stream = new EventSource('/sandbox/api/changes');
  stream.addEventListener('open', () => {
    pollOff();
    change({ connection: 'live' });
    void refresh();
  });
  stream.addEventListener('state', event => {
    pollOff();
    take(JSON.parse(event.data), 'live');
  });
  stream.addEventListener('error', () => {
    change({ connection: 'offline' });
    pollOn();
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(open, retryMilliseconds);
  });
};

export const startLive = (): void => {
  void refresh();
  open();
};
