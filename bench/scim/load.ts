import http from 'node:http';
import { percentile } from '../statistics.ts';

export type Ask = { method: string; path: string; body?: unknown };
export type Figures = { perSecond: number; p50Ms: number; p99Ms: number };

const concurrency = 8;
/** Left out of the figures: the first of each operation warm the process up. */
const warmUpShare = 0.25;

/** Asks all, some at a time, after the first ones have warmed the server. @throws Error for any status but 2xx. */
export async function load(
  server: { url: string; token: string },
  asks: Ask[],
  warm: () => Promise<void>,
): Promise<Figures> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const warmUp = warmUpOf(asks);
  try {
    await inParallel(asks.slice(0, warmUp), ask => send(agent, server, ask));
    await warm();
    const times: number[] = [];
    const beganAt = performance.now();
    await inParallel(asks.slice(warmUp), async ask => {
      const at = performance.now();
      await send(agent, server, ask);
      times.push(performance.now() - at);
    });
    return summarize(times, performance.now() - beganAt);
  } finally {
    agent.destroy();
  }
}

export function warmUpOf(asks: unknown[]): number {
  return Math.ceil(asks.length * warmUpShare);
}

/** How many of them the figures are of. */
export function measuredOf(asks: unknown[]): number {
  return asks.length - warmUpOf(asks);
}

export function summarize(times: number[], tookMs: number): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    perSecond: (times.length / tookMs) * 1000,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
  };
}

export async function inParallel<T>(items: T[], work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, one));
}

function send(agent: http.Agent, { url, token }: { url: string; token: string }, ask: Ask): Promise<void> {
  const text = ask.body === undefined ? undefined : JSON.stringify(ask.body);
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}${ask.path}`, {
      agent,
      method: ask.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(text ? { 'content-type': 'application/scim+json', 'content-length': Buffer.byteLength(text) } : {}),
      },
    });
    request.once('error', reject);
    request.once('response', answer => {
      let said = '';
      answer.setEncoding('utf8').on('data', chunk => {
        said += chunk;
      });
      answer.once('end', () => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve();
        else reject(new Error(`${ask.method} ${ask.path} answered ${status}: ${said.slice(0, 300)}`));
      });
    });
    request.end(text);
  });
}
