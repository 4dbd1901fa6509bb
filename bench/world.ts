import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { z } from 'zod';
import type { Context } from '#core/context.ts';
import { createApiKey } from '#core/organizations/api-keys.ts';
import { createOrganization } from '#core/organizations/organizations.ts';
import { connectTeams } from '#core/people/connect-teams.ts';
import { createPerson } from '#core/people/people.ts';
import type { StandIn } from './stand-in.ts';

export type Recruiter = {
  email: string;
  entraTenantId: string;
  entraObjectId: string;
  displayName: string;
  userId: string;
  conversationId: string;
};

export type Organization = { id: string; apiKey: string; recruiters: Recruiter[] };

const teamsPerson = z.object({ id: z.string(), name: z.string(), email: z.string(), teamsId: z.string() });
type TeamsPerson = z.infer<typeof teamsPerson>;

const givenNames = ['Ada', 'Bo', 'Cem', 'Dana', 'Eva', 'Finn', 'Gia', 'Hana', 'Ivo', 'Jana'];
const silent = pino({ level: 'silent' });

/** Organizations whose recruiters all have the bot, in the product's database and in the stand-in alike. */
export async function makeWorld(standIn: StandIn, organizations: number, recruiters: number): Promise<Organization[]> {
  const world: Organization[] = [];
  for (let place = 0; place < organizations; place += 1) world.push(await makeOrganization(standIn, place, recruiters));
  return world;
}

async function makeOrganization(standIn: StandIn, place: number, recruiters: number): Promise<Organization> {
  const tenantId = randomUUID();
  const name = `Company ${place + 1}`;
  const domain = `company-${place + 1}.example`;
  const operator = { actor: { kind: 'operator' as const }, now: new Date(), log: silent };
  const { _id } = await createOrganization(operator, { name, domains: [domain], entraTenantId: tenantId });
  const ctx: Context = { ...operator, organization: _id };
  const people = await standIn.call('POST', '/companies', z.array(teamsPerson), {
    tenantId,
    name,
    domain,
    people: Array.from({ length: recruiters }, (_, index) => describe(index, domain)),
  });
  const made = await Promise.all(people.map(person => connect(standIn, ctx, tenantId, person)));
  const { key } = await createApiKey(ctx, { name: 'bench' });
  return { id: _id, apiKey: key, recruiters: made };
}

function describe(index: number, domain: string) {
  const givenName = givenNames[index % givenNames.length] ?? '';
  const familyName = `Number ${index + 1}`;
  const email = `${givenName.toLowerCase()}.${index + 1}@${domain}`;
  return { id: randomUUID(), name: `${givenName} ${familyName}`, givenName, familyName, email, role: 'boss' };
}

async function connect(standIn: StandIn, ctx: Context, tenantId: string, person: TeamsPerson): Promise<Recruiter> {
  const { id, email, name, teamsId } = person;
  const [givenName = '', ...rest] = name.split(' ');
  await createPerson(ctx, { email, givenName, familyName: rest.join(' '), role: 'boss' });
  await standIn.call('POST', '/installs', z.unknown(), { person: id, installed: true });
  const chat = await standIn.call('GET', `/people/${id}/chat`, z.object({ conversationId: z.string() }));
  const { conversationId } = chat;
  const address = {
    serviceUrl: standIn.addresses.connectorUrl,
    conversationId,
    userId: teamsId,
    botId: `28:${standIn.bot.id}`,
  };
  const install = { entraTenantId: tenantId, entraObjectId: id, address, emails: [email], now: ctx.now, log: silent };
  const where = { locale: 'en-US', timeZone: 'Europe/Berlin' };
  const connection = await connectTeams({ ...install, ...where });
  if (connection.kind !== 'connected') throw new Error(`${email} could not be connected: ${connection.kind}.`);
  return { email, entraTenantId: tenantId, entraObjectId: id, displayName: name, userId: teamsId, conversationId };
}
