import type { IncomingMessage, ServerResponse } from 'node:http';
import { redirect } from './answer.ts';
import { HttpError } from './http-error.ts';

/**
 * In the sandbox only names of this machine are answered, since a foreign name that resolves to loopback would let a
 * foreign page read it (DNS rebinding). @throws HttpError 421.
 */
export function guardHost(req: IncomingMessage): void {
  const host = readHost(req);
  if (!host || !['localhost', '127.0.0.1', '[::1]'].includes(host.name) || host.port !== req.socket.localPort)
    throw new HttpError(421, 'misdirected', `The sandbox answers at http://localhost:${req.socket.localPort} alone.`);
}

/**
 * Where a page is to be seen instead, if elsewhere: the product's cookies live at localhost, the stand-ins for outside
 * services at 127.0.0.1, so that cross-site is real. Calls of programs work at both.
 */
function pageElsewhere(req: IncomingMessage): string | undefined {
  if (req.method !== 'GET' && req.method !== 'HEAD') return undefined;
  if (!req.headers.accept?.includes('text/html')) return undefined;
  const host = readHost(req);
  if (!host || host.name === 'localhost' || host.port !== req.socket.localPort) return undefined;
  if (host.name !== '127.0.0.1' && host.name !== '[::1]') return undefined;
  return `http://localhost:${host.port}${req.url ?? '/'}`;
}

/** Sends a page navigation to where it belongs; says whether it did. */
export function redirectPage(req: IncomingMessage, res: ServerResponse): boolean {
  const location = pageElsewhere(req);
  if (location === undefined) return false;
  redirect(res, 307, location);
  return true;
}

function readHost(req: IncomingMessage): { name: string; port: number } | undefined {
  const read = /^([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/i.exec(req.headers.host ?? '');
  return read?.[1] ? { name: read[1].toLowerCase(), port: Number(read[2] ?? 80) } : undefined;
}
