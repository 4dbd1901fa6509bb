import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { createServer, type ServerParts } from '#api/server.ts';
import { createLog } from '#core/log.ts';
import { type Config, readConfig } from '#env/config.ts';

export type Started = {
  port: number;
  /** At localhost, the product's origin. */
  base: string;
  /** The lines logged so far. */
  lines: string[];
  log: Logger;
  close(): Promise<void>;
};

export const realBot = {
  BOT_ID: '00000000-0000-4000-8000-000000000001',
  SECRET_BOT_PASSWORD: 'a-password',
  BOT_TENANT_ID: '00000000-0000-4000-8000-000000000002',
};

/** The API on a free port, over whatever database is connected. */
export async function startApi(env: Record<string, string> = {}, parts: Partial<ServerParts> = {}): Promise<Started> {
  const config: Config = readConfig(env);
  const lines: string[] = [];
  const log = createLog('debug', { write: line => void lines.push(line) });
  const server = createServer({
    config,
    log,
    metrics: new Registry(),
    ready: async () => undefined,
    messages: async (req, res) => res.sendRaw(200, JSON.stringify(req.body), { 'Content-Type': 'application/json' }),
    ...parts,
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = addressOf(server.address());
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.server.closeAllConnections();
    });
  return { port, base: `http://localhost:${port}`, lines, log, close };
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  return address;
}
