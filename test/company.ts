import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { pino } from 'pino';
import type { Context } from '#core/context.ts';
import { connectDatabase } from '#core/database.ts';
import type { IncomingEvent } from '#core/notifications/accept.ts';
import { createOrganization } from '#core/organizations/organizations.ts';
import { connectTeams } from '#core/people/connect-teams.ts';
import type { EventType, Person, Role } from '#core/people/model.ts';
import { createPerson } from '#core/people/people.ts';
import { testMongoUri } from './setup.ts';

export const silent = pino({ level: 'silent' });

/** Connects mongoose to the run's database, once. */
export async function connectTestDatabase(): Promise<void> {
  if (mongoose.connection.readyState === 0) await connectDatabase(testMongoUri());
}

export type TestCompany = { ctx: Context; domain: string; tenantId: string; people: Map<string, Person> };

/** An organization of its own, with a linked tenant. Names are given names: `ada:admin`. */
export async function makeCompany(...names: `${string}:${Role}`[]): Promise<TestCompany> {
  await connectTestDatabase();
  const domain = `${randomUUID().slice(0, 8)}.example`;
  const tenantId = randomUUID();
  const operator = { actor: { kind: 'operator' as const }, now: new Date(), log: silent };
  const organization = await createOrganization(operator, { name: domain, domains: [domain], entraTenantId: tenantId });
  const ctx: Context = { ...operator, organization: organization._id };
  const people = new Map<string, Person>();
  for (const entry of names) {
    const [givenName = '', role] = entry.split(':');
    const person = { email: `${givenName}@${domain}`, givenName, familyName: 'Test', role: asRole(role) };
    people.set(givenName, await createPerson(ctx, person));
  }
  return { ctx, domain, tenantId, people };
}

function asRole(text: string | undefined): Role {
  return text === 'admin' || text === 'boss' ? text : 'member';
}

/** Installs the bot for a person, as an install in Teams would. */
export async function install(company: TestCompany, givenName: string): Promise<Person> {
  const connection = await connectTeams({
    entraTenantId: company.tenantId,
    entraObjectId: randomUUID(),
    address: {
      serviceUrl: 'http://127.0.0.1:9/teams/',
      conversationId: `a:${givenName}-${company.domain}`,
      userId: `29:${givenName}`,
      botId: '28:bot',
    },
    emails: [`${givenName}@${company.domain}`],
    now: new Date(),
    log: silent,
  });
  if (connection.kind !== 'connected') throw new Error(`${givenName} could not be connected: ${connection.kind}`);
  company.people.set(givenName, connection.person);
  return connection.person;
}

/** A valid event; give what matters to the test. */
export function anEvent(
  parts: Partial<Omit<IncomingEvent, 'data'>> & { data?: Partial<IncomingEvent['data']> } = {},
): IncomingEvent {
  const type: EventType = parts.type ?? 'candidate.matched';
  return {
    source: parts.source ?? '/test',
    id: parts.id ?? randomUUID(),
    type,
    time: parts.time ?? new Date(),
    data: {
      candidate: { id: 'c-1', fullName: 'Sam Roth' },
      job: { id: 'j-1', title: 'Platform Engineer' },
      reason: 'Knows the stack',
      ...parts.data,
    },
  };
}

/** Waits until the condition holds. @throws Error after the deadline, with what was seen last. */
export async function until<T>(
  look: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  deadlineMs = 8_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end)
      throw new Error(`Still not so after ${deadlineMs} ms: ${JSON.stringify(seen)?.slice(0, 2_000)}`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
