import { connectDatabase, disconnectDatabase } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { createLog } from '#core/log.ts';
import { openMongod } from '#core/mongod/start.ts';
import { ConfigError, readConfig } from '#env/config.ts';
import { commands, help } from './commands.ts';
import { parseCommand, UsageError } from './parse.ts';
import { print } from './print.ts';

/** Runs one operator's command: exit code 0 when it did what it says, 1 when not, 2 when it was not understood. */
async function main(args: string[]): Promise<number> {
  if (args.length === 0 || args[0] === 'help' || args.includes('--help')) {
    process.stdout.write(help());
    return 0;
  }
  const { command, options, json } = parseCommand(args, commands);
  const config = readConfig();
  const log = createLog(config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL, process.stderr);
  const mongod = config.MONGODB_URI
    ? undefined
    : await openMongod({
        dataDir: config.DATA_DIR,
        ...(config.MONGOD ? { mongod: config.MONGOD } : {}),
        progress: line => process.stderr.write(`${line}\n`),
      });
  try {
    await connectDatabase(config.MONGODB_URI ?? mongod?.uri ?? '');
    const progress = (line: string) => void process.stderr.write(`${line}\n`);
    const result = await command.run({ config, log, now: new Date(), progress }, options, json);
    await print(result, json);
    return result.failed ? 1 : 0;
  } finally {
    await disconnectDatabase();
    await mongod?.leave();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof DomainError || error instanceof UsageError || error instanceof ConfigError;
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
