import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bot } from './sandbox-world.ts';
import { testFolder } from './setup.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const started = new Set<ChildProcess>();

/** Nothing of the surroundings but what a process needs to run. */
const surroundings = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'MONGOD', 'XDG_CACHE_HOME'].flatMap(name => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);

export type Child = ReturnType<typeof launch>;

/** A process of the product's: `server.ts`, `cli/main.ts` or `sandbox/main.ts`. */
export function launch(script: string, args: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    env: { ...surroundings, NODE_COMPILE_CACHE: path.join(testFolder, 'compiled'), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.add(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', chunk => {
    said.out += chunk;
  });
  child.stderr.on('data', chunk => {
    said.err += chunk;
  });
  const end = once(child, 'close').then(([code, signal]) => {
    started.delete(child);
    return { code: typeof code === 'number' ? code : null, signal: signal ?? undefined, ...said };
  });
  return {
    child,
    said,
    /** Once it has ended: its exit code and everything it said. */
    end,
    /** Waits for a line of its output. @throws Error when it ends first. */
    line: (pattern: RegExp) => awaitLine(child, said, pattern),
  };
}

/** Has the server's code compiled once, by a process that ends by itself, so that later ones start sooner. */
export async function warmUp(): Promise<void> {
  await launch('server.ts', [], { PORT: 'none' }).end;
}

async function awaitLine(child: ChildProcess, said: { out: string; err: string }, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = said.out.split('\n').find((line, place, all) => place < all.length - 1 && pattern.test(line));
    if (found !== undefined) return found;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`It ended before it said ${pattern}:\n${said.out}${said.err}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

/** For `after` hooks: ends what a failed test has left. */
export function endChildren(): void {
  for (const child of started) child.kill('SIGKILL');
}

/** Microsoft 365 in a process of its own, with its control interface. */
export async function launchSandbox(productUrl: string, ...args: string[]) {
  const registration = ['--bot-id', bot.id, '--bot-password', bot.password, '--bot-tenant', bot.tenantId];
  const sandbox = launch('sandbox/main.ts', [...registration, '--product-url', productUrl, '--follow-parent', ...args]);
  const addresses: Record<string, string> = JSON.parse(await sandbox.line(/^\{/));
  const { controlUrl = '', entraUrl = '', graphUrl = '', botLoginUrl = '', smtpUrl = '' } = addresses;
  return {
    ...sandbox,
    /** What the product's environment says of it. */
    env: {
      BOT_ID: bot.id,
      SECRET_BOT_PASSWORD: bot.password,
      BOT_TENANT_ID: bot.tenantId,
      BOT_SERVICE_HOSTS: '127.0.0.1',
      ENTRA_URL: entraUrl,
      GRAPH_URL: graphUrl,
      BOT_LOGIN_URL: botLoginUrl,
      SMTP_URL: smtpUrl,
    },
    /** Asks the control interface: GET without a body, else POST. */
    async control<T = unknown>(route: string, body?: unknown): Promise<T> {
      const response = await fetch(`${controlUrl}${route}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`The sandbox answered ${response.status} at ${route}`);
      return answerOf<T>(await response.json());
    },
    async stop() {
      sandbox.child.stdin.end();
      await sandbox.end;
    },
  };
}

/** The caller knows what the sandbox has at that address. */
function answerOf<T>(value: unknown): T {
  return value as T;
}
