import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DomainError } from '#core/errors.ts';
import { createLog } from '#core/log.ts';
import { openMongod } from '#core/mongod/start.ts';
import { type Config, ConfigError, readConfig } from '#env/config.ts';
import { type Playground, startPlayground } from './playground-product.ts';

const options = {
  port: { type: 'string', default: '56150' },
  'product-port': { type: 'string', default: '3980' },
  'no-open': { type: 'boolean', default: false },
} as const;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Its data is its own, in the embedded MongoDB of DATA_DIR, whatever MONGODB_URI says. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const config = readConfig();
  refuseReal(config);
  const folder = path.resolve(config.DATA_DIR, 'playground');
  mkdirSync(folder, { recursive: true });
  const log = createLog(config.LOG_LEVEL, createWriteStream(path.join(folder, 'wintro.log'), { mode: 0o600 }));
  const { DATA_DIR: dataDir, MONGOD } = config;
  const mongod = await openMongod({
    dataDir,
    database: 'wintro-playground',
    ...(MONGOD ? { mongod: MONGOD } : {}),
    progress: print,
    log,
  });
  try {
    const playground = await startPlayground({
      config,
      mongodbUri: mongod.uri,
      folder,
      ports: { product: Number(values['product-port']), playground: Number(values.port) },
      open: !values['no-open'] && process.stdout.isTTY,
      log,
    });
    tell(playground, path.join(folder, 'wintro.log'));
    await untilStopped(playground).finally(playground.stop);
  } finally {
    await mongod.leave();
  }
}

/** @throws DomainError unless the configuration is that of the sandbox. */
export function refuseReal({ sandbox, production }: Config): void {
  if (sandbox && !production) return;
  throw new DomainError(
    'invalid',
    'The Playground runs a bot that checks no signature, so it does not start in production nor where BOT_ID is set. Unset BOT_ID, then run this again.',
  );
}

function tell({ url, apiKey, company, recruiter, tool }: Playground, logFile: string): void {
  print(`You are ${recruiter.name}, admin at ${company.name}. The Playground installs the bot when its page opens.`);
  print(`Events: press Enter here to post an example, or POST ${url}/api/events`);
  print(`        with Authorization: Bearer ${apiKey}`);
  print(`the log is in ${logFile}`);
  print(`ready ${tool.url}`);
}

/** Until Ctrl-C. @throws DomainError when the Playground ends by itself. */
async function untilStopped(playground: Playground): Promise<void> {
  const input = createInterface({ input: process.stdin });
  input.on('line', () => {
    playground.postNext().then(
      title => print(`posted: ${title}`),
      error => print(error instanceof Error ? error.message : String(error)),
    );
  });
  const signalled = new Promise<undefined>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
  });
  const said = await Promise.race([signalled, playground.tool.ended]);
  input.close();
  process.stdin.destroy();
  if (said !== undefined) throw new DomainError('unavailable', `Agents Playground has ended. It said:\n${said}`);
}

function fail(error: unknown): void {
  const expected = error instanceof DomainError || error instanceof ConfigError;
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

if (import.meta.main) main().catch(fail);
