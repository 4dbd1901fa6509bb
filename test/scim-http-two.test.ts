import assert from 'node:assert/strict';
import { ProvisioningLog } from '#core/provisioning/model.ts';
import { aUser, type Directory, openRig, patch, type Rig, schemas } from './scim-rig.ts';

/** Everything a directory does in a cycle, with names and ids that are the same in every organization. */
async function cycle({ ask, domain }: Directory, round: number): Promise<string[]> {
  const userName = `same${round}@shared.example`;
  const made = await ask('/Users', { body: aUser(domain, { userName, externalId: `same-${round}`, title: domain }) });
  assert.equal(made.status, 201, made.text);
  const { id } = made.body;
  const group = await ask('/Groups', { body: { displayName: `Same ${round}`, members: [{ value: id }] } });
  assert.equal(group.status, 201, group.text);
  const at = `/Users/${id}`;
  const seen = [
    made,
    group,
    await ask(at),
    await ask(`/Users?filter=userName%20eq%20%22${userName}%22`),
    await ask(`/Users?filter=externalId%20eq%20%22same-${round}%22`),
    await ask('/Users?filter=title%20pr'),
    await ask(at, { method: 'PATCH', body: patch({ op: 'Replace', path: 'active', value: 'False' }) }),
    await ask('/.search', { body: { schemas: [schemas.search], count: 200 } }),
    await ask(`/Groups?filter=displayName%20eq%20%22same%20${round}%22`),
    await ask('/Bulk', {
      body: {
        Operations: [{ method: 'PATCH', path: at, data: patch({ op: 'add', path: 'nickName', value: domain }) }],
      },
    }),
    await ask('/Users?cursor&count=3'),
    await ask(at, { method: 'PUT', body: aUser(domain, { userName, active: true, title: domain }) }),
  ];
  for (const answer of seen) assert.ok(answer.status < 300, answer.text);
  const [, , , byName] = seen;
  assert.deepEqual([byName?.body.totalResults, byName?.body.Resources[0].id], [1, id]);
  return [...seen.map(({ text }) => text), id, group.body.id];
}

describe('two organizations that provision at once', () => {
  let rig: Rig;
  before(async () => {
    rig = await openRig();
  });
  after(() => rig?.close());

  it('never meet, though names, external ids and groups are the same', async function () {
    this.timeout(120_000);
    const rounds = Array.from({ length: 15 }, (_, round) => round);
    const [ofA, ofB] = await Promise.all(
      [rig.a, rig.b].map(directory => Promise.all(rounds.map(round => cycle(directory, round)))),
    );
    assert.ok(ofA && ofB);
    for (const [own, other, foreign] of [
      [ofA, ofB, rig.b],
      [ofB, ofA, rig.a],
    ] as const) {
      const text = own.flat().join();
      assert.ok(!text.includes(foreign.domain));
      for (const id of other.flatMap(each => each.slice(-2))) assert.ok(!text.includes(id));
    }
    for (const directory of [rig.a, rig.b]) {
      const { body } = await directory.ask('/Users?count=0');
      assert.equal(body.totalResults, rounds.length + 1);
      assert.equal((await directory.ask('/Groups?count=0')).body.totalResults, rounds.length);
      const { organization } = directory.ctx;
      const rows = await ProvisioningLog.find({ organization }).sort({ at: -1 }).lean();
      assert.ok(rows.length >= rounds.length * 5);
      assert.deepEqual(new Set(rows.map(({ connection }) => connection)), new Set([directory.connection]));
      assert.deepEqual(
        rows.filter(({ verb }) => verb === 'failure'),
        [],
      );
    }
  });
});
