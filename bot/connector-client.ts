import type { ConnectorClientOptions } from 'botframework-connector';
import { z } from 'zod';
import { type OutboundAnswer, send } from '#core/clients/outbound.ts';

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type WebResource = Parameters<HttpClient['sendRequest']>[0];
type WebAnswer = Awaited<ReturnType<HttpClient['sendRequest']>>;

/**
 * What the Connector answered other than success. Named unlike the Azure SDK's own errors, which its pipeline would
 * retry behind our back.
 */
export class ConnectorError extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  constructor(statusCode: number, code: string, retryAfterMs: number | undefined) {
    super(`The Bot Connector answered ${statusCode} ${code}`);
    this.name = 'ConnectorError';
    this.statusCode = statusCode;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The address is not one of the Connector's; nothing was sent. */
export class ForeignHostError extends Error {
  constructor(url: string) {
    super(`${URL.parse(url)?.host ?? 'The service URL'} is not a host of the Bot Connector.`);
    this.name = 'ForeignHostError';
  }
}

type Parts = { deadlineMs: number; isServiceUrl: (url: string) => boolean; onUnauthorized: () => void };

/** The adapter's HTTP client: one try within a deadline, and only to hosts of the Connector. */
export function createConnectorClient({ deadlineMs, isServiceUrl, onUnauthorized }: Parts): HttpClient {
  return {
    async sendRequest(resource: WebResource): Promise<WebAnswer> {
      if (!isServiceUrl(resource.url)) throw new ForeignHostError(resource.url);
      const body: unknown = resource.body;
      const answer = await send({
        url: resource.url,
        method: resource.method,
        headers: resource.headers.rawHeaders(),
        ...(typeof body === 'string' ? { body } : {}),
        deadlineMs,
      });
      if (answer.status === 401) onUnauthorized();
      if (answer.status < 200 || answer.status > 299) throw readError(answer);
      return {
        status: answer.status,
        headers: headersLike(answer.headers),
        request: resource,
        bodyAsText: answer.body,
      };
    },
  };
}

const saidSchema = z.looseObject({ code: z.string().optional(), message: z.string().optional() });
/** Most answers wrap what they say in `error`; that of a blocked chat does not. */
const errorSchema = z.union([z.looseObject({ error: saidSchema }).transform(({ error }) => error), saidSchema]);

/** Teams puts the real reason as JSON, once or twice escaped, into the message. */
const subCodePattern = /subCode[\\"]*\s*:[\s\\"]*(\w+)/;

function readError({ status, headers, body }: OutboundAnswer): ConnectorError {
  const { code, message } = errorSchema.safeParse(parse(body)).data ?? {};
  const subCode = subCodePattern.exec(message ?? '')?.[1];
  return new ConnectorError(status, subCode ?? code ?? 'Unknown', retryAfterMs(headers['retry-after']));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or an HTTP date, RFC 9110 §10.2.3. */
function retryAfterMs(value: string | undefined, now = Date.now()): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.round(ms));
}

function headersLike(raw: Record<string, string>): WebAnswer['headers'] {
  const entries = new Map(Object.entries(raw));
  const list = () => [...entries].map(([name, value]) => ({ name, value }));
  return {
    get: name => entries.get(name.toLowerCase()),
    set: (name, value) => {
      entries.set(name.toLowerCase(), String(value));
    },
    contains: name => entries.has(name.toLowerCase()),
    remove: name => entries.delete(name.toLowerCase()),
    rawHeaders: () => Object.fromEntries(entries),
    headersArray: list,
    headerNames: () => [...entries.keys()],
    headerValues: () => [...entries.values()],
    toJson: () => Object.fromEntries(entries),
    clone: () => headersLike(Object.fromEntries(entries)),
  };
}
