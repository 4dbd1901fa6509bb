import assert from 'node:assert/strict';
import type { Outcome } from '#core/notifications/contract.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { People } from '#core/people/model.ts';
import { anEvent, until } from './company.ts';
import { type OutboxRig, openOutbox } from './outbox-rig.ts';

describe('the outbox', () => {
  let rig: OutboxRig;

  beforeEach(async () => {
    rig = await openOutbox();
  });

  afterEach(() => rig.close());

  it('tells every active admin and boss of an event that names nobody, once each', async () => {
    rig.dispatch();
    const event = anEvent();
    assert.deepEqual(await rig.accept(event), { accepted: 1, duplicates: 0 });
    assert.deepEqual(await rig.accept(event), { accepted: 0, duplicates: 1 });
    await rig.settled();
    assert.deepEqual(rig.parcels.map(parcel => parcel.recipient.givenName).sort(), ['ada', 'bo']);
  });

  it('tells the named recruiters alone', async () => {
    rig.dispatch();
    await rig.accept(anEvent({ data: { recruiters: [`BO@${rig.company.domain}`] } }));
    await rig.settled();
    assert.deepEqual(
      rig.parcels.map(parcel => parcel.recipient.givenName),
      ['bo'],
    );
  });

  it('refuses a list that names an unknown address, by its place, and stores none of it', async () => {
    const faulty = anEvent({ data: { recruiters: [`ada@${rig.company.domain}`, 'nobody@elsewhere.example'] } });
    await assert.rejects(rig.accept(anEvent(), faulty), {
      code: 'invalid',
      faults: [
        {
          index: 1,
          field: 'data.recruiters[1]',
          message: 'Nobody in the organization has the address nobody@elsewhere.example.',
        },
      ],
    });
    assert.equal((await rig.rows()).length, 0);
  });

  it('waits as long as a throttled answer asks, and then sends', async () => {
    let first = true;
    const times: number[] = [];
    rig.answer = () => {
      times.push(Date.now());
      if (!first) return rig.sent();
      first = false;
      return { kind: 'retry', throttled: true, afterMs: 600, code: '429', reason: 'Teams asks us to slow down.' };
    };
    rig.dispatch();
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    const [row] = await rig.settled();
    assert.equal(row?.state, 'sent');
    assert.deepEqual(
      row.attempts.map(attempt => attempt.outcome),
      ['retry', 'sent'],
    );
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 590);
  });

  it('sends a card again after an unclear answer and logs the attempt so', async () => {
    let tries = 0;
    rig.answer = () => (++tries === 1 ? { kind: 'unclear', code: '502', reason: 'Bad gateway' } : rig.sent());
    rig.dispatch();
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    const [row] = await rig.settled();
    assert.deepEqual(
      row?.attempts.map(attempt => attempt.outcome),
      ['unclear', 'sent'],
    );
  });

  it('goes by mail when the person has blocked the bot, and stays with mail', async () => {
    rig.answer = parcel =>
      parcel.recipient.givenName === 'ada'
        ? { kind: 'blocked', code: 'ConversationBlockedByUser', reason: 'Blocked.' }
        : rig.sent();
    rig.dispatch();
    await rig.accept(anEvent());
    await until(
      () => rig.mails.length,
      count => count === 1,
    );
    await rig.settled();
    assert.match(rig.mails[0]?.text ?? '', /you have blocked the app in Teams/);
    assert.equal((await People.findById(rig.person('ada')).lean())?.teams?.state, 'blocked');
    await rig.accept(anEvent());
    await until(
      () => rig.mails.length,
      count => count === 2,
    );
    assert.equal(rig.parcels.filter(parcel => parcel.recipient.givenName === 'ada').length, 1);
  });

  it('keeps other people served while one conversation is silent', async () => {
    let breakSilence = (_outcome: Outcome): void => {};
    const silence = new Promise<Outcome>(resolve => {
      breakSilence = resolve;
    });
    rig.answer = parcel => (parcel.recipient.givenName === 'ada' ? silence : rig.sent());
    rig.dispatch();
    await rig.accept(anEvent());
    for (let count = 0; count < 4; count += 1)
      await rig.accept(anEvent({ data: { recruiters: [`bo@${rig.company.domain}`] } }));
    const toBo = () => rig.parcels.filter(parcel => parcel.recipient.givenName === 'bo').length;
    await until(toBo, count => count === 5);
    assert.equal((await rig.rows()).filter(row => row.recipient === rig.person('ada'))[0]?.state, 'claimed');
    breakSilence(rig.sent());
    await rig.settled();
  });

  it('gathers more than ten within a minute into one card, and loses none', async () => {
    rig.dispatch();
    const many = Array.from({ length: 25 }, () => anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    await rig.accept(...many);
    await rig.settled();
    assert.equal(rig.parcels.length, 1);
    assert.equal(rig.parcels[0]?.items.length, 25);
    const later = Array.from({ length: 12 }, () => anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    for (const event of later) await rig.accept(event);
    const queued = { organization: rig.company.ctx.organization, state: 'queued' } as const;
    const waiting = await until(
      () => Outbox.find(queued).lean(),
      rows => rows.length === 3 && rows.every(row => row.waiting?.startsWith('Gathered')),
    );
    await rig.stop?.();
    assert.equal(rig.parcels.length, 10);
    await Outbox.updateMany({ _id: { $in: waiting.map(({ _id }) => _id) } }, { $set: { notBefore: new Date() } });
    rig.dispatch({ GATHER_WINDOW_MS: 1, GATHER_ABOVE: 2 });
    await rig.settled();
    assert.equal(rig.parcels.length, 11);
    assert.equal(rig.parcels.at(-1)?.items.length, 3);
    assert.equal(new Set(rig.parcels.flatMap(parcel => parcel.items.map(item => item.notification))).size, 37);
  });

  it('takes over rows of a worker that died and logs its attempt as unclear', async () => {
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    const past = new Date(Date.now() - 1_000);
    await Outbox.updateMany(
      { organization: rig.company.ctx.organization, recipient: rig.person('ada') },
      {
        $set: { state: 'claimed', claim: 'dead', leaseUntil: past },
        $push: { attempts: { worker: 'dead', startedAt: past } },
      },
    );
    rig.dispatch();
    const [row] = await rig.settled();
    assert.deepEqual(
      row?.attempts.map(({ outcome }) => outcome),
      ['unclear', 'sent'],
    );
    assert.equal(rig.parcels.length, 1);
  });

  it('lets two workers share the work without sending anything twice', async () => {
    rig.dispatch();
    const first = rig.stop;
    rig.dispatch();
    const second = rig.stop;
    rig.stop = async () => {
      await first?.();
      await second?.();
    };
    await rig.accept(...Array.from({ length: 8 }, () => anEvent()));
    await rig.settled();
    assert.equal(rig.parcels.length, 16);
  });
});
