import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

export type Request = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: unknown };
export type Answer = { status: number; body: unknown; retryAfterSeconds?: number };

export type Client = {
  /** @throws Unreachable when nobody answers, also not later. */
  send: (request: Request) => Promise<Answer>;
  close: () => void;
};

/** Nobody answers at the tenant URL, or what answers speaks no HTTP. */
export class Unreachable extends Error {}

type Options = {
  /** The tenant URL as the admin pasted it. */
  url: string;
  token: string;
  headers?: Record<string, string>;
  connections?: number;
  /** How long to wait before each further attempt after a 429, a 502 to 504 or a broken connection. */
  pausesMs?: number[];
  signal?: AbortSignal;
};

const deadlineMs = 30_000;
const mostBytes = 16 * 1024 * 1024;
const longestPauseMs = 60_000;
/** What may pass: a busy product, or one that starts anew. */
const passing = new Set([429, 502, 503, 504]);

/** Where the requests go: without the flags that Entra reads from the query, and without a slash at the end. */
export function baseOf(tenantUrl: string): string {
  const url = new URL(tenantUrl);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Speaks SCIM as the directories do: a bearer token, and no User-Agent unless the headers name one. */
export function createClient({ url, token, headers = {}, connections = 8, signal, ...more }: Options): Client {
  const base = baseOf(url);
  const pausesMs = more.pausesMs ?? [500, 1000, 2000, 4000];
  const { Agent, request } = base.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  function sendOnce({ method, path, body }: Request): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(`${base}${path}`, {
        method,
        agent,
        timeout: deadlineMs,
        ...(signal ? { signal } : {}),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/scim+json',
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/scim+json; charset=utf-8', 'content-length': Buffer.byteLength(text) }),
          ...headers,
        },
      });
      sent.once('timeout', () => sent.destroy(new Error(`no answer within ${deadlineMs / 1000} seconds`)));
      sent.once('error', reject);
      sent.once('response', response => {
        readAnswer(response).then(resolve, reject);
      });
      sent.end(text);
    });
  }

  async function send(request: Request): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const pauseMs = pausesMs[attempt];
      try {
        const answer = await sendOnce(request);
        if (pauseMs === undefined || !passing.has(answer.status)) return answer;
        const wantedMs = (answer.retryAfterSeconds ?? 0) * 1000;
        await sleep(Math.min(Math.max(pauseMs, wantedMs), longestPauseMs), undefined, { signal });
      } catch (error) {
        if (signal?.aborted) throw error;
        if (pauseMs === undefined) throw new Unreachable(reasonOf(error), { cause: error });
        await sleep(pauseMs, undefined, { signal });
      }
    }
  }

  return { send, close: () => agent.destroy() };
}

async function readAnswer(response: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error(`the answer is larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  const retryAfter = Number(response.headers['retry-after'] ?? Number.NaN);
  return {
    status: response.statusCode ?? 0,
    body: parse(Buffer.concat(chunks).toString('utf8')),
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  };
}

/** JSON where it is some; else the text, for the log. */
function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 2000);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error.message;
}
