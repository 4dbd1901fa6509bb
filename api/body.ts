import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '#core/errors.ts';
import { ClosedError, HttpError } from './http-error.ts';

/** How much of a refused upload is still read, so that its sender gets to see the answer before the connection ends. */
const lingerBytes = 8 * 1024 * 1024;

/** Refuses by the headers alone what no route would read. @throws DomainError `too-large`, HttpError 415. */
export function guardBody(req: IncomingMessage, maxBytes: number): void {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    // RFC 9110 §15.5.16: a 415 for a content coding says so with Accept-Encoding.
    throw new HttpError(415, 'unsupported-content-encoding', 'Compressed bodies are not taken.', {
      'Accept-Encoding': 'identity',
    });
  }
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/**
 * Reads a request's body, at most `maxBytes` of it, whether its length is announced or not.
 * @throws DomainError `too-large`, ClosedError when the client leaves.
 */
export async function readBody(req: IncomingMessage, res: ServerResponse, maxBytes: number): Promise<Buffer> {
  invite(req, res);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      req.off('data', take);
      reject(tooLarge(maxBytes));
    };
    req.on('data', take);
    req.once('end', () => resolve(Buffer.concat(chunks)));
    req.once('error', () => reject(new ClosedError()));
    req.once('close', () => {
      if (!req.complete) reject(new ClosedError());
    });
  });
}

/** Asks for the body where its sender waits to be asked (RFC 9110 §10.1.1): once it is known to be wanted. */
export function invite(req: IncomingMessage, res: ServerResponse): void {
  if (req.headers.expect?.toLowerCase() === '100-continue') res.writeContinue();
}

/**
 * @throws DomainError `invalid` for what is not JSON in UTF-8 (RFC 8259 §8.1).
 */
export function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) throw new DomainError('invalid', 'The body is empty.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new DomainError('invalid', 'The body is not UTF-8.', { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('invalid', 'The body is not JSON.', { cause });
  }
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError('too-large', `A body may have at most ${maxBytes} bytes.`);
}

/** Throws the rest of a refused upload away as it comes, until it is too much. */
export function linger(req: IncomingMessage): void {
  let bytes = 0;
  req.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > lingerBytes) req.destroy();
  });
}
