type Throttled = { retryAfterSeconds: number; by: 'conversation' | 'tenant' };

export type Throttle = {
  /** Counts a request, or says that it is one too many. */
  admit: (request: {
    kind: 'send' | 'create' | 'members';
    conversation: string;
    tenantId: string;
    tenantPerSecond: number;
  }) => Throttled | undefined;
  clear: () => void;
};

type Window = { requests: number; ms: number };

// Source: Microsoft page "Optimize your bot with rate limiting in Teams".
const sendWindows: Window[] = [
  { requests: 7, ms: 1000 },
  { requests: 8, ms: 2000 },
  { requests: 60, ms: 30_000 },
  { requests: 1800, ms: 3_600_000 },
];
const memberWindows: Window[] = [
  { requests: 14, ms: 1000 },
  { requests: 16, ms: 2000 },
  { requests: 120, ms: 30_000 },
  { requests: 3600, ms: 3_600_000 },
];

/** The rates at which Teams serves one bot in one conversation and in one tenant. */
export function createThrottle(): Throttle {
  const times = new Map<string, number[]>();

  function waitFor(key: string, windows: Window[], now: number): number {
    const past = times.get(key) ?? [];
    return Math.max(0, ...windows.map(window => waitWithin(past, window, now)));
  }

  function count(key: string, keptMs: number, now: number): void {
    const past = times.get(key) ?? [];
    const old = past.findIndex(time => time > now - keptMs);
    if (old !== 0) past.splice(0, old < 0 ? past.length : old);
    past.push(now);
    times.set(key, past);
  }

  return {
    admit({ kind, conversation, tenantId, tenantPerSecond }) {
      const now = Date.now();
      const windows = kind === 'members' ? memberWindows : sendWindows;
      const conversationKey = `${kind} ${conversation}`;
      const tenantKey = `tenant ${tenantId}`;
      const conversationMs = waitFor(conversationKey, windows, now);
      const tenantMs = waitFor(tenantKey, [{ requests: tenantPerSecond, ms: 1000 }], now);
      if (conversationMs > 0 || tenantMs > 0)
        return {
          retryAfterSeconds: Math.ceil(Math.max(conversationMs, tenantMs) / 1000),
          by: tenantMs > conversationMs ? 'tenant' : 'conversation',
        };
      count(conversationKey, 3_600_000, now);
      count(tenantKey, 1000, now);
      return undefined;
    },
    clear: () => times.clear(),
  };
}

/** Milliseconds until the window has room for one more. */
function waitWithin(past: number[], window: Window, now: number): number {
  const oldestThatCounts = past[past.length - window.requests];
  return oldestThatCounts === undefined ? 0 : Math.max(0, oldestThatCounts + window.ms - now);
}
