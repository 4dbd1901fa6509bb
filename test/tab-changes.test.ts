import assert from 'node:assert/strict';
import { acceptEvents } from '#core/notifications/accept.ts';
import { readMarks } from '#core/notifications/change-marks.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import type { Person } from '#core/people/model.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import { problem } from './api-client.ts';
import { anEvent, install, makeCompany, type TestCompany, until } from './company.ts';
import { link, openTabWorld, type TabWorld } from './tab-world.ts';

type Stream = { text: () => string; changes: () => number; ended: Promise<void>; leave: () => void };

describe('GET /api/home/changes', () => {
  const brisk = { CHANGES_POLL_MS: '100', CHANGES_APART_MS: '50', CHANGES_HEARTBEAT_MS: '150' };
  const stopping = new AbortController();
  let world: TabWorld;
  let other: TabWorld;
  let company: TestCompany;
  let ada: Person;
  let open: AbortController[] = [];

  before(async () => {
    company = await makeCompany();
    world = await openTabWorld(brisk, { stopping: stopping.signal });
    other = await openTabWorld({ ...brisk, CHANGES_POLL_MS: '60000', CHANGES_APART_MS: '400' });
  });
  after(async () => {
    await world.close();
    await other.close();
  });
  beforeEach(async () => {
    company = await makeCompany('ada:admin', 'eva:boss');
    ada = await install(company, 'ada');
  });
  afterEach(() => {
    for (const each of open) each.abort();
    open = [];
  });

  async function listen(person = ada, at = world, claims = {}): Promise<Stream> {
    const control = new AbortController();
    open.push(control);
    const token = await at.token(person.entraTenantId ?? '', person.entraObjectId ?? '', claims);
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${at.api.base}/api/home/changes`, { headers, signal: control.signal });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    let text = '';
    const ended = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
    })().catch(error => assert.equal(error.name, 'AbortError'));
    const changes = () => text.split('event: changed\ndata:\n\n').length - 1;
    // The first mark of an organization is followed by a word, for what happened before it.
    await rest(250);
    return { text: () => text, changes, ended, leave: () => control.abort() };
  }
  const rest = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
  const send = () => acceptEvents({ ...company.ctx, now: new Date() }, [anEvent()]);
  const act = (person: Person, at: TabWorld, notification: string, verb: string) =>
    at.as(person, `/api/home/notifications/${encodeURIComponent(notification)}/${verb}`, { method: 'POST' });

  it('tells of nothing but the beginning while nothing happens, and comments', async () => {
    const stream = await listen();
    await until(stream.text, text => text.split(': still here\n\n').length > 3);
    assert.equal(stream.changes(), 1);
    assert.match(stream.text(), /^retry: 2000\n\n/);
    assert.equal((await listen()).changes(), 0);
  });

  it('says so at once when an event is taken in by this process', async () => {
    const stream = await listen(ada, other);
    await rest(450);
    const begun = Date.now();
    const before = stream.changes();
    await send();
    await until(stream.changes, count => count > before);
    assert.ok(Date.now() - begun < 2_000);
  });

  it('says so within a few seconds when another process has sent a card', async () => {
    await send();
    const stream = await listen();
    await rest(300);
    const before = stream.changes();
    const { organization } = company.ctx;
    await Outbox.updateOne(
      { organization, recipient: ada._id, state: 'queued' },
      { $set: { state: 'sent', endedAt: new Date() } },
    );
    await until(stream.changes, count => count > before, 3_000);
  });

  it('says so when a colleague has acted in another process, though no card has to follow', async () => {
    const eva = await link(company, 'eva');
    await send();
    const stream = await listen();
    await rest(300);
    const before = stream.changes();
    const { latest } = await (await other.as(eva, '/api/home')).json();
    assert.equal((await act(eva, other, latest[0].notification, 'review')).status, 200);
    await until(stream.changes, count => count > before, 3_000);
  });

  it('says nothing of what happens in another organization', async () => {
    const stream = await listen();
    await rest(300);
    const before = stream.changes();
    const foreign = await makeCompany('bea:admin');
    await install(foreign, 'bea');
    await acceptEvents({ ...foreign.ctx, now: new Date() }, [anEvent()]);
    await rest(400);
    assert.equal(stream.changes(), before);
  });

  it('gathers a burst: at most one word in a while, and one after the last', async () => {
    const stream = await listen(ada, other);
    await rest(450);
    const before = stream.changes();
    await Promise.all(Array.from({ length: 10 }, send));
    await until(stream.changes, count => count === before + 2);
    await rest(600);
    assert.equal(stream.changes(), before + 2);
  });

  it('refuses a sixth stream of one person, until one is left', async () => {
    const streams = [];
    for (let count = 0; count < 5; count += 1) streams.push(await listen());
    const refused = await world.as(ada, '/api/home/changes');
    await problem(refused, 429, 'too-many-streams');
    assert.equal(refused.headers.get('retry-after'), '30');
    streams[0]?.leave();
    await until(
      async () => {
        const control = new AbortController();
        const { status } = await world.as(ada, '/api/home/changes', { signal: control.signal });
        control.abort();
        return status;
      },
      status => status === 200,
    );
  });

  it('ends with the token', async () => {
    const stream = await listen(ada, world, { exp: Math.floor(Date.now() / 1000) + 1 });
    await stream.ended;
  });

  it('ends when the person is deactivated', async () => {
    const stream = await listen();
    await disablePerson(company.ctx, { email: ada.email });
    await stream.ended;
  });

  it('asks for all organizations together, by steps in indexes', async () => {
    const foreign = await makeCompany('bea:admin');
    await install(foreign, 'bea');
    await send();
    const ids = [company.ctx.organization, foreign.ctx.organization];
    const marks = await readMarks(ids);
    assert.deepEqual([...marks.keys()], ids);
    const [own] = ids;
    assert.deepEqual(marks.get(own ?? '')?.lanes, [`mail:${own}`, `teams:${company.tenantId}`]);
    const plan = JSON.stringify(
      await Outbox.aggregate([
        { $match: { lane: { $in: ['a', 'b'] }, endedAt: { $gt: new Date(0) } } },
        { $sort: { lane: -1, endedAt: -1 } },
        { $group: { _id: '$lane', at: { $first: '$endedAt' } } },
      ]).explain(),
    );
    assert.match(plan, /DISTINCT_SCAN/);
  });

  it('ends when the server stops', async () => {
    const stream = await listen();
    stopping.abort();
    await stream.ended;
    assert.ok(stream.text().endsWith('\n\n'));
  });
});
