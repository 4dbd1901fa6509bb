export type OutboundRequest = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** For the whole answer, its body included. */
  deadlineMs: number;
  /** Bytes of body to take; 1 MiB where not given. */
  maxBytes?: number;
};

export type OutboundAnswer = { status: number; headers: Record<string, string>; body: string };

/** `refused`: no connection came about, so the other side has seen nothing. `unclear`: the request may have arrived. */
export class OutboundError extends Error {
  readonly kind: 'refused' | 'unclear';
  readonly code: string;
  constructor(kind: 'refused' | 'unclear', code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboundError';
    this.kind = kind;
    this.code = code;
  }
}

const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'BAD_PORT',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * One request, tried once, within a deadline; redirects are answers, not followed.
 * @throws OutboundError when no whole answer came.
 */
export async function send(request: OutboundRequest): Promise<OutboundAnswer> {
  return ask(request, readText);
}

/**
 * One request for a file, otherwise like `send`: its bytes as they are, for what is no text.
 * @throws OutboundError when it did not come whole.
 */
export async function download(
  request: Omit<OutboundRequest, 'method' | 'body' | 'headers'>,
): Promise<{ status: number; body: Uint8Array }> {
  return ask({ ...request, method: 'GET', headers: {} }, readBytes);
}

async function ask<Body>(
  request: OutboundRequest,
  read: (response: Response, maxBytes: number) => Promise<Body>,
): Promise<{ status: number; headers: Record<string, string>; body: Body }> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(request.deadlineMs),
    });
    const body = await read(response, request.maxBytes ?? 1024 * 1024);
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    throw classify(error, request);
  }
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const length = response.headers.get('content-length');
  const whole = length !== null && !response.headers.has('content-encoding');
  if (whole && Number(length) <= maxBytes) return response.text();
  return (await readBytes(response, maxBytes)).toString('utf8');
}

async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new OutboundError('unclear', 'TOO_LARGE', `The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function classify(error: unknown, request: OutboundRequest): OutboundError {
  if (error instanceof OutboundError) return error;
  const host = URL.canParse(request.url) ? new URL(request.url).host : 'an address that is none';
  if (error instanceof Error && error.name === 'TimeoutError')
    return new OutboundError('unclear', 'DEADLINE', `${host} did not answer within ${request.deadlineMs} ms.`, error);
  const code = codeOf(error);
  if (notConnected.has(code)) return new OutboundError('refused', code, `${host} cannot be reached (${code}).`, error);
  return new OutboundError('unclear', code, `The connection to ${host} broke (${code}).`, error);
}

/** The system's code sits on the error itself or on its cause: fetch throws `TypeError: fetch failed` around it. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // The Fetch standard blocks some ports, and says so by this message alone.
  if ('message' in error && error.message === 'bad port') return 'BAD_PORT';
  return 'cause' in error && error.cause !== undefined ? codeOf(error.cause) : 'UNKNOWN';
}

const entraOrigin = 'https://login.microsoftonline.com';

/** Where to connect for a request to Entra: only the connection moves, issuer and discovery origin stay Microsoft's. */
export function rewriteEntra(url: string, entraUrl: string): string {
  return url === entraOrigin || url.startsWith(`${entraOrigin}/`) ? entraUrl + url.slice(entraOrigin.length) : url;
}
