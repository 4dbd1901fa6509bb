import assert from 'node:assert/strict';
import { pullUsers } from '#core/clients/auth0-users.ts';
import { People, type Person } from '#core/people/model.ts';
import { createPerson } from '#core/people/people.ts';
import { disablePerson, enablePerson } from '#core/provisioning/active-by-hand.ts';
import { auth0Connection } from '#core/provisioning/auth0/connection.ts';
import { type Pulled, type Refusals, syncAuth0 } from '#core/provisioning/auth0/sync.ts';
import { ProvisioningLog } from '#core/provisioning/model.ts';
import type { Auth0User } from '#sandbox/auth0/users.ts';
import { type Auth0Rig, auth0User, openAuth0, pullWay } from './auth0-rig.ts';
import { makeCompany, type TestCompany } from './company.ts';

describe('A pull of Auth0', () => {
  let rig: Auth0Rig;
  let company: TestCompany;
  let other: TestCompany;
  let refusals: Refusals;
  let kim: Auth0User;
  let lee: Auth0User;

  beforeEach(async () => {
    rig = await openAuth0();
    company = await makeCompany('ada:admin');
    other = await makeCompany('ada:admin', 'kim:member');
    refusals = new Map();
    kim = auth0User(`kim@${company.domain}`, { name: 'Kim Vos', given_name: 'Kim', family_name: 'Vos' });
    lee = auth0User(`lee@${company.domain}`);
    rig.stand.users.push(kim, lee);
  });
  afterEach(() => rig.stand.stop());

  async function pull(of = company): Promise<Omit<Pulled, 'skipped' | 'failed'>> {
    const { skipped: _, failed: __, ...numbers } = await pullWhole(of);
    return numbers;
  }
  async function pullWhole(of = company, named?: string): Promise<Pulled> {
    const connection = await auth0Connection(of.ctx, {});
    const users = await pullUsers(rig.auth0, { ...pullWay, connection: named });
    const actor = { kind: 'directory' as const, id: connection._id, name: 'Auth0' };
    const request = { id: 'pull_1', line: 'Pull' };
    const ctx = { ...of.ctx, now: new Date(), actor, connection, request };
    return syncAuth0(ctx, { users, connection: named, refusals, progress: () => {} });
  }
  async function person(name: string, of = company): Promise<Person> {
    const found = await People.findOne({
      organization: of.ctx.organization,
      emailLower: `${name}@${of.domain}`,
    }).lean();
    assert.ok(found, name);
    return found;
  }
  const logged = async () =>
    (await ProvisioningLog.find({ organization: company.ctx.organization }).sort({ at: 1, _id: 1 }).lean()).map(
      ({ verb, target }) => `${verb} ${target.name}`,
    );
  const none = { listed: 2, created: 0, linked: 0, changed: 0, disabled: 0, left: 0, same: 2 };
  const everyone = async () =>
    (await People.find({ organization: company.ctx.organization }).sort({ emailLower: 1 }).lean()).map(
      ({ directory: { changedAt: _, ...directory }, ...rest }) => ({ ...rest, directory }),
    );

  it('brings everybody at first, links whom it finds by address, and the same again changes nothing', async () => {
    rig.stand.users.push(auth0User(`ADA@${company.domain}`, { name: 'Ada B.' }));
    assert.deepEqual(await pull(), { ...none, listed: 3, created: 2, linked: 1, same: 0 });
    const [made, found] = [await person('lee'), await person('ada')];
    assert.deepEqual([made.active, made.role, made.displayName], [true, 'member', `lee@${company.domain}`]);
    assert.deepEqual([found._id, found.role, found.displayName], [company.people.get('ada')?._id, 'admin', 'Ada B.']);
    const before = await logged();
    assert.deepEqual(await pull(), { ...none, listed: 3, same: 3 });
    assert.deepEqual(await logged(), before);
  });

  it('takes over changes of name and address, and keeps who it is', async () => {
    await pull();
    const { _id } = await person('kim');
    Object.assign(kim, { name: 'Kim de Wit', family_name: 'de Wit', email: `kim.dewit@${company.domain}` });
    assert.deepEqual(await pull(), { ...none, changed: 1, same: 1 });
    const changed = await person('kim.dewit');
    assert.deepEqual([changed._id, changed.familyName, changed.displayName], [_id, 'de Wit', 'Kim de Wit']);
  });

  it('disables who is blocked, and brings the same person back', async () => {
    await pull();
    const { _id } = await person('kim');
    kim.blocked = true;
    assert.deepEqual(await pull(), { ...none, disabled: 1, same: 1 });
    assert.equal((await person('kim')).active, false);
    assert.deepEqual(await pull(), none);
    kim.blocked = false;
    assert.deepEqual(await pull(), { ...none, changed: 1, same: 1 });
    const back = await person('kim');
    assert.deepEqual([back._id, back.active], [_id, true]);
  });

  it('disables who was deleted, and knows them when they are made anew', async () => {
    await pull();
    const { _id } = await person('kim');
    rig.stand.users.splice(0, 1);
    assert.deepEqual(await pull(), { ...none, listed: 1, left: 1, same: 1 });
    assert.equal((await person('kim')).active, false);
    assert.deepEqual(await pull(), { ...none, listed: 1, same: 1 });
    rig.stand.users.push(auth0User(`kim@${company.domain}`, { name: 'Kim Vos' }));
    assert.deepEqual(await pull(), { ...none, linked: 1, same: 1 });
    const back = await person('kim');
    assert.deepEqual([back._id, back.active], [_id, true]);
  });

  it('takes somebody deleted and made anew between two pulls for the same person, still signed in', async () => {
    await pull();
    const { _id } = await person('kim');
    rig.stand.users.splice(0, 1, auth0User(`kim@${company.domain}`, { name: 'Kim Vos' }));
    assert.deepEqual(await pull(), { ...none, changed: 1, same: 1 });
    const same = await person('kim');
    assert.deepEqual([same._id, same.active], [_id, true]);
  });

  it('changes nothing when the list did not come whole, or is empty', async () => {
    await pull();
    const before = await everyone();
    kim.blocked = true;
    for (let number = 0; number < 120; number++) rig.stand.users.push(auth0User(`more${number}@${company.domain}`));
    rig.stand.before(line => {
      if (line.includes('page=1&')) throw new Error('cut');
    });
    await assert.rejects(pull(), /Auth0 could not be asked/);
    assert.deepEqual(await everyone(), before);
    rig.stand.before(() => {});
    rig.stand.users.splice(0);
    await assert.rejects(pull(), /Auth0 lists nobody, though 2 came from there: nothing was changed\.$/);
    assert.deepEqual(await everyone(), before);
  });

  it('leaves alone who did not come from Auth0, and everybody of another organization', async () => {
    const theirs = await everyoneOf(other);
    await pull();
    rig.stand.users.splice(0, 1);
    await pull();
    assert.equal((await person('ada')).active, true);
    assert.deepEqual(await everyoneOf(other), theirs);
    kim.email = `kim@${other.domain}`;
    rig.stand.users.push(kim);
    await pull();
    assert.deepEqual(await everyoneOf(other), theirs);
  });

  it('passes over addresses that are missing, unverified or taken, so that nobody becomes a colleague', async () => {
    const own = { connection: 'employees', provider: 'auth0', user_id: 'x', isSocial: false };
    rig.stand.users.push(
      auth0User(`ada@${company.domain}`, { email_verified: false, identities: [own] }),
      auth0User(undefined),
      auth0User(`lee@${company.domain}`, { blocked: true }),
    );
    const { skipped, created } = await pullWhole();
    assert.equal(created, 2);
    assert.deepEqual(skipped.map(({ name, why }) => [name.split('@')[0], why]).sort(), [
      ['+31600000000', 'has no e-mail address'],
      ['ada', 'has an e-mail address that nobody has verified'],
      ['lee', 'has the e-mail address of another user in Auth0'],
    ]);
    const ada = await person('ada');
    assert.equal(ada.directory.connection, undefined);
    assert.equal((await person('lee')).active, true);
    Object.assign(kim, { email: `ada@${company.domain}`, email_verified: false, blocked: true });
    await pull();
    assert.equal((await person('ada')).displayName, ada.displayName);
    assert.equal((await person('kim')).active, false);
  });

  it('takes unverified addresses of an enterprise connection when that is the one named', async () => {
    const by = (connection: string, provider: string) => ({
      email_verified: false,
      identities: [{ connection, provider, user_id: 'y', isSocial: false }],
    });
    rig.stand.users.splice(0);
    rig.stand.users.push(
      auth0User(`max@${company.domain}`, by('contoso-entra', 'waad')),
      auth0User(`ada@${company.domain}`, by('a-customer', 'samlp')),
      auth0User(`eve@${company.domain}`, by('employees', 'auth0')),
    );
    assert.equal((await pullWhole()).skipped.length, 3);
    assert.equal((await pullWhole(company, 'employees')).created, 0);
    assert.equal((await pullWhole(company, 'contoso-entra')).created, 1);
    assert.equal((await person('ada')).directory.connection, undefined);
  });

  it('leaves whom the operator has disabled as they are until Auth0 has news of them', async () => {
    await pull();
    await disablePerson(company.ctx, { email: `kim@${company.domain}` });
    assert.deepEqual(await pull(), none);
    assert.equal((await person('kim')).active, false);
    kim.name = 'Kim de Wit';
    await pull();
    assert.equal((await person('kim')).active, true);
  });

  it('leaves whom an admin has brought back against it active until it has news of them', async () => {
    await pull();
    kim.blocked = true;
    rig.stand.users.splice(1, 1);
    assert.deepEqual(await pull(), { ...none, listed: 1, disabled: 1, left: 1, same: 0 });
    const later = { ...company.ctx, now: new Date() };
    for (const name of ['kim', 'lee'])
      await enablePerson(later, { person: (await person(name))._id, reason: 'a mistake in Auth0' });
    assert.deepEqual(await pull(), { ...none, listed: 1, same: 1 });
    assert.deepEqual([(await person('kim')).active, (await person('lee')).active], [true, true]);
    kim.name = 'Kim de Wit';
    await pull();
    await pull();
    assert.deepEqual([(await person('kim')).active, (await person('lee')).active], [false, true]);
  });

  it('disables again whom an admin has brought back, once Auth0 had them again in between', async () => {
    await pull();
    const [gone] = rig.stand.users.splice(1, 1);
    assert.equal((await pull()).left, 1);
    const later = { ...company.ctx, now: new Date() };
    await enablePerson(later, { person: (await person('lee'))._id, reason: 'a mistake in Auth0' });
    assert.equal((await pull()).left, 0);
    if (gone) rig.stand.users.push(gone);
    await pull();
    assert.equal((await person('lee')).directory.override, undefined);
    rig.stand.users.pop();
    assert.equal((await pull()).left, 1);
    assert.equal((await person('lee')).active, false);
  });

  it('goes on past who is refused, says why, and logs the same refusal once', async () => {
    const taken = auth0User(`not an address@${company.domain}`);
    rig.stand.users.unshift(taken);
    for (const turn of [1, 2]) {
      const { failed, created } = await pullWhole();
      assert.deepEqual([failed.length, created], [1, turn === 1 ? 2 : 0]);
      assert.match(failed[0]?.reason ?? '', /is not an e-mail address/);
    }
    assert.equal((await logged()).filter(line => line.startsWith('failure')).length, 1);
  });

  it('makes one directory for Auth0, with the short list of required attributes', async () => {
    const made = await auth0Connection(company.ctx, {});
    assert.deepEqual([made.provider, made.required], ['auth0', 'short']);
    assert.equal((await auth0Connection(company.ctx, {}))._id, made._id);
    await assert.rejects(auth0Connection(other.ctx, { directory: made._id }), /There is no Auth0 directory/);
  });

  async function everyoneOf({ ctx }: TestCompany): Promise<Person[]> {
    return People.find({ organization: ctx.organization }).sort({ emailLower: 1 }).lean();
  }

  it('links an account made by hand after the person came to Auth0', async () => {
    rig.stand.users.push(auth0User(`new@${company.domain}`, { blocked: true }));
    await createPerson(company.ctx, {
      email: `new@${company.domain}`,
      givenName: 'New',
      familyName: 'One',
      role: 'boss',
    });
    await pull();
    const blocked = await person('new');
    assert.deepEqual([blocked.active, blocked.role], [false, 'boss']);
  });
});
