import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './child.ts';
import { benchOutbox } from './outbox.ts';
import { report } from './report.ts';
import { benchScim } from './scim.ts';
import { freshStarts, makeScratch, type Starts, starts } from './starts.ts';
import { benchTab } from './tab.ts';

const usage = `Usage: npm run bench -- outbox [--rounds 3] [--quick] [--fresh] [--profile FOLDER] [--only outbox|starts]
       npm run bench -- tab [--rounds 3] [--quick]
       npm run bench -- scim [--rounds 3] [--quick]
  --quick    one short round, for a look; its figures are not worth keeping
  --fresh    also times the start of a fresh clone, which installs its packages from the network
  --profile  keeps CPU profiles of our sending process there`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      quick: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      profile: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const { quick, fresh, profile, only } = values;
  const rounds = quick ? 1 : Number(values.rounds);
  const progress = (line: string): void => console.error(line);
  if (positionals.join() === 'tab') return benchTab(rounds, progress);
  if (positionals.join() === 'scim') return benchScim(rounds, quick, progress);
  if (positionals.join() !== 'outbox') {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const measured =
    only === 'starts'
      ? []
      : await benchOutbox({
          rounds,
          organizations: 50,
          recruiters: 20,
          cardsEach: quick ? 3 : 6,
          warmUpEach: quick ? 1 : 2,
          load: { perSecond: 100, seconds: quick ? 5 : 20, warmUpSeconds: 3 },
          nodeOptions: profile ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`] : [],
          progress,
        });
  const scratch = makeScratch();
  const timed: Starts[] = [];
  for (let round = 1; only !== 'outbox' && round <= rounds; round += 1) {
    progress(`starts ${round} of ${rounds}`);
    timed.push(await starts(scratch));
  }
  const clone = fresh ? await freshStarts(scratch) : undefined;
  const { table, figures } = report(measured, timed, clone);
  console.log(table);
  const file = path.join(root, 'bench', 'results', `outbox-${new Date().toISOString().replaceAll(':', '-')}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  const machine = {
    node: process.version,
    processors: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
  };
  writeFileSync(file, JSON.stringify({ machine, figures, rounds: measured, starts: timed, clone }, undefined, 2));
  console.log(`\nwritten to ${path.relative(process.cwd(), file)}`);
}

await main();
