import assert from 'node:assert/strict';
import { createPerson } from '#core/people/people.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import {
  cardFor,
  cards,
  closeBot,
  company,
  openBot,
  personOf,
  recruiter,
  sandbox,
  someone,
  teamsBot,
  worlds,
  write,
} from './bot-world.ts';

describe('The bot in a personal chat', () => {
  before(openBot);
  after(closeBot);

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
});
