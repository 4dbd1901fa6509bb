import assert from 'node:assert/strict';
import { review, snooze, undoReview, undoSnooze } from '#core/notifications/actions.ts';
import type { Outcome } from '#core/notifications/contract.ts';
import { Notifications } from '#core/notifications/model.ts';
import { pause } from '#core/people/preferences.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import { anEvent, until } from './company.ts';
import { type OutboxRig, openOutbox } from './outbox-rig.ts';

describe('what recruiters do about their cards', () => {
  let rig: OutboxRig;

  beforeEach(async () => {
    rig = await openOutbox();
  });

  afterEach(() => rig.close());

  it('replaces the card of the other recruiters when one has reviewed it, and again on undo', async () => {
    rig.dispatch();
    await rig.accept(anEvent());
    await rig.settled();
    const mine = await Notifications.findOne({
      organization: rig.company.ctx.organization,
      person: rig.person('ada'),
      'card.activityId': { $exists: true },
    }).lean();
    const on = { notification: mine?._id ?? '', person: rig.person('ada') };
    const [item] = await review(rig.now(), on);
    assert.equal(item?.reviewed?.byName, 'ada Test');
    const updates = () => rig.parcels.filter(parcel => parcel.activityId);
    const told = await until(updates, all => all.length === 2);
    assert.deepEqual(told.map(({ recipient }) => recipient.givenName).sort(), ['ada', 'bo']);
    assert.deepEqual(
      told.map(({ items }) => items[0]?.reviewed?.byName),
      ['ada Test', 'ada Test'],
    );
    await undoReview(rig.now(), on);
    const after = await until(updates, all => all.length === 4);
    assert.deepEqual(
      after.slice(2).map(({ items }) => items[0]?.reviewed),
      [undefined, undefined],
    );
  });

  it('replaces also the card that was being sent while another recruiter reviewed it', async () => {
    let arrive = (_outcome: Outcome): void => {};
    const underWay = new Promise<Outcome>(resolve => {
      arrive = resolve;
    });
    rig.answer = ({ recipient, activityId }) => (recipient.givenName === 'bo' && !activityId ? underWay : rig.sent());
    rig.dispatch();
    await rig.accept(anEvent());
    const mine = { organization: rig.company.ctx.organization, person: rig.person('ada') };
    const shown = await until(
      () => Notifications.findOne({ ...mine, 'card.activityId': { $exists: true } }).lean(),
      found => found !== null,
    );
    await review(rig.now(), { notification: shown?._id ?? '', person: rig.person('ada') });
    arrive(rig.sent());
    const replaced = await until(
      () => rig.parcels.find(({ recipient, activityId }) => recipient.givenName === 'bo' && activityId),
      found => found !== undefined,
    );
    assert.equal(replaced?.items[0]?.reviewed?.byName, 'ada Test');
  });

  it('brings a snoozed card again when its time has come, unless the snooze is undone', async () => {
    rig.dispatch();
    await rig.accept(
      anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }),
      anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }),
    );
    await rig.settled();
    const [one, two] = await Notifications.find({
      organization: rig.company.ctx.organization,
      person: rig.person('ada'),
    })
      .sort({ _id: 1 })
      .lean();
    const soon = new Date(Date.now() + 500);
    await snooze(rig.now(), { notification: one?._id ?? '', person: rig.person('ada'), until: soon });
    await snooze(rig.now(), { notification: two?._id ?? '', person: rig.person('ada'), until: soon });
    await undoSnooze(rig.now(), { notification: two?._id ?? '', person: rig.person('ada') });
    const all = await rig.settled();
    assert.deepEqual(
      rig.parcels
        .slice(2)
        .filter(parcel => !parcel.activityId)
        .flatMap(parcel => parcel.items.map(item => item.notification)),
      [one?._id],
    );
    assert.equal(all.find(row => row._id.startsWith(`${two?._id}:teams:again`))?.reason, 'The snooze was ended.');
  });

  it('holds cards back while a person has paused and sends them on resume', async () => {
    rig.dispatch();
    await pause(rig.now(), { person: rig.person('ada'), until: new Date(Date.now() + 60_000) });
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal((await rig.rows())[0]?.waiting, 'The person has paused notifications.');
    await pause(rig.now(), { person: rig.person('ada'), until: undefined });
    await rig.settled();
    assert.equal(rig.parcels.length, 1);
  });

  it('cancels what waits for a person who is deactivated, with the reason', async () => {
    await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`] } }));
    await disablePerson(rig.now(), { email: `ada@${rig.company.domain}` });
    rig.dispatch();
    const row = (await rig.settled()).find(({ recipient }) => recipient === rig.person('ada'));
    assert.deepEqual([row?.state, row?.reason], ['cancelled', 'The person was deactivated.']);
    // The other recruiter hears that there is no admin any more.
    assert.deepEqual(
      rig.parcels.map(({ items, notice }) => [items.length, notice?.subject]),
      [[0, 'Your company has no admin any more']],
    );
  });
});
