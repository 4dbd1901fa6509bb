import assert from 'node:assert/strict';
import { Lanes, Outbox, type Row } from '#core/notifications/outbox.ts';
import { People } from '#core/people/model.ts';
import type { NewFault } from '#sandbox/faults.ts';
import { until } from './company.ts';
import { ladder } from './connector-ladder.ts';
import { checkMail } from './mail-check.ts';
import { freePort } from './places.ts';
import { type Company, cloudEvent, type Employee, openWorld, type World } from './world.ts';

describe("the Connector's answers", () => {
  let world: World;
  let one: Company;
  let other: Company;
  let ada: Employee;
  let bo: Employee;

  before(async () => {
    world = await openWorld({ CONNECTOR_DEADLINE_MS: '400' });
  });
  after(() => world.stop());
  beforeEach(async () => {
    one = await world.addCompany('ada:admin', 'bo:boss');
    other = await world.addCompany('zoe:admin');
    ada = one.person('ada');
    bo = one.person('bo');
  });
  afterEach(() => {
    world.sandbox.faults.clearAll();
    world.sandbox.connector.configure({ blockedShape: 'code' });
  });

  const idOf = async (person: Employee) =>
    (await People.findOne({ organization: one.organization, emailLower: person.email }).lean())?._id ?? '';
  const rowsOf = async (person: Employee): Promise<Row[]> =>
    Outbox.find({ organization: one.organization, recipient: await idOf(person), channel: 'teams' }).lean();
  const attempts = (row: Row | undefined) =>
    (row?.attempts ?? []).map(({ outcome, code }) => [outcome, code].filter(Boolean).join(' '));
  const post = async (company: Company, event: unknown) =>
    assert.equal((await world.post(company.apiKey, event)).status, 202);

  /** Posts to both organizations while the fault is on, and waits for the first attempt on Ada. */
  async function meet(fault: NewFault) {
    const set = world.sandbox.faults.set(fault);
    const event = cloudEvent();
    await post(one, event);
    const [row] = await until(
      () => rowsOf(ada),
      ([first]) => first?.attempts[0]?.endedAt !== undefined,
    );
    return { event, row, set };
  }

  async function othersAreServed(): Promise<void> {
    const [here, there] = [cloudEvent({ recruiters: [bo.email] }), cloudEvent()];
    await Promise.all([post(one, here), post(other, there)]);
    await Promise.all([world.card(bo, here), world.card(other.person('zoe'), there)]);
  }

  const ended = () =>
    until(
      () => rowsOf(ada),
      ([row]) => row !== undefined && !['queued', 'claimed'].includes(row.state),
    );
  const cardsOf = (person: Employee, event: ReturnType<typeof cloudEvent>) =>
    world.said(person).filter(text => text.includes(event.data.candidate.fullName)).length;

  for (const { answer, kind, attempt, ends, blockedShape = 'code' } of ladder)
    it(`${answer}: ${ends === 'sent' ? 'the card is sent in the end' : 'a mail goes instead'}, others are served`, async () => {
      world.sandbox.connector.configure({ blockedShape });
      const fault: NewFault = { kind, scope: { person: ada.id }, retryAfterSeconds: 1 };
      const { event, set } = await meet(fault);
      await world.card(bo, event);
      await othersAreServed();
      assert.ok(
        world.sandbox.faults.list().some(({ id }) => id === set.id),
        'the fault was still on',
      );
      world.sandbox.faults.clear(set.id);
      const [row] = await ended();
      const before = ends === 'sent' ? attempts(row).slice(0, -1) : attempts(row);
      assert.deepEqual([...new Set(before)], [attempt]);
      const person = await People.findById(await idOf(ada)).lean();
      if (ends === 'sent') {
        assert.equal(row?.state, 'sent');
        assert.equal(attempts(row).at(-1), 'sent');
        assert.equal(person?.teams?.state, 'installed');
        // After a reset each try has left a card: as many as the log calls unclear.
        assert.equal(cardsOf(ada, event), kind === 'reset' ? row.attempts.length : 1);
        assert.deepEqual(world.sandbox.mailbox.to(ada.email), []);
        return;
      }
      assert.equal(row?.state, 'failed');
      assert.equal(row.attempts.length, 1, 'not tried again');
      assert.equal(person?.teams?.state, ends.teams);
      assert.equal(cardsOf(ada, event), 0);
      await checkMail(world, ada, event, ends.why);
      const later = cloudEvent({ recruiters: [ada.email] });
      await post(one, later);
      await checkMail(world, ada, later, /You get this by e-mail because/);
      assert.equal((await rowsOf(ada)).length, 1, 'Teams was not tried for the next one');
    });

  it('waits at least as long as Retry-After says', async () => {
    const { row } = await meet({ kind: 'throttled', scope: { person: ada.id }, retryAfterSeconds: 1, remaining: 1 });
    await ended();
    const [sent] = await rowsOf(ada);
    const waited = (sent?.attempts[1]?.startedAt.getTime() ?? 0) - (row?.attempts[0]?.endedAt?.getTime() ?? 0);
    assert.ok(waited >= 990, `${waited} ms`);
  });

  it('404: the conversation is made anew once, and the new one is kept', async () => {
    const stale = world.sandbox.connector.chat(ada.id).conversationId;
    const { event } = await meet({ kind: 'not-found', scope: { person: ada.id } });
    const [row] = await ended();
    assert.deepEqual([row?.state, attempts(row)], ['sent', ['sent']]);
    await world.card(ada, event);
    const { conversationId } = world.sandbox.connector.chat(ada.id);
    assert.notEqual(conversationId, stale);
    const kept = await until(
      async () => (await People.findById(await idOf(ada)).lean())?.teams?.conversationId,
      id => id === conversationId,
    );
    assert.equal(kept, conversationId);
    await post(one, cloudEvent({ recruiters: [ada.email] }));
    await until(
      () => rowsOf(ada),
      rows => rows.length === 2 && rows.every(({ state }) => state === 'sent'),
    );
    const made = world.sandbox.log
      .list({ person: ada.id, service: 'connector' })
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/v3/conversations'));
    assert.equal(made.length, 1);
    await othersAreServed();
  });

  it('403 disabled by an admin: everyone goes by mail, the admins are told, Teams is left alone', async () => {
    const { event } = await meet({ kind: 'disabled-by-admin', scope: { tenantId: one.tenantId } });
    const [row] = await ended();
    assert.deepEqual([row?.state, attempts(row)], ['failed', ['tenant-disabled BotDisabledByAdmin']]);
    for (const person of [ada, bo])
      await checkMail(world, person, event, /because your company has switched off the app/);
    const notice = await until(
      () => world.sandbox.mailbox.to(ada.email).find(({ subject }) => subject.includes('switched off')),
      mail => mail !== undefined,
    );
    assert.match(notice?.text ?? '', /Teams admin center/);
    assert.ok(!world.sandbox.mailbox.to(bo.email).some(({ subject }) => subject.includes('switched off')));
    const asked = () =>
      world.sandbox.log.list({ service: 'connector' }).filter(e => e.tenantId === one.tenantId).length;
    const before = asked();
    const later = cloudEvent();
    await post(one, later);
    for (const person of [ada, bo]) await checkMail(world, person, later, /because your company has switched off/);
    assert.equal(asked(), before);
    const there = cloudEvent();
    await post(other, there);
    await world.card(other.person('zoe'), there);
  });

  it('401: the tenant rests, nothing is lost, the log says error, other tenants are served', async () => {
    const { row } = await meet({ kind: 'unauthorized', scope: { tenantId: one.tenantId } });
    assert.deepEqual([row?.state, attempts(row)], ['queued', ['misconfigured BotNotRegistered']]);
    assert.match(row?.waiting ?? '', /does not accept our bot registration/);
    const lane = await Lanes.findById(`teams:${one.tenantId}`).lean();
    assert.ok((lane?.pausedUntil?.getTime() ?? 0) > Date.now() + 10_000);
    assert.ok(world.lines.some(line => line.includes('"level":50') && line.includes('BotNotRegistered')));
    const there = cloudEvent();
    await post(other, there);
    await world.card(other.person('zoe'), there);
    assert.deepEqual(world.sandbox.mailbox.to(ada.email), []);
  });

  it('a Connector that cannot be connected to: certainly not sent, tried again', async () => {
    const _id = await idOf(ada);
    const { serviceUrl } = (await People.findById(_id).lean())?.teams ?? {};
    await People.updateOne({ _id }, { $set: { 'teams.serviceUrl': `http://127.0.0.1:${await freePort()}/teams/` } });
    await post(one, cloudEvent({ recruiters: [ada.email] }));
    await until(
      () => rowsOf(ada),
      ([row]) => (row?.attempts.length ?? 0) > 1,
    );
    await othersAreServed();
    await People.updateOne({ _id }, { $set: { 'teams.serviceUrl': serviceUrl ?? '' } });
    const [row] = await ended();
    assert.equal(row?.state, 'sent');
    assert.deepEqual([...new Set(attempts(row).slice(0, -1))], ['retry ECONNREFUSED']);
  });
});
