import assert from 'node:assert/strict';
import { setRoleByHand } from '#core/provisioning/role-by-hand.ts';
import { anEvent } from './company.ts';
import { type OutboxRig, openOutbox } from './outbox-rig.ts';

describe('a card that waits', () => {
  let rig: OutboxRig;
  beforeEach(async () => {
    rig = await openOutbox();
  });
  afterEach(() => rig.close());

  it('is not sent to who is no recruiter any more when its turn comes', async () => {
    await rig.accept(anEvent());
    await setRoleByHand(rig.now(), { person: rig.person('bo'), role: 'member' });
    rig.dispatch();
    const rows = await rig.settled();
    const [ada, bo] = ['ada', 'bo'].map(name => rows.find(({ recipient }) => recipient === rig.person(name)));
    assert.deepEqual([ada?.state, bo?.state], ['sent', 'cancelled']);
    assert.equal(bo?.reason, 'The person is no recruiter any more.');
    assert.deepEqual(
      rig.parcels.map(({ recipient }) => recipient.id),
      [rig.person('ada')],
    );
  });
});
