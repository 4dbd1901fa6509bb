import assert from 'node:assert/strict';
import vm from 'node:vm';
import { pullUsers } from '#core/clients/auth0-users.ts';
import { People, type Person } from '#core/people/model.ts';
import { auth0Connection } from '#core/provisioning/auth0/connection.ts';
import { syncAuth0 } from '#core/provisioning/auth0/sync.ts';
import { configureConnection } from '#core/provisioning/connections.ts';
import { auth0Action } from '#core/provisioning/guides/auth0-action.ts';
import type { Auth0User } from '#sandbox/auth0/users.ts';
import { auth0User, openAuth0, pullWay } from './auth0-rig.ts';
import { type Directory, openRig, prefix, type Rig } from './scim-rig.ts';

type Event = { user: Auth0User; connection: { name: string; strategy: string }; secrets: Record<string, string> };

describe("the Action of Auth0's guide", () => {
  let rig: Rig;
  let a: Directory;
  let said: string[];
  before(async () => {
    rig = await openRig('auth0');
    a = rig.a;
    await configureConnection(a.ctx, { connection: a.connection, required: 'short' });
  });
  after(() => rig.close());
  beforeEach(() => {
    said = [];
  });

  /** As Auth0 runs it at a sign-in. */
  async function signIn(user: Auth0User, changes: { secrets?: Record<string, string> } = {}) {
    const exports: { onExecutePostLogin?: (event: Event) => Promise<void> } = {};
    const console = { log: (line: string) => void said.push(line) };
    vm.runInNewContext(auth0Action, { exports, fetch, AbortSignal, console, encodeURIComponent });
    const secrets = { SCIM_URL: `${rig.api.base}${prefix}`, SCIM_TOKEN: a.token, ...changes.secrets };
    await exports.onExecutePostLogin?.({
      user,
      connection: { name: user.identities[0]?.connection ?? '', strategy: user.identities[0]?.provider ?? '' },
      secrets,
    });
  }
  const person = async (email: string): Promise<Person | null> =>
    People.findOne({ organization: a.ctx.organization, emailLower: email.toLowerCase() }).lean();

  it('creates whoever is new, and does nothing when nothing changed', async () => {
    const user = auth0User(`kim@${a.domain}`, { name: 'Kim Vos', given_name: 'Kim', family_name: 'Vos' });
    await signIn(user);
    const made = await person(`kim@${a.domain}`);
    assert.deepEqual([made?.displayName, made?.active, made?.directory.connection], ['Kim Vos', true, a.connection]);
    await signIn(user);
    assert.equal((await person(`kim@${a.domain}`))?.directory.version, made?.directory.version);
    assert.deepEqual(said, []);
  });

  it('sends what the pull would: neither undoes the work of the other', async () => {
    const { stand, auth0 } = await openAuth0();
    const users = [
      auth0User(`max@${a.domain}`, { name: 'Max "the" Ray', given_name: 'Max' }),
      auth0User(`noname@${a.domain}`),
      auth0User(`Full@${a.domain}`, { name: `Full@${a.domain}`, given_name: 'Full', family_name: 'Name' }),
    ];
    stand.users.push(...users, auth0User(`kim@${a.domain}`));
    for (const user of users) await signIn(user);
    const connection = await auth0Connection(a.ctx, {});
    assert.equal(connection._id, a.connection);
    const actor = { kind: 'directory' as const, id: connection._id, name: 'Auth0' };
    const ctx = { ...a.ctx, now: new Date(), actor, connection, request: { id: 'pull_1', line: 'Pull' } };
    const pulled = await pullUsers(auth0, pullWay);
    const { same, created, changed } = await syncAuth0(ctx, {
      users: pulled.filter(({ email }) => !email?.startsWith('kim')),
      refusals: new Map(),
      progress: () => {},
    });
    assert.deepEqual({ same, created, changed }, { same: 3, created: 0, changed: 0 });
    await stand.stop();
    assert.deepEqual(said, []);
  });

  it('takes over a new name and address', async () => {
    const user = auth0User(`lee@${a.domain}`, { name: 'Lee One' });
    await signIn(user);
    const made = await person(`lee@${a.domain}`);
    Object.assign(user, { name: 'Lee Two', given_name: 'Lee', email: `lee.two@${a.domain}` });
    await signIn(user);
    const changed = await person(`lee.two@${a.domain}`);
    assert.deepEqual([changed?._id, changed?.displayName, changed?.givenName], [made?._id, 'Lee Two', 'Lee']);
  });

  it('passes over who has no verified address, or comes by another connection', async () => {
    const unverified = auth0User(`boss@${a.domain}`, { email_verified: false });
    await signIn(unverified);
    await signIn(auth0User(`guest@${a.domain}`), { secrets: { CONNECTION: 'staff' } });
    assert.deepEqual([await person(`boss@${a.domain}`), await person(`guest@${a.domain}`)], [null, null]);
    unverified.identities = [{ connection: 'contoso', provider: 'samlp', user_id: 'b', isSocial: false }];
    await signIn(unverified);
    assert.equal(await person(`boss@${a.domain}`), null);
    await signIn(unverified, { secrets: { CONNECTION: 'contoso' } });
    assert.equal((await person(`boss@${a.domain}`))?.active, true);
  });

  it('never holds up a sign-in: it says why it could not tell, without the token', async () => {
    const user = auth0User(`nora@${a.domain}`);
    await signIn(user, { secrets: { SCIM_TOKEN: 'wrong:dir_none' } });
    await signIn(user, { secrets: { SCIM_URL: 'http://127.0.0.1:9' } });
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /^The directory was not told: GET 401 /);
    for (const line of said) assert.ok(line.length <= 256 && !line.includes('wrong:dir_none'), line);
    assert.equal(await person(`nora@${a.domain}`), null);
  });
});
