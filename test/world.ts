import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { disconnectDatabase } from '#core/database.ts';
import { createLog } from '#core/log.ts';
import { resolveOrganization } from '#core/organizations/organizations.ts';
import type { Role } from '#core/people/model.ts';
import { readConfig } from '#env/config.ts';
import type { Sandbox } from '#sandbox/start.ts';
import { loadCompany } from '../cli/load-company.ts';
import { startProduct } from '../server.ts';
import { until } from './company.ts';
import { dropDatabase, freePort, newFolder, ownDatabase } from './places.ts';

/** Waits short enough for tests, and rates that hold nothing up. */
export const brisk = {
  OUTBOX_POLL_MS: '100',
  OUTBOX_BACKOFF_MS: '50',
  TENANT_PER_SECOND: '10000',
  CONVERSATION_PER_SECOND: '10000',
  CONVERSATION_BURST: '10000',
  MAIL_PER_SECOND: '1000',
  GATHER_ABOVE: '10000',
};

export type Employee = { id: string; email: string; name: string };
export type Company = {
  name: string;
  tenantId: string;
  domain: string;
  organization: string;
  apiKey: string;
  /** By given name; recruiters have the bot installed. @throws when nobody has it. */
  person: (givenName: string) => Employee;
};

type CloudEvent = { id: string; source: string; data: { candidate: { id: string; fullName: string } } };
export type World = Awaited<ReturnType<typeof openWorld>>;

/** Two organizations in one process, each with a recruiter who has the bot, and one event that was sent to each. */
export type Two = { world: World; a: Company; b: Company; eventA: CloudEvent };

/** A CloudEvent in structured mode; the candidate's name tells its cards from all others. */
export function cloudEvent(data: Record<string, unknown> = {}, attributes: Record<string, unknown> = {}): CloudEvent {
  const tag = randomUUID().slice(0, 8);
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/world',
    type: 'candidate.matched',
    data: {
      candidate: { id: `c-${tag}`, fullName: `Sam ${tag}` },
      job: { id: `j-${tag}`, title: `Engineer ${tag}` },
      reason: `Knows ${tag}`,
      ...data,
    },
    ...attributes,
  } as CloudEvent;
}

/** The whole product in this process, with Microsoft 365 as the sandbox has it, over a database of its own. */
export async function openWorld(env: Record<string, string> = {}) {
  const port = await freePort();
  const database = env.MONGODB_URI ?? ownDatabase(`world-${port}`);
  const lines: string[] = [];
  const log = createLog('debug', { write: line => void lines.push(line) });
  const config = readConfig({
    ...brisk,
    PORT: String(port),
    SANDBOX_PORT: String(await freePort()),
    DATA_DIR: newFolder('world'),
    MONGODB_URI: database,
    ...env,
  });
  if (mongoose.connection.readyState !== 0) await disconnectDatabase();
  const running = await startProduct(config, { log, progress: () => {} });
  const { sandbox } = running;
  assert.ok(sandbox);
  sandbox.connector.configure({ throttle: false });
  const base = config.PUBLIC_URL;
  return {
    base,
    port,
    config,
    sandbox,
    /** What was logged so far. */
    lines,
    addCompany: (...names: `${string}:${Role}`[]) => addCompany(sandbox, names, log),
    post: (key: string, ...events: unknown[]) => postEvents(base, key, events),
    /** The texts of the cards and messages that the bot has put into the person's chat. */
    said: (person: Employee) => botEntries(sandbox, person).map(({ activity }) => JSON.stringify(activity)),
    /** Waits for the person's card of that event, and gives it with what its buttons name. */
    async card(person: Employee, event: CloudEvent) {
      const found = await until(
        () => botEntries(sandbox, person).find(({ activity }) => shows(activity, event)),
        entry => entry !== undefined,
      );
      assert.ok(found);
      const [, notification = ''] = /"notification":"([^"]+)"/.exec(JSON.stringify(found.activity)) ?? [];
      return { id: found.id, activity: found.activity, notification };
    },
    async stop() {
      await running.stop();
      if (env.MONGODB_URI === undefined) await dropDatabase(database);
    },
  };
}

function botEntries(sandbox: Sandbox, person: Employee) {
  return sandbox.connector.chat(person.id).entries.filter(({ from, deleted }) => from === 'bot' && !deleted);
}

export function shows(activity: unknown, { data }: CloudEvent): boolean {
  return JSON.stringify(activity).includes(data.candidate.fullName);
}

export async function postEvents(base: string, key: string, events: unknown[]): Promise<Response> {
  const [only] = events;
  const batch = events.length === 1 ? '' : '-batch';
  return fetch(`${base}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': `application/cloudevents${batch}+json` },
    body: JSON.stringify(batch ? events : only),
  });
}

/** A company of invented people; recruiters have the bot installed. Names are given names: `ada:admin`. */
async function addCompany(
  sandbox: Sandbox,
  names: `${string}:${Role}`[],
  log: Parameters<typeof loadCompany>[1],
): Promise<Company> {
  const company = inventCompany(names);
  const { tenantId, name, domain, people } = company;
  sandbox.directory.addTenant({ id: tenantId, name, domain });
  sandbox.directory.addPeople(tenantId, people);
  const { apiKey } = await loadCompany({ tenantId, name, domain, people }, log);
  const recruiters = people.filter(({ role }) => role !== 'member');
  const installs = await Promise.all(recruiters.map(({ id }) => sandbox.connector.install(id)));
  for (const { status } of installs) assert.ok(status < 300);
  const { _id: organization } = await resolveOrganization(domain);
  const person = (wanted: string) => {
    const found = people.find(({ givenName }) => givenName === wanted);
    assert.ok(found, `nobody is called ${wanted}`);
    return found;
  };
  return { name, tenantId, domain, organization, apiKey, person };
}

export function inventCompany(names: `${string}:${Role}`[]) {
  const name = `Company ${randomUUID().slice(0, 8)}`;
  const domain = `${name.slice(-8)}.example`;
  const people = names.map(entry => {
    const [givenName = '', role] = entry.split(':');
    const person = { id: randomUUID(), givenName, familyName: 'Test', name: `${givenName} of ${name}` };
    return { ...person, email: `${givenName}@${domain}`, role: asRole(role) };
  });
  return { name, domain, tenantId: randomUUID(), people };
}

function asRole(text: string | undefined): Role {
  return text === 'admin' || text === 'boss' ? text : 'member';
}
