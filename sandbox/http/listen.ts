import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Refusal, sendFailure } from './answer.ts';

export type Listener = {
  port: number;
  /** Names who answers; until then requests wait. */
  serve: (handler: Handler) => void;
  stop: () => Promise<void>;
};

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

const ownHosts = new Set(['127.0.0.1', 'localhost']);

/** Opens an HTTP server on loopback that refuses foreign Host headers, so that no rebound name reaches it. */
export async function listen(port: number): Promise<Listener> {
  let ready: (handler: Handler) => void = () => {};
  const handler = new Promise<Handler>(resolve => {
    ready = resolve;
  });
  const server = createServer((req, res) => {
    handler.then(answer => guard(answer, req, res)).catch(error => sendFailure(res, error));
  });
  server.keepAliveTimeout = 65_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { port: portOf(server), serve: ready, stop: () => stop(server) };
}

async function guard(handler: Handler, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const host = (req.headers.host ?? '').replace(/:\d+$/, '');
  if (!ownHosts.has(host)) throw new Refusal(421, 'This server answers to 127.0.0.1 and localhost alone.');
  await handler(req, res);
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The sandbox listens on no port.');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
