/** Why an answer is not there. */
export type Fault = {
  /** `offline`: no answer at all; `refused`: 401 or 403, or no token; `busy`: come later; `failed`: anything else. */
  kind: 'offline' | 'refused' | 'busy' | 'failed';
  status?: number;
  code?: string;
  detail?: string;
  requestId?: string;
  retryAfterSeconds?: number;
};

export class ApiFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault, cause?: unknown) {
    super(fault.detail ?? fault.kind, { cause });
    this.name = 'ApiFault';
    this.fault = fault;
  }
}

export type Token = () => Promise<string | undefined>;
/** What a refusal tells. Source: RFC 9457; api/problem-contract.ts has all of it. */
type Problem = { code?: string; detail?: string; requestId?: string };
type Options = { method?: 'GET' | 'POST' | 'PUT'; body?: unknown; etag?: string | undefined; signal?: AbortSignal };
export type Answer<T> = { data: T; etag: string | undefined };

const limitMs = 20_000;

export type Api = ReturnType<typeof createApi>;

/** Talks to our server; `token` answers nothing where a session cookie does the work. */
export function createApi(token: Token) {
  return {
    /** @throws ApiFault, or an AbortError when the signal ends it. */
    async get<T>(path: string, options: Options = {}): Promise<Answer<T> | 'unchanged'> {
      const response = await ask(path, options);
      if (response.status === 304) return 'unchanged';
      return { data: await read<T>(response), etag: response.headers.get('etag') ?? undefined };
    },

    async post<T>(path: string, body?: unknown): Promise<T> {
      return read<T>(await ask(path, { method: 'POST', body }));
    },

    async put<T>(path: string, body: unknown): Promise<T> {
      return read<T>(await ask(path, { method: 'PUT', body }));
    },

    /** A file: a link to it would go without the token. */
    async file(path: string): Promise<Blob> {
      return (await ask(path, {}, { accept: '*/*' })).blob();
    },

    /** An answer that goes on; only its beginning is waited for. */
    async open(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
      const { body } = await ask(path, { signal }, { accept: 'text/event-stream' });
      if (!body) throw new ApiFault({ kind: 'failed' });
      return body;
    },
  };

  async function ask(path: string, options: Options, headers: Record<string, string> = {}): Promise<Response> {
    const first = await send(path, options, headers, await bearer());
    // Teams may have handed out a token that ended on the way: once more with the next one.
    const response = first.status === 401 ? await again(first) : first;
    if (response.ok || response.status === 304) return response;
    throw new ApiFault(await faultOf(response));

    async function again(refused: Response): Promise<Response> {
      const problem = await problemOf(refused.clone());
      if (problem.code !== 'unauthorized') return refused;
      const next = await bearer();
      return next ? send(path, options, headers, next) : refused;
    }
  }

  async function bearer(): Promise<string | undefined> {
    try {
      return await token();
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new ApiFault({ kind: 'refused', code: 'no-token', detail }, cause);
    }
  }
}

async function send(
  path: string,
  { method = 'GET', body, etag, signal }: Options,
  extra: Record<string, string>,
  bearer: string | undefined,
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json', ...extra });
  if (bearer) headers.set('authorization', `Bearer ${bearer}`);
  if (etag) headers.set('if-none-match', etag);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const begun = new AbortController();
  const limit = setTimeout(() => begun.abort(new ApiFault({ kind: 'offline' })), limitMs);
  const signals = signal ? [signal, begun.signal] : [begun.signal];
  try {
    return await fetch(path, {
      method,
      headers,
      cache: 'no-store',
      signal: AbortSignal.any(signals),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal?.aborted || cause instanceof ApiFault) throw cause;
    throw new ApiFault({ kind: 'offline' }, cause);
  } finally {
    clearTimeout(limit);
  }
}

async function faultOf(response: Response): Promise<Fault> {
  const { status } = response;
  const { code, detail, requestId } = await problemOf(response);
  const retryAfterSeconds = Number(response.headers.get('retry-after')) || undefined;
  const busy = (status === 429 || status === 503) && retryAfterSeconds !== undefined;
  return {
    kind: status === 401 || status === 403 ? 'refused' : busy ? 'busy' : 'failed',
    status,
    ...(code ? { code } : {}),
    ...(detail ? { detail } : {}),
    ...(requestId ? { requestId } : {}),
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  };
}

/** What stands before our server may answer in another form. */
async function problemOf(response: Response): Promise<Problem> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return {};
  return read<Problem>(response).catch(() => ({}));
}

/** The server is built together with this page and parses what it answers; its contract is the type. */
async function read<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new ApiFault({ kind: 'failed', status: response.status }, cause);
  }
}

/** Any error as a fault to show. */
export function faultFrom(error: unknown): Fault {
  return error instanceof ApiFault ? error.fault : { kind: 'failed', detail: String(error) };
}
