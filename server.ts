import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { createServer } from '#api/server.ts';
import { createBot } from '#bot/start.ts';
import { teamsLinks } from '#bot/teams-links.ts';
import { createMailer, noMailer } from '#core/clients/mail.ts';
import { connectDatabase, disconnectDatabase, pingDatabase } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { createLog } from '#core/log.ts';
import { openMongod } from '#core/mongod/start.ts';
import { startDispatch } from '#core/notifications/dispatch.ts';
import { outboxMetrics } from '#core/notifications/metrics.ts';
import { startExpiryWarnings } from '#core/provisioning/expiry-warnings.ts';
import { drainGuard, lookBack } from '#core/provisioning/guard.ts';
import { drainSeen } from '#core/provisioning/seen.ts';
import { ownSecretKeys } from '#core/secret-keys.ts';
import { type Config, ConfigError, readConfig } from '#env/config.ts';
import { type Sandbox, startSandbox } from '#sandbox/start.ts';
import { loadCompany } from './cli/load-company.ts';

export type Running = { config: Config; sandbox: Sandbox | undefined; stop(): Promise<void> };

type Surroundings = { log: Logger; progress: (line: string) => void };
type Ends = (() => Promise<void>)[];

const sandboxBot = {
  BOT_ID: '5a9d0b07-1000-4000-8000-000000000001',
  BOT_TENANT_ID: '5a9d0b07-1000-4000-8000-000000000002',
  SECRET_BOT_PASSWORD: 'known to this machine alone',
};
/** The tab's own registration: apart from the bot's, so that a token for one is none for the other. */
const sandboxTab = {
  AAD_APP_CLIENT_ID: '5a9d0b07-1000-4000-8000-000000000003',
  SECRET_AAD_APP_CLIENT_SECRET: 'known to this machine too',
};
const smtpDeadlineMs = 30_000;
const databaseDeadlineMs = 5_000;

/**
 * Starts everything the configuration asks for, in order, and answers once it can serve. When one part cannot start,
 * those before it are stopped again. @throws DomainError or ConfigError that says what is wrong.
 */
