import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { SendMail } from '#core/clients/mail.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import { review, snooze, undoReview, undoSnooze } from '#core/notifications/actions.ts';
import type { Outcome, Parcel } from '#core/notifications/contract.ts';
import { startDispatch } from '#core/notifications/dispatch.ts';
import { Notifications } from '#core/notifications/model.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { People } from '#core/people/model.ts';
import { disablePerson } from '#core/people/people.ts';
import { pause } from '#core/people/preferences.ts';
import { type Limits, limitsSchema } from '#env/limits.ts';
import { anEvent, install, makeCompany, silent, type TestCompany, until, useDatabase } from './company.ts';

type Answer = (parcel: Parcel) => Outcome | Promise<Outcome>;

const quick: Partial<Limits> = {
  OUTBOX_POLL_MS: 100,
  OUTBOX_BACKOFF_MS: 50,
  CONVERSATION_PER_SECOND: 1000,
  CONVERSATION_BURST: 1000,
};

describe('the outbox', () => {
  let company: TestCompany;
  let parcels: Parcel[];
  let mails: Parameters<SendMail>[0][];
  let answer: Answer;
  let stop: (() => Promise<void>) | undefined;

  const sent = (): Outcome => ({ kind: 'sent', activityId: randomUUID() });

  function dispatch(limits: Partial<Limits> = {}): void {
    stop = startDispatch({
      channels: {
        deliver: async parcel => {
          if (parcel.organization === company.ctx.organization) parcels.push(parcel);
          return answer(parcel);
        },
        sendMail: async mail => {
          mails.push(mail);
          return sent();
        },
        product: { name: 'Wintro', teamsLink: 'https://teams.example' },
      },
      limits: limitsSchema.parse({ ...quick, ...limits }),
      log: silent,
      observe: () => {},
    }).stop;
  }

  const accept = (...events: ReturnType<typeof anEvent>[]) => acceptEvents({ ...company.ctx, now: new Date() }, events);
  const rows = () =>
    Outbox.find({ organization: company.ctx.organization, recipient: { $exists: true } })
      .sort({ _id: 1 })
      .lean();
  const settled = () =>
    until(rows, all => all.length > 0 && all.every(row => !['queued', 'claimed'].includes(row.state)));
  const person = (name: string) => company.people.get(name)?._id ?? '';
  const now = () => ({ ...company.ctx, now: new Date() });

  before(useDatabase);

  beforeEach(async () => {
    company = await makeCompany('ada:admin', 'bo:boss', 'kim:member');
    await install(company, 'ada');
    await install(company, 'bo');
    parcels = [];
    mails = [];
    answer = sent;
  });

  afterEach(async () => {
    await stop?.();
    stop = undefined;
    await Outbox.deleteMany({ organization: company.ctx.organization });
  });

  it('tells every active admin and boss of an event that names nobody, once each', async () => {
    dispatch();
    const event = anEvent();
    assert.deepEqual(await accept(event), { accepted: 1, duplicates: 0 });
    assert.deepEqual(await accept(event), { accepted: 0, duplicates: 1 });
    await settled();
    assert.deepEqual(parcels.map(parcel => parcel.recipient.givenName).sort(), ['ada', 'bo']);
  });

  it('tells the named recruiters alone', async () => {
    dispatch();
    await accept(anEvent({ data: { recruiters: [`BO@${company.domain}`] } }));
    await settled();
    assert.deepEqual(
      parcels.map(parcel => parcel.recipient.givenName),
      ['bo'],
    );
  });

  it('refuses a list that names an unknown address, by its place, and stores none of it', async () => {
    const faulty = anEvent({ data: { recruiters: [`ada@${company.domain}`, 'nobody@elsewhere.example'] } });
    await assert.rejects(accept(anEvent(), faulty), {
      code: 'invalid',
      faults: [
        {
          index: 1,
          field: 'data.recruiters[1]',
          message: 'Nobody in the organization has the address nobody@elsewhere.example.',
        },
      ],
    });
    assert.equal((await rows()).length, 0);
  });

  it('waits as long as a throttled answer asks, and then sends', async () => {
    let first = true;
    const times: number[] = [];
    answer = () => {
      times.push(Date.now());
      if (!first) return sent();
      first = false;
      return { kind: 'retry', throttled: true, afterMs: 600, code: '429', reason: 'Teams asks us to slow down.' };
    };
    dispatch();
    await accept(anEvent({ data: { recruiters: [`ada@${company.domain}`] } }));
    const [row] = await settled();
    assert.equal(row?.state, 'sent');
    assert.deepEqual(
      row.attempts.map(attempt => attempt.outcome),
      ['retry', 'sent'],
    );
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 590);
  });

  it('sends a card again after an unclear answer and logs the attempt so', async () => {
    let tries = 0;
    answer = () => (++tries === 1 ? { kind: 'unclear', code: '502', reason: 'Bad gateway' } : sent());
    dispatch();
    await accept(anEvent({ data: { recruiters: [`ada@${company.domain}`] } }));
    const [row] = await settled();
    assert.deepEqual(
      row?.attempts.map(attempt => attempt.outcome),
      ['unclear', 'sent'],
    );
  });

  it('goes by mail when the person has blocked the bot, and stays with mail', async () => {
    answer = parcel =>
      parcel.recipient.givenName === 'ada'
        ? { kind: 'blocked', code: 'ConversationBlockedByUser', reason: 'Blocked.' }
        : sent();
    dispatch();
    await accept(anEvent());
    await until(
      () => mails.length,
      count => count === 1,
    );
    await settled();
    assert.match(mails[0]?.text ?? '', /you have blocked the app in Teams/);
    assert.equal((await People.findById(person('ada')).lean())?.teams?.state, 'blocked');
    await accept(anEvent());
    await until(
      () => mails.length,
      count => count === 2,
    );
    assert.equal(parcels.filter(parcel => parcel.recipient.givenName === 'ada').length, 1);
  });

  it('keeps other people served while one conversation is silent', async () => {
    let breakSilence = (_outcome: Outcome): void => {};
    const silence = new Promise<Outcome>(resolve => {
      breakSilence = resolve;
    });
    answer = parcel => (parcel.recipient.givenName === 'ada' ? silence : sent());
    dispatch();
    await accept(anEvent());
    for (let count = 0; count < 4; count += 1)
      await accept(anEvent({ data: { recruiters: [`bo@${company.domain}`] } }));
    const toBo = () => parcels.filter(parcel => parcel.recipient.givenName === 'bo').length;
    await until(toBo, count => count === 5);
    assert.equal((await rows()).filter(row => row.recipient === person('ada'))[0]?.state, 'claimed');
    breakSilence(sent());
    await settled();
  });

  it('gathers more than ten within a minute into one card, and loses none', async () => {
    dispatch({ GATHER_WINDOW_MS: 1_500 });
    const many = Array.from({ length: 25 }, () => anEvent({ data: { recruiters: [`ada@${company.domain}`] } }));
    await accept(...many);
    await settled();
    assert.equal(parcels.length, 1);
    assert.equal(parcels[0]?.items.length, 25);
    const later = Array.from({ length: 12 }, () => anEvent({ data: { recruiters: [`ada@${company.domain}`] } }));
    for (const event of later) await accept(event);
    await settled();
    assert.equal(new Set(parcels.flatMap(parcel => parcel.items.map(item => item.notification))).size, 37);
    assert.ok(parcels.length <= 11, `${parcels.length} cards`);
  });

  it('replaces the card of the other recruiters when one has reviewed it, and again on undo', async () => {
    dispatch();
    await accept(anEvent());
    await settled();
    const mine = await Notifications.findOne({
      organization: company.ctx.organization,
      person: person('ada'),
      'card.activityId': { $exists: true },
    }).lean();
    const on = { notification: mine?._id ?? '', person: person('ada') };
    const [item] = await review(now(), on);
    assert.equal(item?.reviewed?.byName, 'ada Test');
    const updates = () => parcels.filter(parcel => parcel.activityId);
    const told = await until(updates, all => all.length === 2);
    assert.deepEqual(told.map(({ recipient }) => recipient.givenName).sort(), ['ada', 'bo']);
    assert.deepEqual(
      told.map(({ items }) => items[0]?.reviewed?.byName),
      ['ada Test', 'ada Test'],
    );
    await undoReview(now(), on);
    const after = await until(updates, all => all.length === 4);
    assert.deepEqual(
      after.slice(2).map(({ items }) => items[0]?.reviewed),
      [undefined, undefined],
    );
  });

  it('brings a snoozed card again when its time has come, unless the snooze is undone', async () => {
    dispatch();
    await accept(
      anEvent({ data: { recruiters: [`ada@${company.domain}`] } }),
      anEvent({ data: { recruiters: [`ada@${company.domain}`] } }),
    );
    await settled();
    const [one, two] = await Notifications.find({ organization: company.ctx.organization, person: person('ada') })
      .sort({ _id: 1 })
      .lean();
    const soon = new Date(Date.now() + 500);
    await snooze(now(), { notification: one?._id ?? '', person: person('ada'), until: soon });
    await snooze(now(), { notification: two?._id ?? '', person: person('ada'), until: soon });
    await undoSnooze(now(), { notification: two?._id ?? '', person: person('ada') });
    const all = await settled();
    assert.deepEqual(
      parcels
        .slice(2)
        .filter(parcel => !parcel.activityId)
        .flatMap(parcel => parcel.items.map(item => item.notification)),
      [one?._id],
    );
    assert.equal(all.find(row => row._id.startsWith(`${two?._id}:teams:again`))?.reason, 'The snooze was ended.');
  });

  it('holds cards back while a person has paused and sends them on resume', async () => {
    dispatch();
    await pause(now(), { person: person('ada'), until: new Date(Date.now() + 60_000) });
    await accept(anEvent({ data: { recruiters: [`ada@${company.domain}`] } }));
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal((await rows())[0]?.waiting, 'The person has paused notifications.');
    await pause(now(), { person: person('ada'), until: undefined });
    await settled();
    assert.equal(parcels.length, 1);
  });

  it('cancels what waits for a person who is deactivated, with the reason', async () => {
    await accept(anEvent({ data: { recruiters: [`ada@${company.domain}`] } }));
    await disablePerson(now(), { email: `ada@${company.domain}` });
    dispatch();
    const [row] = await settled();
    assert.deepEqual([row?.state, row?.reason], ['cancelled', 'The person was deactivated.']);
    assert.equal(parcels.length, 0);
  });

  it('takes over rows of a worker that died and logs its attempt as unclear', async () => {
    await accept(anEvent({ data: { recruiters: [`ada@${company.domain}`] } }));
    const past = new Date(Date.now() - 1_000);
    await Outbox.updateMany(
      { organization: company.ctx.organization, recipient: person('ada') },
      {
        $set: { state: 'claimed', claim: 'dead', leaseUntil: past },
        $push: { attempts: { worker: 'dead', startedAt: past } },
      },
    );
    dispatch();
    const [row] = await settled();
    assert.deepEqual(
      row?.attempts.map(({ outcome }) => outcome),
      ['unclear', 'sent'],
    );
    assert.equal(parcels.length, 1);
  });

  it('lets two workers share the work without sending anything twice', async () => {
    dispatch();
    const other = stop;
    dispatch();
    const second = stop;
    stop = async () => {
      await other?.();
      await second?.();
    };
    await accept(...Array.from({ length: 8 }, () => anEvent()));
    await settled();
    assert.equal(parcels.length, 16);
  });
});
