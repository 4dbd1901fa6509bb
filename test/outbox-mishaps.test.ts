import assert from 'node:assert/strict';
import { claimRows, reapRows } from '#core/notifications/claim.ts';
import { writeResults } from '#core/notifications/flush.ts';
import { Notifications } from '#core/notifications/model.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { People } from '#core/people/model.ts';
import { anEvent } from './company.ts';
import { type OutboxRig, openOutbox } from './outbox-rig.ts';

const leaseMs = 60_000;

describe('the outbox when the database or a worker fails', () => {
  let rig: OutboxRig;
  beforeEach(async () => {
    rig = await openOutbox();
  });
  afterEach(() => rig.close());

  const oneRow = async () => {
    const [row] = await rig.rows();
    assert.ok(row);
    return row;
  };

  /** The database does what it is asked, but its answer is lost. */
  const loseAnswer = (model: typeof Outbox, method: 'updateMany') => {
    const real = model[method];
    const lost = new Error('connection closed');
    Object.assign(model, {
      [method]: async (...words: unknown[]) => {
        Object.assign(model, { [method]: real });
        await Reflect.apply(real, model, words);
        throw lost;
      },
    });
    return lost;
  };

  it('takes back a claim whose answer was lost: nothing of it was tried', async () => {
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    const lost = loseAnswer(Outbox, 'updateMany');
    await assert.rejects(claimRows([await oneRow()], 'w1', new Date(), leaseMs), lost);
    const row = await oneRow();
    assert.equal(row.state, 'queued');
    assert.deepEqual(row.attempts, []);
    assert.equal(row.claim, undefined);
  });

  it('sends what a turn that failed had planned', async () => {
    loseAnswer(Outbox, 'updateMany');
    rig.dispatch();
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    const [row] = await rig.settled();
    assert.equal(row?.state, 'sent');
    assert.deepEqual(
      row.attempts.map(({ outcome }) => outcome),
      ['sent'],
    );
    assert.equal(rig.parcels.length, 1);
  });

  it('gives up a card that ended its worker each time it was tried', async () => {
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    const at = Date.now();
    for (const turn of [1, 2, 3]) {
      const now = new Date(at + turn * 2 * leaseMs);
      await claimRows([await oneRow()], `w${turn}`, now, leaseMs);
      assert.equal((await oneRow()).state, 'claimed');
      await reapRows(new Date(now.getTime() + leaseMs + 1), 3);
    }
    const row = await oneRow();
    assert.equal(row.state, 'unknown');
    assert.match(row.reason ?? '', /^May have been sent: /);
    assert.deepEqual(
      row.attempts.map(({ worker, outcome }) => [worker, outcome]),
      ['w1', 'w2', 'w3'].map(worker => [worker, 'unclear']),
    );
  });

  it('lets a result that comes after its lease change nothing', async () => {
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    const at = Date.now();
    const [late] = await claimRows([await oneRow()], 'w1', new Date(at), leaseMs);
    assert.ok(late);
    await reapRows(new Date(at + leaseMs + 1), 10);
    const [again] = await claimRows([await oneRow()], 'w2', new Date(at + leaseMs + 2), leaseMs);
    assert.ok(again);
    const before = await rig.rows();
    await writeResults([
      {
        row: late,
        outcome: { kind: 'not-installed', reason: 'removed', code: 'BotNotInConversationRoster' },
        settlement: { state: 'failed', fallback: 'removed', teamsState: 'removed' },
        at: new Date(),
      },
    ]);
    assert.deepEqual(await rig.rows(), before);
    assert.equal((await People.findById(late.recipient).lean())?.teams?.state, 'installed');
    await writeResults([
      { row: again, outcome: { kind: 'sent', activityId: 'a1' }, settlement: { state: 'sent' }, at: new Date() },
    ]);
    assert.equal((await oneRow()).state, 'sent');
    assert.equal((await Notifications.findById(again.notification).lean())?.card?.activityId, 'a1');
  });
});
