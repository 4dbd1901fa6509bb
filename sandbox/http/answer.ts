import type { ServerResponse } from 'node:http';

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** What a request gets when it cannot be served; its message is shown to the caller. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
  }
}

/** Ends the response with the answer's body as JSON. */
export function sendAnswer(res: ServerResponse, answer: Answer): void {
  if (res.headersSent || res.destroyed) return;
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  res.writeHead(answer.status, {
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': String(Buffer.byteLength(text)),
    'cache-control': 'no-store',
    ...answer.headers,
  });
  res.end(text);
}

/** Answers a Refusal as it says and anything else with 500. */
export function sendFailure(res: ServerResponse, error: unknown): void {
  if (error instanceof Refusal) {
    sendAnswer(res, { status: error.status, body: { error: error.message }, headers: error.headers });
    return;
  }
  // A client that went away while its body was read is no fault of the sandbox.
  if (res.destroyed || res.socket?.destroyed === true) return;
  console.error('sandbox:', error);
  sendAnswer(res, { status: 500, body: { error: 'The sandbox failed; its process says why.' } });
}
