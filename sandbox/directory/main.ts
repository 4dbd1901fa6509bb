import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { Refusal } from '../http/answer.ts';
import { type CycleMode, dialects, type Happening, happenings } from '../page/directory-contract.ts';
import { churn, happen } from './churn.ts';
import { baseOf } from './client.ts';
import { matchings } from './dialect.ts';
import { seeded } from './names.ts';
import { load } from './newcomers.ts';
import { createProvisioner, type Provisioner } from './provisioner.ts';
import { type Connection, type DirectoryRecord, newDirectory, readDirectory, writeDirectory } from './record.ts';
import { progressLine, summaryWords } from './terminal.ts';

const help = `npm run directory -- --url TENANT-URL --token TOKEN [options] COMMAND

A directory with made-up people that provisions them over SCIM, as Entra ID and Okta do. It remembers its people and
what it has sent between two calls.

commands
  test            Test Connection
  cycle           one provisioning cycle: everyone at first, then what has changed
  restart         a cycle that forgets what was sent and matches everyone anew
  again           a cycle that sends everything once more, also what is the same
  churn           a bit of everything happens to --count people, then a cycle
  ${happenings.join(', ')}
                  happens to --count people (or groups), then a cycle
  status          who is in the directory, and what waits

options
  --dialect D     ${dialects.join(', ')} (entra)
  --people N      fills the directory up to N people (50) and
  --groups N      N groups (8); a first cycle does so by itself
  --count N       to how many it happens (10)
  --domain D      of the made-up addresses (directory.example)
  --no-cycle      lets it happen without a cycle after it
  --parallel N    objects under way at once (8)
  --batch N       members in one request (100)
  --matching L    what people are matched by, in this order: ${matchings.join(',')} (userName)
  --token -       reads the token from standard input
  --state FILE    where the directory is kept (.data/directory/, by the token's providerId)
`;

/** What is wrong with how the command was called. */
class UsageError extends Error {}

const number = (flag: string, value: string): number => {
  if (!/^\d{1,7}$/.test(value)) throw new UsageError(`--${flag} takes a number, not "${value}".`);
  return Number(value);
};

function oneOf<T extends string>(flag: string, value: string, known: readonly T[]): T {
  const found = known.find(each => each === value);
  if (found === undefined) throw new UsageError(`--${flag} takes one of ${known.join(', ')}, not "${value}".`);
  return found;
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        token: { type: 'string' },
        dialect: { type: 'string', default: 'entra' },
        people: { type: 'string' },
        groups: { type: 'string' },
        count: { type: 'string', default: '10' },
        domain: { type: 'string', default: 'directory.example' },
        parallel: { type: 'string', default: '8' },
        batch: { type: 'string', default: '100' },
        matching: { type: 'string', default: 'userName' },
        state: { type: 'string' },
        'no-cycle': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The command was not understood.');
  }
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = read(args);
  const [command = ''] = positionals;
  if (values.help || command === '' || command === 'help') {
    process.stdout.write(help);
    return values.help || command === 'help' ? 0 : 2;
  }
  const known = ['test', 'cycle', 'restart', 'again', 'churn', 'status', ...happenings];
  if (!known.includes(command)) throw new UsageError(`There is no command "${command}". Known: ${known.join(', ')}.`);
  if (!values.url || !URL.canParse(values.url))
    throw new UsageError('--url takes the tenant URL, http://…/api/scim/v2.');
  if (!values.token)
    throw new UsageError('--token takes the secret token: npm run wintro -- scim-token create --organization DOMAIN');
  const token = values.token === '-' ? (await text(process.stdin)).trim() : values.token;
  const connection: Connection = { url: values.url, token, dialect: oneOf('dialect', values.dialect, dialects) };
  const file = values.state ?? fileFor(connection);
  const record = open(file, connection, values.domain);
  const line = progressLine(process.stderr);
  const one = createProvisioner({
    record,
    progress: line.show,
    parallel: Math.max(1, number('parallel', values.parallel)),
    batch: Math.max(1, number('batch', values.batch)),
    matching: values.matching.split(',').map(each => oneOf('matching', each, matchings)),
  });
  process.once('SIGINT', one.stop);
  process.once('SIGTERM', one.stop);

  if (command === 'status') return status(one);
  if (command === 'test') {
    const { authorized, words } = await one.test();
    process.stdout.write(`${words}\n`);
    return authorized ? 0 : 1;
  }
  const size = { people: number('people', values.people ?? '50'), groups: number('groups', values.groups ?? '8') };
  if (record.staff.users.size === 0 || values.people || values.groups) load(record.staff, size, random());
  const what = happenings.find(each => each === command);
  if (what) tell(what, happen(record.staff, what, number('count', values.count), random()));
  if (command === 'churn')
    for (const [name, count] of Object.entries(churn(record.staff, number('count', values.count), random())))
      tell(name, count);
  save(file, record);
  if (values['no-cycle']) return 0;
  const modes: Record<string, CycleMode> = { restart: 'restart', again: 'everything' };
  const summary = await one.cycle(modes[command] ?? 'changes').finally(() => {
    line.end();
    save(file, record);
  });
  process.stdout.write(`${summaryWords(summary, one)}\n`);
  return summary.end === 'finished' && summary.failed === 0 ? 0 : 1;
}

const random = () => seeded(Date.now());

function tell(what: Happening | string, count: number): void {
  process.stdout.write(`${what}: ${count}\n`);
}

function status({ record: { staff, job, connection } }: Provisioner): number {
  const users = [...staff.users.values()];
  const rows = {
    'tenant URL': connection.url,
    people: users.length,
    provisioned: job.users.size,
    disabled: users.filter(user => !user.enabled).length,
    'not assigned': users.filter(user => !user.assigned).length,
    groups: staff.groups.size,
    cycles: job.cycle,
    'waiting for a retry': job.escrow.size,
    quarantine: job.quarantine?.why ?? 'no',
  };
  for (const [name, value] of Object.entries(rows)) process.stdout.write(`${name.padEnd(20)} ${value}\n`);
  return 0;
}

/** A directory for each connection, whichever of its tokens is used. */
function fileFor({ url, token }: Connection): string {
  const name = token.includes(':') ? token.slice(token.lastIndexOf(':') + 1) : new URL(baseOf(url)).host;
  return path.join('.data', 'directory', `${name.replace(/[^\w.-]/g, '-')}.json`);
}

function open(file: string, connection: Connection, domain: string): DirectoryRecord {
  let kept: string;
  try {
    kept = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return newDirectory('script', domain, connection);
    throw error;
  }
  return { ...readDirectory(JSON.parse(kept)), connection };
}

/** Without the token, which comes with each call. */
function save(file: string, record: DirectoryRecord): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const written = writeDirectory({ ...record, connection: { ...record.connection, token: '' } });
  writeFileSync(`${file}.next`, JSON.stringify(written), { mode: 0o600 });
  renameSync(`${file}.next`, file);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof UsageError || error instanceof Refusal;
  const words = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${words}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
