import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Connector, createConnector } from './connector/connector.ts';
import { createControl } from './control.ts';
import { createDirectories, type Directories } from './directory/directories.ts';
import { createDirectory, type Directory } from './directory.ts';
import { entraRoutes } from './entra/routes.ts';
import { createTokens, type Tokens } from './entra/tokens.ts';
import { createFaults, type Faults } from './faults.ts';
import { graphRoutes } from './graph/routes.ts';
import { Refusal } from './http/answer.ts';
import { listen } from './http/listen.ts';
import { createRoutes, type Route } from './http/routes.ts';
import { createLog, type RequestLog } from './log.ts';
import { createMailbox, type Mailbox } from './mailbox/mailbox.ts';
import { startSmtp } from './mailbox/smtp.ts';
import { createPage } from './page.ts';
import { createSamples, type LoadCompany, type Samples } from './samples.ts';
import { openStore } from './store.ts';

export type SandboxOptions = {
  /** Where the stand-ins listen, on 127.0.0.1; 0: any free port. */
  port: number;
  smtpPort?: number;
  /** Keeps everything across restarts; absent: memory only. */
  stateFile?: string;
  /** The bot's registration, known to the stand-in for Entra. */
  bot: { id: string; password: string; tenantId: string; name?: string };
  /** The manifest id of the Teams app, as Graph's catalogue shows it. */
  teamsAppId?: string;
  /** The tab's own registration; absent: nobody is signed in there. */
  tabClientId?: string;
  productUrl: string;
  loadCompany: LoadCompany;
  /** Opens `/_control/…` on the port of the stand-ins, for other processes. */
  control?: boolean;
};

export type Sandbox = {
  entraUrl: string;
  graphUrl: string;
  botLoginUrl: string;
  /** With the slash at its end, as Teams has it. */
  connectorUrl: string;
  smtpUrl: string;
  port: number;
  /** Serves everything under /sandbox on the product's origin: page, assets and API. */
  handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  directory: Directory;
  /** What provisions the companies' people over SCIM. */
  directories: Directories;
  connector: Connector;
  mailbox: Mailbox;
  faults: Faults;
  entra: Tokens;
  log: RequestLog;
  samples: Samples;
  /** Where the product listens from now on. */
  pointAt: (productUrl: string) => void;
  /** Forgets people, chats, mails, faults and the log; keeps keys and settings. */
  reset: () => void;
  stop: () => Promise<void>;
};

/** Starts Microsoft 365 on this machine: stand-ins for Entra, the Bot Connector and Graph, and a mailbox. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = await openStore(options.stateFile);
  const listener = await listen(options.port);
  const origin = `http://127.0.0.1:${listener.port}`;
  const urls = {
    entraUrl: `${origin}/entra`,
    graphUrl: `${origin}/graph`,
    botLoginUrl: `${origin}/bot-login`,
    connectorUrl: `${origin}/teams/`,
  };
  let productUrl = options.productUrl;
  const bot = { ...options.bot, name: options.bot.name ?? 'Wintro' };
  const directory = createDirectory(store, bot);
  const tokens = await createTokens(store, directory, bot.id);
  const log = createLog();
  const faults = createFaults(store.changed);
  const teams = await createConnector({
    store,
    directory,
    tokens,
    faults,
    log,
    bot,
    serviceUrl: urls.connectorUrl,
    botLoginUrl: urls.botLoginUrl,
    productUrl: () => productUrl,
  });
  const { connector } = teams;
  const post = createMailbox(store);
  const smtp = await startSmtp(post, options.smtpPort ?? 0).catch(async (error: unknown) => {
    await listener.stop();
    throw error;
  });
  const samples = createSamples(store, directory, connector, options.loadCompany);
  const graph = graphRoutes({ directory, connector, tokens, log, teamsAppId: options.teamsAppId ?? bot.id });
  const directories = createDirectories({ store, directory, productUrl: () => productUrl });
  const page = createPage({
    store,
    directory,
    directories,
    connector,
    mailbox: post.mailbox,
    faults,
    samples,
    productUrl: () => productUrl,
    async tabToken(personId) {
      if (options.tabClientId === undefined) throw new Refusal(409, 'The tab has no registration here.');
      return tokens.tab(personId, options.tabClientId);
    },
  });

  const sandbox: Sandbox = {
    ...urls,
    smtpUrl: smtp.url,
    port: listener.port,
    handle: page.handle,
    directory,
    directories,
    connector,
    mailbox: post.mailbox,
    faults,
    entra: tokens,
    log,
    samples,
    pointAt(url) {
      productUrl = url;
    },
    reset() {
      directories.clear();
      store.reset();
      teams.clear();
      faults.clearAll();
      post.mailbox.setFault(undefined);
      log.clear();
    },
    async stop() {
      directories.stop();
      page.stop();
      await Promise.all([listener.stop(), smtp.stop()]);
      await store.flush();
    },
  };
  const control = options.control ? createControl(sandbox) : undefined;
  listener.serve(
    createDoor({
      '/entra': entraRoutes(directory, tokens),
      '/graph': graph,
      '/bot-login': teams.loginRoutes,
      '/teams': teams.routes,
      ...(control ? { '/_control': control } : {}),
    }),
  );
  return sandbox;
}

function createDoor(services: Record<string, Route[]>) {
  const finders = new Map(Object.entries(services).map(([prefix, routes]) => [prefix, createRoutes(routes)]));
  return async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://127.0.0.1');
    const [, first = ''] = url.pathname.split('/', 2);
    const prefix = `/${first}`;
    const found = finders.get(prefix)?.(req.method ?? 'GET', url.pathname.slice(prefix.length));
    if (!found) throw new Refusal(404, `The sandbox has nothing at ${url.pathname}.`);
    if (found.kind === 'method') throw new Refusal(405, 'Not by this method.', { allow: found.allow.join(', ') });
    await found.route.handle({ req, res, url, param: found.param });
  };
}
