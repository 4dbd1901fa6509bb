import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { driver } from '#core/database.ts';
import { connectTeams } from '#core/people/connect-teams.ts';
import { People, type Person } from '#core/people/model.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import { changeUser, createUser, getUser } from '#core/provisioning/users.ts';
import { silent } from './company.ts';
import { makeDirectory, type TestDirectory, withEndlessId } from './scim-directory.ts';

const read = (id: string) => driver<Person>(People).findOne({ _id: id });

describe('a person whom a directory creates', () => {
  let one: TestDirectory;
  let two: TestDirectory;

  before(async () => {
    one = await makeDirectory('entra', 'ada:admin');
    two = await makeDirectory('okta', 'bea:admin');
  });

  it('is there with what the product reads, and a line in the log', async () => {
    // A directory's own id says nothing of who may sign in: that is for the bot's install and sign-in to prove.
    const sent = { title: 'Engineer', externalId: randomUUID() };
    const { user, created } = await createUser(one.directory(), one.person('kim', sent));
    assert.equal(created, true);
    const person = await read(user.id);
    assert.equal(person?.email, `kim@${one.domain}`);
    assert.equal(person?.role, 'member');
    assert.equal(person?.givenName, 'Kim');
    assert.equal(person?.entraObjectId, undefined);
    assert.deepEqual((await getUser(one.ctx, user.id))?.resource, one.person('kim', sent));
    const [row] = await one.log();
    assert.equal(row?.verb, 'create');
    assert.equal(row?.target.id, user.id);
    assert.equal(row?.actor, 'Entra ID');
    assert.match(row?.words ?? '', /kim@/);
    assert.ok(row?.changes.some(({ attribute, after }) => attribute === 'title' && after === 'Engineer'));
    assert.ok(row?.requestId);
  });

  it('is nobody to another organization, also by the same name there', async () => {
    const { user } = await createUser(one.directory(), one.person('lee'));
    assert.equal(await getUser(two.ctx, user.id), undefined);
    await assert.rejects(changeUser(two.directory(), { id: user.id, change: before => before }), { code: 'not-found' });
    await assert.rejects(deleteUser(two.directory(), { id: user.id }), { code: 'not-found' });
    const twin = await createUser(two.directory(), one.person('lee'));
    assert.equal(twin.created, true);
    assert.notEqual(twin.user.id, user.id);
    await changeUser(two.directory(), { id: twin.user.id, change: before => ({ ...before, active: false }) });
    assert.equal((await read(user.id))?.active, true);
  });

  it('takes over the account made by hand with that address, in any letter case, and its role', async () => {
    const ada = one.people.get('ada');
    const sent = one.person('ada', {
      userName: 'ADA.upn@elsewhere.example',
      emails: [{ value: `ADA@${one.domain}`, type: 'work' }],
    });
    const { user, created } = await createUser(one.directory(), sent);
    assert.equal(created, false);
    assert.equal(user.id, ada?._id);
    assert.equal((await read(user.id))?.role, 'admin');
    assert.equal((await one.log()).at(-1)?.verb, 'update');
    await assert.rejects(createUser(one.directory(), sent), { code: 'conflict', message: /userName .*ada/i });
    const other = one.person('other', { emails: sent.emails ?? [] });
    await assert.rejects(createUser(one.directory(), other), { code: 'conflict', message: /e-mail address .*ada/i });
  });

  it('is refused with the name of each attribute that is missing', async () => {
    const { name: _, ...nameless } = one.person('nemo');
    const refused = createUser(one.directory(), nameless);
    await assert.rejects(refused, { code: 'invalid', message: /name\.givenName, name\.familyName/ });
    const { user } = await createUser(one.directory({ required: 'short' }), nameless);
    assert.equal((await read(user.id))?.familyName, 'Test');
    const homeless = one.person('mailless', { emails: [] });
    await assert.rejects(createUser(one.directory({ required: 'short' }), homeless), { message: /emails\[type eq/ });
    const odd = one.person('odd', { emails: [{ value: 'no address', type: 'work' }] });
    await assert.rejects(createUser(one.directory(), odd), { code: 'invalid', message: /not an e-mail address/ });
  });

  it('gets the bot that waits for the address in the organization’s own tenant', async () => {
    const address = { serviceUrl: 'http://127.0.0.1:9/', conversationId: 'a:1', userId: '29:x', botId: '28:b' };
    const installOf = (entraTenantId: string, entraObjectId: string) =>
      connectTeams({
        entraTenantId,
        entraObjectId,
        address,
        emails: [`new@${one.domain}`],
        now: new Date(),
        log: silent,
      });
    const objectId = randomUUID();
    await installOf(two.tenantId, randomUUID());
    await installOf(one.tenantId, objectId);
    const { user } = await createUser(one.directory(), one.person('new'));
    const person = await read(user.id);
    assert.equal(person?.entraObjectId, objectId);
    assert.equal(person?.teams?.state, 'installed');
  });

  it('has the language and time zone that the directory gives, unless there are others by another way', async () => {
    const sent = one.person('zoe', { locale: 'nl_NL', timezone: 'Europe/Amsterdam' });
    const { user } = await createUser(one.directory(), sent);
    assert.deepEqual(pick(await read(user.id)), { locale: 'nl-NL', timeZone: 'Europe/Amsterdam' });
    const change = (more: object) => changeUser(one.directory(), { id: user.id, change: old => ({ ...old, ...more }) });
    await change({ timezone: 'Nowhere/Land' });
    assert.equal((await read(user.id))?.timeZone, 'Europe/Amsterdam');
    await People.updateOne({ _id: user.id }, { $set: { locale: 'fr-FR' } });
    await change({ locale: 'de-DE', timezone: 'Asia/Tokyo' });
    assert.equal((await read(user.id))?.locale, 'fr-FR');
  });

  it('is said to be a double when somebody, active or not, has the same name and another address', async () => {
    const first = await createUser(one.directory(), one.person('pia', { displayName: 'Pia T.' }));
    const second = one.person('pia2', { displayName: 'PIA T.', name: { givenName: 'pia', familyName: 'TEST' } });
    await createUser(one.directory(), second);
    assert.equal((await one.log()).at(-1)?.suspectedDouble, first.user.id);
    await createUser(two.directory(), second);
    assert.equal((await two.log()).at(-1)?.suspectedDouble, undefined);
    await createUser(one.directory(), one.person('mia', { active: false }));
    const back = await createUser(one.directory(), one.person('mia2', { name: one.person('mia').name ?? {} }));
    assert.ok((await one.log()).find(({ target }) => target.id === back.user.id)?.suspectedDouble);
  });

  it('is made once when two requests come at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sent = one.person(`twin${round}`);
      const both = await Promise.allSettled([
        createUser(one.directory(), sent),
        createUser(one.directory(), { ...sent, userName: sent.userName.toUpperCase() }),
      ]);
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      const refused = both.find(({ status }) => status === 'rejected');
      assert.equal(refused?.status === 'rejected' && refused.reason.code, 'conflict');
    }
  });

  it('leaves neither person nor log line when the transaction ends before its time', async () => {
    const before = (await one.log()).length;
    // The person is inserted first; a line this long is more than a document can hold.
    await assert.rejects(createUser(withEndlessId(one.directory()), one.person('ghost')));
    const ghost = { organization: one.ctx.organization, emailLower: `ghost@${one.domain}` };
    assert.equal(await People.findOne(ghost).lean(), null);
    assert.equal((await one.log()).length, before);
  });
});

function pick(person: Person | null) {
  return { locale: person?.locale, timeZone: person?.timeZone };
}
