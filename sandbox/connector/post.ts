import type { JWTPayload } from 'jose';
import type { RequestLog } from '../log.ts';
import type { Activity } from '../state.ts';
import type { BotLogin } from './bot-login.ts';

/** 0: no answer came. */
export type BotAnswer = { status: number; body: unknown };

export type PostOptions = {
  /** Another token than the Connector's own; empty: no Authorization header. */
  token?: string;
  /** Replace or add claims in the Connector's token. */
  claims?: JWTPayload;
  lifetimeSeconds?: number;
};

export type Post = (activity: Activity, options?: PostOptions) => Promise<BotAnswer>;

// Teams waits 15 seconds for a bot. Source: Microsoft page "Troubleshoot HTTP 500 Internal Service errors", time-outs.
const deadlineMs = 15_000;

/** Sends activities to the bot as the Connector does, signed. */
export function createPost(
  login: BotLogin,
  log: RequestLog,
  bot: { id: string },
  serviceUrl: string,
  productUrl: () => string,
): Post {
  return async function post(activity, options = {}) {
    const token =
      options.token ??
      (await login.token({
        audience: bot.id,
        serviceUrl,
        ...(options.claims ? { claims: options.claims } : {}),
        ...(options.lifetimeSeconds === undefined ? {} : { lifetimeSeconds: options.lifetimeSeconds }),
      }));
    const entry = log.begin({ service: 'bot', method: 'POST', path: '/api/messages', body: String(activity.id) });
    try {
      const response = await fetch(`${productUrl()}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(deadlineMs),
      });
      const text = await response.text();
      log.end(entry, response.status);
      return { status: response.status, body: readJson(text) };
    } catch {
      log.end(entry, 0);
      return { status: 0, body: undefined };
    }
  };
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
