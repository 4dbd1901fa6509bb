import type { ServerResponse } from 'node:http';
import type { Response } from 'restify';

/**
 * Answers with a text as it is. Goes by `sendRaw`, since `send` turns media types without a formatter of restify's into
 * application/octet-stream, and since restify takes an answer by other ways for none when an error is under way.
 */
export function answer(
  res: Response,
  status: number,
  mediaType: string,
  text: string,
  headers: Record<string, string> = {},
): void {
  res.sendRaw(status, text, {
    'Content-Type': mediaType,
    'Content-Length': String(Buffer.byteLength(text)),
    ...headers,
  });
}

export function answerJson(res: Response, status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer(res, status, 'application/json', JSON.stringify(body), headers);
}

/** Not chained: restify's `writeHead`, which it puts on every response of the process, answers nothing. */
export function redirect(res: ServerResponse, status: 302 | 307, location: string): void {
  res.writeHead(status, { Location: location, 'Content-Length': '0' });
  res.end();
}
