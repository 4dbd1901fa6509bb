import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import restify from 'restify';
import { createBot, type TeamsBot } from '#bot/start.ts';
import type { Context } from '#core/context.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import { currentItems } from '#core/notifications/actions.ts';
import { Notifications } from '#core/notifications/model.ts';
import { createOrganization } from '#core/organizations/organizations.ts';
import { People, type Person, type Role } from '#core/people/model.ts';
import { createPerson, disablePerson } from '#core/people/people.ts';
import { readConfig } from '#env/config.ts';
import { type Sandbox, startSandbox } from '#sandbox/start.ts';
import { useDatabase } from './company.ts';

const bot = { id: randomUUID(), password: 'secret', tenantId: randomUUID() };
const log = pino({ level: 'silent' });
let sandbox: Sandbox;
let product: restify.Server;
let teamsBot: TeamsBot;

type World = { ctx: Context; tenantId: string; domain: string };

async function company(linked = true): Promise<World> {
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
async function someone({ ctx, tenantId, domain }: World, givenName: string, role?: Role): Promise<string> {
  const id = randomUUID();
  const email = `${givenName.toLowerCase()}@${domain}`;
  const timeZone = 'Europe/Amsterdam';
  const names = { givenName, familyName: 'Roe' };
  sandbox.directory.addPeople(tenantId, [{ id, name: `${givenName} Roe`, ...names, email, locale: 'en-GB', timeZone }]);
  if (role) await createPerson(ctx, { email, ...names, role });
  return id;
}

async function personOf(objectId: string): Promise<Person> {
  const { organization } = await tenantOf(objectId);
  const person = await People.findOne({ organization, entraObjectId: objectId }).lean();
  assert.ok(person);
  return person;
}

const worlds = new Map<string, string>();

async function tenantOf(objectId: string): Promise<{ organization: string }> {
  const person = sandbox.directory.person(objectId);
  return { organization: worlds.get(person?.tenantId ?? '') ?? '' };
}

async function recruiter(givenName = 'Rae'): Promise<{ world: World; id: string }> {
  const world = await company();
  worlds.set(world.tenantId, world.ctx.organization);
  const id = await someone(world, givenName, 'admin');
  await sandbox.connector.install(id);
  return { world, id };
}

function cards(id: string): string[] {
  return sandbox.connector
    .chat(id)
    .entries.filter(({ from }) => from === 'bot')
    .map(({ activity }) => JSON.stringify(activity.attachments ?? activity.text));
}

async function write(id: string, text: string): Promise<string> {
  const before = cards(id).length;
  assert.equal((await sandbox.connector.write(id, text)).status, 200);
  const after = cards(id);
  assert.equal(after.length, before + 1, 'one answer');
  return after.at(-1) ?? '';
}

/** An event, told to the person by a card. @returns the notification and the card's activity. */
async function cardFor(world: World, id: string): Promise<{ notification: string; activityId: string }> {
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

const execute = (verb: string) => ({ type: 'Action.Execute', verb, title: verb });

describe('The bot in a personal chat', () => {
  before(async () => {
    await useDatabase();
    product = restify.createServer();
    await new Promise<void>(resolve => product.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo = product.address();
    const productUrl = `http://127.0.0.1:${address.port}`;
    sandbox = await startSandbox({ port: 0, bot, productUrl, loadCompany: async () => ({ apiKey: '' }) });
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
  });
  after(async () => {
    await sandbox.stop();
    await new Promise<void>(resolve => product.close(() => resolve()));
  });

  it('gets its token from the stand-in for Entra', () => teamsBot.checkToken());

  describe('on install', () => {
    it('connects the person by the roster’s address and welcomes once', async () => {
      const { id, world } = await recruiter();
      const [welcome, ...others] = cards(id);
      assert.equal(others.length, 0);
      assert.match(welcome ?? '', /Hello Rae/);
      assert.match(welcome ?? '', /connected to Contoso/);
      const person = await personOf(id);
      assert.equal(person.teams?.state, 'installed');
      assert.equal(person.teams?.serviceUrl, sandbox.connectorUrl);
      assert.equal(person.entraTenantId, world.tenantId);
      assert.deepEqual([person.locale, person.timeZone], ['en-GB', 'Europe/Amsterdam']);
    });

    it('says that the company is not connected, and with which number it can be', async () => {
      const world = await company(false);
      const id = await someone(world, 'Una');
      await sandbox.connector.install(id);
      const [card] = cards(id);
      assert.match(card ?? '', /Your company is not connected yet/);
      assert.match(card ?? '', /IT must approve it once/);
      assert.ok(card?.includes(world.tenantId));
      assert.match(await write(id, 'status'), /Your company is not connected yet/);
    });

    it('tells somebody it does not know, and connects as soon as the person is there', async () => {
      const world = await company();
      worlds.set(world.tenantId, world.ctx.organization);
      const id = await someone(world, 'Ned');
      await sandbox.connector.install(id);
      assert.match(cards(id)[0] ?? '', /I do not know you yet/);
      await createPerson(world.ctx, {
        email: `ned@${world.domain}`,
        givenName: 'Ned',
        familyName: 'Roe',
        role: 'boss',
      });
      assert.match(await write(id, 'hi'), /what I can do/);
      assert.equal((await personOf(id)).teams?.state, 'installed');
    });

    it('lets cards go by mail after the app is removed, and comes back with it', async () => {
      const { id } = await recruiter();
      await sandbox.connector.uninstall(id);
      assert.equal((await personOf(id)).teams?.state, 'removed');
      await sandbox.connector.install(id);
      assert.equal((await personOf(id)).teams?.state, 'installed');
    });

    it('tells a deactivated person so, and does nothing for them', async () => {
      const { id, world } = await recruiter();
      await disablePerson(world.ctx, { email: `rae@${world.domain}` });
      assert.match(await write(id, 'status'), /Your account is switched off/);
    });
  });

  describe('answers', () => {
    let id: string;
    before(async () => {
      ({ id } = await recruiter());
    });

    const answers: [string, RegExp][] = [
      ['Hi!', /Here is what I can do/],
      ['HELLO', /Here is what I can do/],
      ['help?', /What you can write/],
      ['Status.', /here in Teams/],
      ['settings', /Input.ChoiceSet.*Referred candidates/],
      ['pause', /Pause for/],
      ['Pause 1h', /Paused until/],
      ['pause for today, please', /Paused until/],
      ['resume', /Notifications are on again/],
      ['Thanks :)', /You are welcome/],
      ['follow', /Name the job or the candidate/],
      ['follow Nobody [x](y)', /no job or candidate named Nobody/],
      ['what is the weather?', /I did not understand that.*What you can write/],
    ];
    for (const [text, expected] of answers)
      it(`“${text}”`, async () => {
        assert.match(await write(id, text), expected);
      });

    it('“follow” and “unfollow” with a job’s title in any case', async () => {
      const { world, id: other } = await recruiter();
      await cardFor(world, other);
      assert.match(await write(other, 'follow platform engineer'), /You follow Platform Engineer/);
      assert.match(await write(other, 'Unfollow “Platform Engineer”.'), /You no longer follow Platform Engineer/);
    });

    it('“sign out” and “sign in”', async () => {
      assert.match(await write(id, 'sign out'), /You are signed out/);
      assert.equal((await personOf(id)).teams?.state, 'signed-out');
      assert.match(await write(id, 'status'), /by e-mail/);
      assert.equal((await personOf(id)).teams?.state, 'signed-out');
      assert.match(await write(id, 'Sign in'), /signed in again/);
      assert.equal((await personOf(id)).teams?.state, 'installed');
    });

    it('in a group only that it works in the personal chat', async () => {
      const draft = sandbox.connector.draft(id, 'status');
      const conversation = { ...Object(draft.conversation), conversationType: 'groupChat', isGroup: true };
      const before = cards(id).length;
      await sandbox.connector.post({ ...draft, conversation });
      assert.match(cards(id)[before] ?? '', /personal chat only/);
    });
  });

  describe('with a button pressed', () => {
    it('marks as reviewed, shows by whom with Undo, and takes it back', async () => {
      const { world, id } = await recruiter();
      const { notification, activityId } = await cardFor(world, id);
      const done = await sandbox.connector.press(id, activityId, execute('review'), { notification });
      assert.match(JSON.stringify(done.card), /Marked as reviewed by you.*undo-review/);
      const undone = await sandbox.connector.press(id, activityId, execute('undo-review'), { notification });
      assert.match(JSON.stringify(undone.card), /"verb":"review"/);
    });

    it('snoozes until the chosen time, and ends it', async () => {
      const { world, id } = await recruiter();
      const { notification, activityId } = await cardFor(world, id);
      const data = { notification, until: 'tomorrow' };
      const done = await sandbox.connector.press(id, activityId, execute('snooze'), data);
      assert.match(JSON.stringify(done.card), /Snoozed until .*09:00.*undo-snooze/);
      const undone = await sandbox.connector.press(id, activityId, execute('undo-snooze'), { notification });
      assert.doesNotMatch(JSON.stringify(undone.card), /Snoozed until/);
    });

    it('works the same in a client that knows no Universal Actions, and replaces the card', async () => {
      const { world, id } = await recruiter();
      const { notification, activityId } = await cardFor(world, id);
      const data = { verb: 'review', notification };
      const done = await sandbox.connector.press(id, activityId, { type: 'Action.Submit', title: 'x' }, data);
      assert.equal(done.status, 200);
      const entry = sandbox.connector.chat(id).entries.find(one => one.id === activityId);
      assert.match(JSON.stringify(entry?.activity.attachments), /Marked as reviewed by you/);
    });

    it('changes nothing for another organization’s notification, and says what to do', async () => {
      const ours = await recruiter();
      const theirs = await recruiter('Ann');
      const { notification } = await cardFor(theirs.world, theirs.id);
      const { activityId } = await cardFor(ours.world, ours.id);
      for (const verb of ['review', 'refresh', 'undo-review']) {
        const refused = await sandbox.connector.press(ours.id, activityId, execute(verb), { notification });
        assert.equal(refused.card, undefined);
        assert.match(refused.message ?? '', /no longer there. Nothing was changed/);
      }
      const stored = await currentItems(theirs.world.ctx, { notification, person: (await personOf(theirs.id))._id });
      assert.equal(stored[0]?.reviewed, undefined);
    });

    const senseless: [string, unknown][] = [
      ['review', {}],
      ['review', { notification: { $ne: '' } }],
      ['snooze', { notification: 'x', until: 'never' }],
      ['save-settings', { matched: 'at-once', referred: 'sometimes', recommended: 'off' }],
      ['constructor', {}],
    ];
    for (const [verb, data] of senseless)
      it(`refuses ${verb} with ${JSON.stringify(data)}`, async () => {
        const { world, id } = await recruiter();
        const { activityId } = await cardFor(world, id);
        const refused = await sandbox.connector.press(id, activityId, execute(verb), data);
        assert.match(refused.message ?? '', /I did not understand that button/);
      });

    it('saves settings, and shows them saved', async () => {
      const { world, id } = await recruiter();
      const { activityId } = await cardFor(world, id);
      const data = { matched: 'digest', referred: 'at-once', recommended: 'off' };
      const saved = await sandbox.connector.press(id, activityId, execute('save-settings'), data);
      assert.match(JSON.stringify(saved.card), /Saved, /);
      assert.deepEqual((await personOf(id)).preferences, data);
    });

    it('pauses, resumes, and shows status, settings and help', async () => {
      const { world, id } = await recruiter();
      const { activityId } = await cardFor(world, id);
      const press = async (verb: string, data: unknown = {}) =>
        JSON.stringify((await sandbox.connector.press(id, activityId, execute(verb), data)).card);
      assert.match(await press('pause-choices'), /Pause for/);
      assert.match(await press('pause', { length: 'week' }), /Paused until/);
      assert.ok((await personOf(id)).pausedUntil);
      assert.match(await press('resume'), /on again/);
      assert.equal((await personOf(id)).pausedUntil, undefined);
      assert.match(await press('status'), /Your notifications/);
      assert.match(await press('settings'), /Set my notifications/);
      assert.match(await press('help'), /What you can write/);
      assert.match(await press('connect'), /Hello Rae/);
    });
  });
});
