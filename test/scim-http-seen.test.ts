import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import { listConnections } from '#core/provisioning/connections.ts';
import { drainSeen } from '#core/provisioning/seen.ts';
import { aUser, openRig, type Rig } from './scim-rig.ts';

describe('what is seen of a directory', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig('entra', { SCIM_SEEN_APART_MS: '1' });
  });
  after(() => rig?.close());

  const facts = async (): Promise<string[]> => {
    await new Promise(resolve => setTimeout(resolve, 20));
    await drainSeen();
    const [connection] = await listConnections(rig.a.ctx);
    return Object.keys(connection?.seen ?? {}).toSorted();
  };

  it('is the first request, Test Connection, the first write and the first person, each when it comes', async () => {
    assert.deepEqual(await facts(), []);
    const { ask, domain } = rig.a;
    await ask(`/Users?filter=userName eq "nobody@${domain}"`);
    const asked = ['firstRequestAt', 'lastRequestAt'];
    assert.deepEqual(await facts(), asked);
    await ask('/Users?filter=userName+eq+%223f1c9a52-6a41-4d1c-9f43-0c9f2f6f7f11%22');
    assert.deepEqual(await facts(), [...asked, 'testConnectionAt']);
    await ask('/Groups', { body: { displayName: 'Seen' } });
    const wrote = ['cycleBeganAt', ...asked, 'lastWriteAt', 'testConnectionAt'];
    assert.deepEqual(await facts(), wrote);
    await ask('/Users', { body: { displayName: 'Refused' } });
    assert.deepEqual(await facts(), wrote);
    await ask('/Users', { body: aUser(domain) });
    assert.deepEqual(await facts(), [...wrote, 'firstUserAt'].toSorted());
    const [other] = await listConnections(rig.b.ctx);
    assert.deepEqual(other?.seen, {});
  });

  it('never is a member of a group that is asked for without members', async () => {
    const { ask, domain } = rig.a;
    const { body: user } = await ask('/Users', { body: aUser(domain) });
    const { body: group } = await ask('/Groups', { body: { displayName: 'Large', members: [{ value: user.id }] } });
    const { db } = mongoose.connection;
    assert.ok(db);
    const reads = async (path: string): Promise<number> => {
      await db.command({ profile: 2 });
      try {
        assert.equal((await ask(path)).status, 200);
      } finally {
        await db.command({ profile: 0 });
      }
      const ns = `${db.databaseName}.memberships`;
      const seen = await db.collection('system.profile').find({ ns, op: 'query' }).hint({ $natural: 1 }).toArray();
      await db.collection('system.profile').drop();
      return seen.length;
    };
    const at = `/Groups/${group.id}`;
    assert.equal(await reads(at), 1, 'the profile shows what is read');
    for (const path of [
      `${at}?excludedAttributes=members`,
      `${at}?attributes=displayName`,
      '/Groups?excludedAttributes=members&filter=displayName+eq+%22Large%22',
      '/Groups?attributes=id,externalId',
      `/Users/${user.id}`,
      '/Users',
    ])
      assert.equal(await reads(path), 0, path);
    assert.equal(await reads(`/Users/${user.id}?attributes=groups`), 1);
  });
});
