import { createServer } from 'node:net';
import { type Child, startChild } from './child.ts';
import type { StandIn } from './stand-in.ts';

export type Product = { child: Child; url: string };

/** So that the limits of Teams are not what is measured. */
const unlimited = {
  TENANT_PER_SECOND: '1000000',
  CONVERSATION_PER_SECOND: '1000000',
  CONVERSATION_BURST: '1000000',
  GATHER_ABOVE: '1000000',
};

type Options = { role: 'all' | 'web' | 'worker'; mongodbUri: string; standIn: StandIn; nodeOptions?: string[] };

/** Our server as it runs in production, with the stand-in where Microsoft would be. */
export async function startProduct({ role, mongodbUri, standIn, nodeOptions = [] }: Options): Promise<Product> {
  const port = await freePort();
  const { addresses, bot } = standIn;
  const child = startChild('server.ts', {
    nodeOptions,
    env: {
      ...unlimited,
      ROLE: role,
      PORT: String(port),
      MONGODB_URI: mongodbUri,
      BOT_ID: bot.id,
      SECRET_BOT_PASSWORD: bot.password,
      BOT_TENANT_ID: bot.tenantId,
      BOT_SERVICE_HOSTS: '127.0.0.1',
      ENTRA_URL: addresses.entraUrl,
      GRAPH_URL: addresses.graphUrl,
      BOT_LOGIN_URL: addresses.botLoginUrl,
      SMTP_URL: addresses.smtpUrl,
    },
  });
  await child.line('ready ');
  return { child, url: `http://127.0.0.1:${port}` };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