export async function startProduct(given: Config, surroundings: Surroundings): Promise<Running> {
  const { log } = surroundings;
  const ends: Ends = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    await openDatabase(given, surroundings, ends);
    ends.push(async () => void (await Promise.all([drainSeen(), drainGuard()])));
    await lookBack({ now: new Date(), log });
    const sandbox = given.sandbox ? await openSandbox(given, log, ends) : undefined;
    const config = sandbox ? withSandbox(given, sandbox) : given;
    const bot = createBot({ config, log });
    const metrics = new Registry();
    const observe = outboxMetrics(metrics);
    if (config.ROLE !== 'web') {
      const { sendMail } = config.SMTP_URL ? createMailer(config.SMTP_URL, config.MAIL_FROM, smtpDeadlineMs) : noMailer;
      const channels = {
        deliver: bot.deliver,
        sendMail,
        product: { name: config.APP_NAME, ...teamsLinks(config) },
      };
      ends.push(startDispatch({ channels, limits: config.limits, log, observe }).stop);
      ends.push(startExpiryWarnings({ limits: config.limits, log }).stop);
    }
    const messages = bot.messages;
    const page = sandbox ? { sandbox: sandbox.handle } : {};
    const stopping = new AbortController();
    const parts = { config, log, metrics, ready: pingDatabase, messages, stopping: stopping.signal, ...page };
    ends.push(await listen(createServer(parts), config));
    ends.push(async () => stopping.abort());
    return { config, sandbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabase(config: Config, { log, progress }: Surroundings, ends: Ends): Promise<void> {
  const { DATA_DIR, MONGOD, MONGODB_URI } = config;
  if (MONGODB_URI === undefined) {
    const mongod = await openMongod({ dataDir: DATA_DIR, ...(MONGOD ? { mongod: MONGOD } : {}), progress, log });
    ends.push(mongod.leave);
    await connectDatabase(mongod.uri, { deadlineMs: databaseDeadlineMs });
  } else await connectDatabase(MONGODB_URI, { deadlineMs: databaseDeadlineMs });
  ends.push(disconnectDatabase);
}

async function openSandbox(config: Config, log: Logger, ends: Ends): Promise<Sandbox> {
  const sandbox = await startSandbox({
    port: config.SANDBOX_PORT,
    stateFile: path.join(config.DATA_DIR, 'sandbox.json'),
    bot: { id: sandboxBot.BOT_ID, password: sandboxBot.SECRET_BOT_PASSWORD, tenantId: sandboxBot.BOT_TENANT_ID },
    tabClientId: sandboxTab.AAD_APP_CLIENT_ID,
    productUrl: config.PUBLIC_URL,
    loadCompany: company => loadCompany(company, log),
  }).catch((cause: unknown) => {
    throw describeListen(cause, config.SANDBOX_PORT, 'SANDBOX_PORT');
  });
  ends.push(sandbox.stop);
  sandbox.directory.addApplication({
    id: sandboxTab.AAD_APP_CLIENT_ID,
    secret: sandboxTab.SECRET_AAD_APP_CLIENT_SECRET,
    homeTenantId: sandboxBot.BOT_TENANT_ID,
    consents: {},
  });
  return sandbox;
}

/** Where Microsoft would be, the sandbox is: the same code, keys and checks, other base addresses. */
function withSandbox(config: Config, { entraUrl, graphUrl, botLoginUrl, smtpUrl }: Sandbox): Config {
  return {
    ...config,
    SECRET_KEYS: config.SECRET_KEYS ?? ownSecretKeys(config.DATA_DIR),
    ...sandboxBot,
    ...sandboxTab,
    ENTRA_URL: entraUrl,
    GRAPH_URL: graphUrl,
    BOT_LOGIN_URL: botLoginUrl,
    BOT_SERVICE_HOSTS: ['127.0.0.1'],
    SMTP_URL: smtpUrl,
  };
}

type RestifyServer = ReturnType<typeof createServer>;

async function listen(restify: RestifyServer, { PORT, HOST, sandbox }: Config): Promise<() => Promise<void>> {
  const { server } = restify;
  await new Promise<void>((resolve, reject) => {
    // restify emits its server's errors once more on itself, where one without a listener ends the process.
    restify.on('error', cause => reject(describeListen(cause, PORT, 'PORT')));
    server.listen(PORT, HOST, resolve);
  });
  return () =>
    new Promise(resolve => {
      const force = setTimeout(() => server.closeAllConnections(), sandbox ? 500 : 10_000);
      server.close(() => {
        clearTimeout(force);
        resolve();
      });
      server.closeIdleConnections();
    });
}

function describeListen(cause: unknown, port: number, variable: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE')
    return new DomainError(
      'unavailable',
      `Port ${port} is taken by another program. Stop that one, or set ${variable} to a free port.`,
      { cause },
    );
  if (code === 'EACCES')
    return new DomainError(
      'unavailable',
      `Port ${port} may not be used by this user. Set ${variable} to a port above 1023.`,
      { cause },
    );
  return cause;
}

async function main(): Promise<void> {
  const config = readConfig();
  const progress = (line: string): void => void process.stdout.write(`${line}\n`);
  const logFile = path.join(config.DATA_DIR, 'wintro.log');
  if (config.sandbox) mkdirSync(config.DATA_DIR, { recursive: true });
  const log = createLog(config.LOG_LEVEL, config.sandbox ? createWriteStream(logFile, { mode: 0o600 }) : undefined);
  const running = await startProduct(config, { log, progress });
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    progress(`${signal}: finishing what is under way`);
    await running.stop();
    progress('stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stop(signal).catch(fail);
    });
  if (config.sandbox) {
    progress(`the log is in ${logFile}`);
    progress(`try it: ${config.PUBLIC_URL}/sandbox (Microsoft 365 on this machine)`);
  }
  progress(`ready ${config.PUBLIC_URL}`);
}

function fail(error: unknown): void {
  const expected = error instanceof DomainError || error instanceof ConfigError;
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

if (import.meta.main) main().catch(fail);
