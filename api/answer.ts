import type { ServerResponse } from 'node:http';
import type { Response } from 'restify';

type Headers = Record<string, string>;

/**
 * Answers with a text as it is, head and body in one write; restify's `send` turns media types without a formatter of its
 * own into application/octet-stream.
 */
export function answer(res: Response, status: number, mediaType: string, text: string, headers: Headers = {}): void {
  res.writeHead(status, headersOf(mediaType, text, headers));
  res.end(text);
}

/** As `answer`, where an error is under way: then restify takes an answer by other ways than its own for none. */
export function answerRefusal(
  res: Response,
  status: number,
  mediaType: string,
  text: string,
  headers: Headers = {},
): void {
  res.sendRaw(status, text, headersOf(mediaType, text, headers));
}

function headersOf(mediaType: string, text: string, headers: Headers): Headers {
  return { 'Content-Type': mediaType, 'Content-Length': String(Buffer.byteLength(text)), ...headers };
}

export function answerJson(res: Response, status: number, body: unknown, headers: Headers = {}): void {
  answer(res, status, 'application/json', JSON.stringify(body), headers);
}

/** Not chained: restify's `writeHead`, which it puts on every response of the process, answers nothing. */
export function redirect(res: ServerResponse, status: 302 | 307, location: string): void {
  res.writeHead(status, { Location: location, 'Content-Length': '0' });
  res.end();
}
