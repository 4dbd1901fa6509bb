import type { ServerResponse } from 'node:http';
import type { SandboxState } from './page/contract.ts';
import type { Store } from './store.ts';

const gatherMs = 100;
const heartbeatMs = 15_000;

export type Changes = { follow: (res: ServerResponse) => void; stop: () => void };

/** Server-sent events: the whole state at the start and soon after each change. */
export function createChanges(store: Store, read: () => SandboxState): Changes {
  const followers = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    timer = undefined;
    const text = `event: state\ndata: ${JSON.stringify(read())}\n\n`;
    for (const res of followers) res.write(text);
  }

  const forget = store.onChange(() => {
    if (followers.size > 0) timer ??= setTimeout(tell, gatherMs);
  });
  const heartbeat = setInterval(() => {
    for (const res of followers) res.write(': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  return {
    follow(res) {
      res.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      res.write(`retry: 1000\nevent: state\ndata: ${JSON.stringify(read())}\n\n`);
      followers.add(res);
      res.once('close', () => followers.delete(res));
    },
    stop() {
      forget();
      clearInterval(heartbeat);
      if (timer) clearTimeout(timer);
      for (const res of followers) res.end();
      followers.clear();
    },
  };
}
