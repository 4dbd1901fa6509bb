import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type Sandbox, type SandboxOptions, startSandbox } from '#sandbox/start.ts';

export const bot = {
  id: '3f1e0c52-0000-4000-8000-00000000000b',
  password: 'the-secret-of-the-bot',
  tenantId: '3f1e0c52-0000-4000-8000-00000000000c',
};
export const linden = '6f1d7c52-0000-4000-8000-000000000001';
export const haven = '6f1d7c52-0000-4000-8000-000000000002';
export const amara = 'aaaaaaaa-0000-4000-8000-000000000001';
export const jonas = 'aaaaaaaa-0000-4000-8000-000000000002';
export const femke = 'bbbbbbbb-0000-4000-8000-000000000001';

type Heard = { path: string; authorization: string | undefined; body: Record<string, unknown> };
export type FakeProduct = {
  url: string;
  heard: Heard[];
  /** What it answers from now on; undefined: 200 without a body. */
  answer: (answer: { status: number; body?: unknown } | undefined) => void;
  stop: () => Promise<void>;
};

/** A product that writes down what it hears. */
export async function startFakeProduct(handle?: Sandbox['handle']): Promise<FakeProduct> {
  const heard: Heard[] = [];
  let next: { status: number; body?: unknown } | undefined;
  const server = createServer(async (req, res) => {
    if (handle && req.url?.startsWith('/sandbox')) return handle(req, res);
    const body: Record<string, unknown> = JSON.parse(await readText(req));
    heard.push({ path: req.url ?? '', authorization: req.headers.authorization, body });
    res.writeHead(next?.status ?? 200, { 'content-type': 'application/json' });
    res.end(next?.body === undefined ? '' : JSON.stringify(next.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    url: `http://localhost:${address.port}`,
    heard,
    answer(answer) {
      next = answer;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readText(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text;
}

/** A sandbox with two companies, without a product unless one is given. */
export async function startWorld(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    port: 0,
    bot,
    productUrl: 'http://127.0.0.1:9',
    loadCompany: async () => ({ apiKey: 'key' }),
    ...options,
  });
  const { directory } = sandbox;
  directory.addTenant({ id: linden, name: 'Linden', domain: 'linden.example' });
  directory.addTenant({ id: haven, name: 'Haven', domain: 'haven.example' });
  directory.addPeople(linden, [
    person(amara, 'Amara', 'Okafor', 'linden'),
    person(jonas, 'Jonas', 'Weidner', 'linden'),
  ]);
  directory.addPeople(haven, [person(femke, 'Femke', 'Visser', 'haven')]);
  return sandbox;
}

function person(id: string, givenName: string, familyName: string, company: string) {
  const email = `${givenName}.${familyName}@${company}.example`.toLowerCase();
  return { id, name: `${givenName} ${familyName}`, givenName, familyName, email };
}

export async function botToken(sandbox: Sandbox, changes: Record<string, string> = {}): Promise<string> {
  const answer = await askToken(sandbox, changes);
  return String(answer.body.access_token);
}

export async function askToken(sandbox: Sandbox, changes: Record<string, string> = {}) {
  const { tenant = bot.tenantId, ...form } = changes;
  const response = await fetch(`${sandbox.entraUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: bot.id,
      client_secret: bot.password,
      scope: 'https://api.botframework.com/.default',
      ...form,
    }),
  });
  return { status: response.status, body: await readObject(response) };
}

export async function readObject(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  return text === '' ? {} : JSON.parse(text);
}

/** Asks the Connector with the bot's token. */
export function createCaller(sandbox: Sandbox, token: string) {
  return async function call(method: string, path: string, body?: unknown, signal?: AbortSignal) {
    const response = await fetch(`${sandbox.connectorUrl}v3/conversations${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: await readObject(response),
    };
  };
}

/** Where a chat's activities are. */
export function activitiesOf(sandbox: Sandbox, personId: string): string {
  return `/${encodeURIComponent(sandbox.connector.chat(personId).conversationId)}/activities`;
}
