import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { toProblem } from './problem.ts';

/** Bounds on what a slow or hostile client may hold; Node looks every 30 s whether one is past them. */
const headersTimeoutMs = 15_000;
const requestTimeoutMs = 60_000;
/** Longer than the 60 s after which common proxies drop an idle connection, so that they never write to a closed one. */
const keepAliveTimeoutMs = 65_000;
const maxHeaders = 100;

/** How a client looks that left amid a request: nobody is there to answer. */
const leavings = new Set(['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE']);

const refusals: Record<string, { status: number; detail: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers are too large.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, detail: 'The chunk extensions are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request took too long to arrive.' },
};

/** Sets the bounds of a connection and answers as a problem what Node cannot read as HTTP. */
export function guardConnections(server: Server, log: Logger): void {
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.maxHeadersCount = maxHeaders;
  // restify listens for upgrades without handling them, which leaves such sockets open for good; without a listener Node
  // takes the request as an ordinary one (RFC 9110 §7.8: a server may ignore Upgrade).
  server.removeAllListeners('upgrade');
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (req: IncomingMessage, res: ServerResponse) => answering.set(req.socket, res));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const current = answering.get(socket);
    const midAnswer = current?.headersSent === true && !current.writableFinished;
    if (leavings.has(error.code ?? '') || !socket.writable || midAnswer) {
      socket.destroy();
      return;
    }
    const { status, detail } = refusals[error.code ?? ''] ?? { status: 400, detail: 'This is not HTTP.' };
    const requestId = randomUUID();
    log.info({ requestId, status, reason: error.code }, 'a request was not readable');
    const body = JSON.stringify(toProblem({ status, code: 'malformed', detail }, requestId));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  });
}
