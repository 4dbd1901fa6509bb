import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { createServer } from '#api/server.ts';
import { createPlaygroundBot } from '#bot/playground.ts';
import { noMailer } from '#core/clients/mail.ts';
import { send } from '#core/clients/outbound.ts';
import { connectDatabase, disconnectDatabase, pingDatabase } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { startDispatch } from '#core/notifications/dispatch.ts';
import { outboxMetrics } from '#core/notifications/metrics.ts';
import type { Config } from '#env/config.ts';
import { eventExamples } from '#sandbox/event-examples.ts';
import { type SampleCompany, sampleCompanies } from '#sandbox/sample-companies.ts';
import { loadCompany } from './load-company.ts';
import { freePort, startTool } from './playground-tool.ts';

type Parts = {
  config: Config;
  mongodbUri: string;
  folder: string;
  ports: { product: number; playground: number };
  open: boolean;
  log: Logger;
};

export type Playground = Awaited<ReturnType<typeof startPlayground>>;

const postDeadlineMs = 10_000;

/**
 * The product with a bot without an id, and Microsoft's Agents Playground as its Teams, both on loopback: events, outbox,
 * bot and cards are the real ones. @throws DomainError that says what could not start; then nothing is left running.
 */
export async function startPlayground(parts: Parts) {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await open(parts, ends)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open({ config: given, mongodbUri, folder, ports, open, log }: Parts, ends: (() => Promise<void>)[]) {
  const company = sampleCompany();
  const recruiter = company.people.find(({ role }) => role === 'admin');
  if (!recruiter) throw new Error('The sample company has no admin.');
  await connectDatabase(mongodbUri);
  ends.push(disconnectDatabase);
  const { apiKey } = await loadCompany({ ...company, people: company.people.map(named) }, log);
  const port = await freePort(ports.product);
  const url = `http://127.0.0.1:${port}`;
  const config = { ...given, PORT: port, PUBLIC_URL: `http://localhost:${port}` };
  const playgroundPort = await freePort(ports.playground);
  const serviceUrl = `http://127.0.0.1:${playgroundPort}/_connector`;
  const bot = createPlaygroundBot({ config, serviceUrl, log });
  const metrics = new Registry();
  const server = createServer({ config, log, metrics, ready: pingDatabase, messages: bot.messages }).server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, config.HOST, resolve);
  });
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  const channels = {
    deliver: bot.deliver,
    sendMail: noMailer.sendMail,
    product: { name: config.APP_NAME, teamsLink: `http://127.0.0.1:${playgroundPort}` },
  };
  ends.push(startDispatch({ channels, limits: config.limits, log, observe: outboxMetrics(metrics) }).stop);
  const tool = await startTool({
    folder,
    port: playgroundPort,
    productUrl: url,
    company,
    email: recruiter.email,
    open,
  });
  ends.push(tool.stop);
  return { url, apiKey, company, recruiter, tool, postNext: examplePoster(url, apiKey, company) };
}

function sampleCompany(): SampleCompany {
  const [company] = sampleCompanies;
  if (!company) throw new Error('There is no sample company.');
  return company;
}

function named({ timeZone: _, ...person }: SampleCompany['people'][number]) {
  return person;
}

/** Posts an example event, of another kind each time, to the product's own address; says what it is called. */
function examplePoster(url: string, apiKey: string, { tenantId, people }: SampleCompany): () => Promise<string> {
  const colleagues = people.map(person => ({
    ...person,
    tenantId,
    userPrincipalName: person.email,
    teamsId: '',
    locale: 'en-GB',
  }));
  let next = 0;
  return async () => {
    const examples = eventExamples(colleagues);
    const example = examples[next % examples.length];
    next += 1;
    const { status, body } = await send({
      url: `${url}/api/events`,
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(example?.body),
      deadlineMs: postDeadlineMs,
    });
    if (status !== 202) throw new DomainError('unavailable', `The event was not taken: ${status} ${body}`);
    return example?.title ?? '';
  };
}
