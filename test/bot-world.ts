import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import restify from 'restify';
import { createBot, type TeamsBot } from '#bot/start.ts';
import type { Context } from '#core/context.ts';
import { disconnectDatabase } from '#core/database.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import { currentItems } from '#core/notifications/actions.ts';
import { Notifications } from '#core/notifications/model.ts';
import { createOrganization } from '#core/organizations/organizations.ts';
import { People, type Person, type Role } from '#core/people/model.ts';
import { createPerson } from '#core/people/people.ts';
import { readConfig } from '#env/config.ts';
import { type Sandbox, startSandbox } from '#sandbox/start.ts';
import { connectTestDatabase } from './company.ts';
import { freePort } from './places.ts';

const bot = { id: randomUUID(), password: 'secret', tenantId: randomUUID() };
const log = pino({ level: 'silent' });
export let sandbox: Sandbox;
let product: restify.Server;
export let teamsBot: TeamsBot;

type World = { ctx: Context; tenantId: string; domain: string };

export async function company(linked = true): Promise<World> {
  const tenantId = randomUUID();
  const domain = `${tenantId.slice(0, 8)}.test`;
  sandbox.directory.addTenant({ id: tenantId, name: domain, domain });
  const operator = { actor: { kind: 'operator' }, now: new Date(), log } as const;
  const made = await createOrganization(operator, {
    name: 'Contoso',
    domains: [domain],
    ...(linked ? { entraTenantId: tenantId } : {}),
  });
  return { ctx: { ...operator, organization: made._id }, tenantId, domain };
}

/** Somebody in Entra and Teams, and in the product where a role is given. @returns the object id. */
export async function someone({ ctx, tenantId, domain }: World, givenName: string, role?: Role): Promise<string> {
  const id = randomUUID();
  const email = `${givenName.toLowerCase()}@${domain}`;
  const timeZone = 'Europe/Amsterdam';
  const names = { givenName, familyName: 'Roe' };
  sandbox.directory.addPeople(tenantId, [{ id, name: `${givenName} Roe`, ...names, email, locale: 'en-GB', timeZone }]);
  if (role) await createPerson(ctx, { email, ...names, role });
  return id;
}

export async function personOf(objectId: string): Promise<Person> {
  const { organization } = await tenantOf(objectId);
  const person = await People.findOne({ organization, entraObjectId: objectId }).lean();
  assert.ok(person);
  return person;
}

export const worlds = new Map<string, string>();

async function tenantOf(objectId: string): Promise<{ organization: string }> {
  const person = sandbox.directory.person(objectId);
  return { organization: worlds.get(person?.tenantId ?? '') ?? '' };
}

export async function recruiter(givenName = 'Rae'): Promise<{ world: World; id: string }> {
  const world = await company();
  worlds.set(world.tenantId, world.ctx.organization);
  const id = await someone(world, givenName, 'admin');
  await sandbox.connector.install(id);
  return { world, id };
}

export function cards(id: string): string[] {
  return sandbox.connector
    .chat(id)
    .entries.filter(({ from }) => from === 'bot')
    .map(({ activity }) => JSON.stringify(activity.attachments ?? activity.text));
}

export async function write(id: string, text: string): Promise<string> {
  const before = cards(id).length;
  assert.equal((await sandbox.connector.write(id, text)).status, 200);
  const after = cards(id);
  assert.equal(after.length, before + 1, 'one answer');
  return after.at(-1) ?? '';
}

/** An event, told to the person by a card. @returns the notification and the card's activity. */
export async function cardFor(world: World, id: string): Promise<{ notification: string; activityId: string }> {
  const eventId = randomUUID();
  await acceptEvents(world.ctx, [
    {
      source: 'test',
      id: eventId,
      type: 'candidate.matched',
      time: new Date(),
      data: {
        candidate: { id: `c-${eventId}`, fullName: 'Sam Roth' },
        job: { id: 'j1', title: 'Platform Engineer' },
        reason: 'Go',
      },
    },
  ]);
  const person = await personOf(id);
  const { organization } = world.ctx;
  const stored = await Notifications.findOne({ organization, person: person._id }).sort({ createdAt: -1 }).lean();
  assert.ok(stored && person.teams);
  const { state: _, changedAt: __, ...address } = person.teams;
  const outcome = await teamsBot.deliver({
    organization,
    entraTenantId: world.tenantId,
    entraObjectId: id,
    recipient: {
      id: person._id,
      displayName: person.displayName,
      givenName: person.givenName,
      email: person.email,
      locale: 'en-GB',
      timeZone: 'Europe/Amsterdam',
    },
    address,
    items: await currentItems(world.ctx, { notification: stored._id, person: person._id }),
    now: new Date(),
  });
  assert.equal(outcome.kind, 'sent');
  return { notification: stored._id, activityId: outcome.kind === 'sent' ? outcome.activityId : '' };
}

/** The bot behind a server of its own, with Microsoft 365 as the sandbox has it. */
export async function openBot(): Promise<void> {
  await connectTestDatabase();
  product = restify.createServer();
  await new Promise<void>(resolve => product.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo = product.address();
  const productUrl = `http://127.0.0.1:${address.port}`;
  sandbox = await startSandbox({
    port: await freePort(),
    bot,
    productUrl,
    loadCompany: async () => ({ apiKey: '' }),
  });
  // These tests ask faster than people do.
  sandbox.connector.configure({ throttle: false });
  const config = readConfig({
    BOT_ID: bot.id,
    SECRET_BOT_PASSWORD: bot.password,
    BOT_TENANT_ID: bot.tenantId,
    ENTRA_URL: sandbox.entraUrl,
    BOT_LOGIN_URL: sandbox.botLoginUrl,
    BOT_SERVICE_HOSTS: `127.0.0.1:${sandbox.port}`,
  });
  teamsBot = createBot({ config, log });
  product.use(restify.plugins.bodyParser({ mapParams: false }));
  product.post('/api/messages', async (req: restify.Request, res: restify.Response) => teamsBot.messages(req, res));
}

export async function closeBot(): Promise<void> {
  await sandbox.stop();
  await new Promise<void>(resolve => product.close(() => resolve()));
  await disconnectDatabase();
}
