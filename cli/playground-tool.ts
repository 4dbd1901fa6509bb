import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { OutboundError, send } from '#core/clients/outbound.ts';
import { DomainError } from '#core/errors.ts';
import type { SampleCompany } from '#sandbox/sample-companies.ts';

const startDeadlineMs = 30_000;
const stopDeadlineMs = 3_000;
const loopback = import.meta.resolve('./playground-loopback.ts');

type Parts = {
  /** Its configuration and its log are written there. */
  folder: string;
  port: number;
  productUrl: string;
  company: SampleCompany;
  /** The person whose Teams it shows. */
  email: string;
  /** Whether it opens a browser at its address. */
  open: boolean;
};

export type Tool = {
  url: string;
  serviceUrl: string;
  /** Resolves with the last it said when it has ended, by itself or not. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts Microsoft's Agents Playground on loopback, without telemetry, as the Teams of one person of that company.
 * @throws DomainError `unavailable` when it does not come up.
 */
export async function startTool({ folder, port, productUrl, company, email, open }: Parts): Promise<Tool> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, '.m365agentsplayground.yml'), stringify(configuration(company, email)));
  writeFileSync(path.join(folder, 'playground.env'), open ? '' : 'TEAMSAPPTESTER_BROWSER=none\n');
  const url = `http://127.0.0.1:${port}`;
  const serviceUrl = `${url}/_connector`;
  const cli = fileURLToPath(import.meta.resolve('@microsoft/m365agentsplayground/cli.js'));
  const words = ['-e', `${productUrl}/api/messages`, '-c', 'msteams', '-p', String(port), '--su', serviceUrl, '--dt'];
  const node = [`--env-file=${path.join(folder, 'playground.env')}`, `--import=${loopback}`];
  const child = spawn(process.execPath, [...node, cli, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said = `${said}${chunk}`.slice(-4_000);
    });
  const ended = once(child, 'close').then(
    () => said,
    (error: unknown) => String(error),
  );
  const stop = () => end(child, ended);
  const deadline = Date.now() + startDeadlineMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new DomainError('unavailable', `Agents Playground did not start at port ${port}. It said:\n${said}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return { url, serviceUrl, ended, stop };
}

/** It says that it listens before it has read its configuration. */
async function answers(url: string): Promise<boolean> {
  try {
    const { body } = await send({ url: `${url}/_debug/ping`, method: 'GET', headers: {}, deadlineMs: 1_000 });
    return body === 'pong';
  } catch (error) {
    if (error instanceof OutboundError) return false;
    throw error;
  }
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill();
  const force = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
  await ended;
  clearTimeout(force);
}

/** Its directory: the company's people, under the ids by which the product knows them or comes to know them. */
function configuration({ tenantId, people, name }: SampleCompany, email: string) {
  const users = people.map(person => ({
    id: `29:${person.id}`,
    name: person.name,
    // So spelled by the Playground.
    userPrincipleName: person.email,
    aadObjectId: person.id,
    givenName: person.givenName,
    surname: person.familyName,
    email: person.email,
  }));
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: `28:${tenantId}`, name: 'Wintro' },
    currentUser: users.find(user => user.email === email) ?? users[0],
    // It takes five at most.
    users: users.filter(user => user.email !== email).slice(0, 5),
    personalChat: { id: `a:${tenantId}` },
    groupChat: { id: `19:${tenantId}`, name: `${name}: recruiting` },
    team: {
      id: `19:team-${tenantId}`,
      name,
      aadGroupId: tenantId,
      channels: [{ id: `19:channel-${tenantId}`, name: 'Recruiting' }],
    },
  };
}

/** That port if nobody listens there on loopback, else another. */
export async function freePort(wish: number): Promise<number> {
  for (const port of [wish, 0]) {
    const server = net.createServer();
    const found = await new Promise<number | undefined>(resolve => {
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
      });
    });
    if (found !== undefined) return found;
  }
  throw new DomainError('unavailable', 'No port is free on loopback.');
}
