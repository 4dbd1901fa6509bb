import assert from 'node:assert/strict';
import { CloudEvent, HTTP } from 'cloudevents';
import { eventExamples } from '#api/events/examples.ts';
import { problemSchema } from '#api/problem-contract.ts';
import type { Context } from '#core/context.ts';
import { connectDatabase, disconnectDatabase } from '#core/database.ts';
import { Events, Notifications } from '#core/notifications/model.ts';
import { createApiKey, revokeApiKey } from '#core/organizations/api-keys.ts';
import { createOrganization } from '#core/organizations/organizations.ts';
import { createPerson } from '#core/people/people.ts';
import { garbage, noise, seeded } from './api-garbage.ts';
import { realBot, type Started, startApi } from './api-start.ts';
import { testMongoUri } from './setup.ts';

type World = { ctx: Context; key: string; keyId: string };

let api: Started;
let contoso: World;
let fabrikam: World;
let next = 0;

const matched = eventExamples['candidate.matched'];
const structured = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
/** An event that was not sent before. */
const fresh = (change: Record<string, unknown> = {}) => ({ ...matched, id: `fresh-${++next}`, ...change });

async function makeWorld(name: string): Promise<World> {
  const edge = { actor: { kind: 'operator' as const }, now: new Date(), log: api.log };
  const domain = `${name}.example`;
  const { _id } = await createOrganization(edge, { name, domains: [domain] });
  const ctx = { ...edge, organization: _id };
  await createPerson(ctx, { email: `ada@${domain}`, givenName: 'Ada', familyName: 'Admin', role: 'admin' });
  await createPerson(ctx, { email: `eve@${domain}`, givenName: 'Eve', familyName: 'Employee', role: 'member' });
  const { id, key } = await createApiKey(ctx, { name: 'engine' });
  return { ctx, key, keyId: id };
}

async function post(body: unknown, type = structured, headers: Record<string, string> = {}, key = contoso.key) {
  const response = await fetch(`${api.base}/api/events`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': type, ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe('POST /api/events', () => {
  before(async () => {
    await connectDatabase(testMongoUri());
    api = await startApi(realBot);
    contoso = await makeWorld('contoso');
    fabrikam = await makeWorld('fabrikam');
  });
  after(async () => {
    await api.close();
    await disconnectDatabase();
  });

  it('stores the documented examples before it answers 202', async () => {
    for (const example of Object.values(eventExamples)) {
      const { status, body } = await post(example);
      assert.deepEqual([status, body], [202, { accepted: 1, duplicates: 0 }]);
      const stored = await Events.findOne({ organization: contoso.ctx.organization, eventId: example.id })
        .hint('_id_')
        .lean();
      assert.equal(stored?.type, example.type);
    }
  });

  it('answers 202 to an event that came before, and changes nothing', async () => {
    const event = fresh();
    await post(event);
    const written = await Notifications.find({ organization: contoso.ctx.organization }).hint('_id_').countDocuments();
    const again = { ...event, data: { ...event.data, reason: 'Other words.' } };
    assert.deepEqual((await post(again)).body, { accepted: 0, duplicates: 1 });
    assert.deepEqual((await post([again, fresh(), again], batch)).body, { accepted: 1, duplicates: 2 });
    const now = await Notifications.find({ organization: contoso.ctx.organization }).hint('_id_').countDocuments();
    assert.equal(now, written + 1);
  });

  it('keeps the events of two organizations apart, though source and id are the same', async () => {
    const event = fresh();
    await post(event);
    const { body } = await post(event, structured, {}, fabrikam.key);
    assert.deepEqual(body, { accepted: 1, duplicates: 0 });
  });

  it('takes what the cloudevents package sends, in structured and in binary mode', async () => {
    for (const mode of ['structured', 'binary'] as const) {
      const { headers, body } = HTTP[mode](new CloudEvent(fresh({ source: '/sdk' })));
      const plain = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), `${value}`]),
      );
      const { 'content-type': type = '', ...rest } = plain;
      const answer = await post(String(body), type, rest);
      assert.deepEqual([answer.status, answer.body], [202, { accepted: 1, duplicates: 0 }], mode);
    }
  });

  it('takes a batch of 1000 and refuses one more', async () => {
    const small = { candidate: { id: 'c', fullName: 'C' }, job: { id: 'j', title: 'J' }, reason: 'r' };
    const many = Array.from({ length: 1000 }, () => fresh({ data: small }));
    assert.deepEqual((await post(many, batch)).body, { accepted: 1000, duplicates: 0 });
    assert.equal((await post([...many, fresh({ data: small })], batch)).status, 413);
  }).timeout(60_000);

  it('names the index and field of each fault in a batch, lists 100 of them, and stores none of it', async () => {
    const good = fresh();
    const refused = await post([good, fresh({ id: '' }), fresh({ data: { ...matched.data, score: 'x' } })], batch);
    assert.equal(refused.status, 400);
    const problem = problemSchema.parse(refused.body);
    assert.deepEqual(
      problem.errors?.map(({ index, field }) => [index, field]),
      [
        [1, 'id'],
        [2, 'data.score'],
      ],
    );
    const many = problemSchema.parse((await post(Array(300).fill({ ...good, id: 1, time: 2 }), batch)).body);
    assert.deepEqual([many.errors?.length, many.errorCount], [100, 600]);
    assert.deepEqual((await post(good)).body, { accepted: 1, duplicates: 0 });
  });

  it('names the index of an address that nobody has, be it in another organization', async () => {
    const recruiters = ['ada@contoso.example', 'ada@fabrikam.example'];
    const { status, body } = await post([fresh(), fresh({ data: { ...matched.data, recruiters } })], batch);
    assert.equal(status, 400);
    assert.deepEqual(
      problemSchema.parse(body).errors?.map(({ index, field }) => [index, field]),
      [[1, 'data.recruiters[1]']],
    );
  });

  it('answers 401 alike to a missing, unknown, misformed and revoked key, before it looks at the body', async () => {
    const { id, key } = await createApiKey(contoso.ctx, { name: 'old' });
    await revokeApiKey(contoso.ctx, { id });
    const answers = [];
    for (const authorization of [
      '',
      'Bearer',
      'Bearer wintro_none',
      `Bearer ${key}`,
      `Basic ${contoso.key}`,
      'Bearer a b',
    ]) {
      const { status, headers, body } = await post('x', 'text/plain', { Authorization: authorization });
      assert.equal(headers.get('www-authenticate'), 'Bearer');
      answers.push(JSON.stringify({ status, ...body, requestId: '' }));
    }
    assert.equal(new Set(answers).size, 1);
    assert.match(answers[0] ?? '', /"status":401/);
  });

  it('answers 413, 415 and 400 for what it does not take', async () => {
    assert.equal((await post('x'.repeat(1_048_577))).status, 413);
    const other = await post('<a/>', 'application/cloudevents+xml');
    assert.equal(other.status, 415);
    assert.equal(other.headers.get('accept'), `${structured}, ${batch}, application/json`);
    assert.equal((await post(new Uint8Array([0x22, 0xff, 0x22]))).status, 400);
    assert.equal((await post('[]', batch)).status, 400);
  });

  it('says in the log whose request it was, and nothing of what was in it', async () => {
    const seen = api.lines.length;
    const { headers } = await post(fresh());
    await post(fresh({ data: { ...matched.data, recruiters: ['nobody@contoso.example'] } }));
    const lines = api.lines.slice(seen);
    const line = lines.map(text => JSON.parse(text)).find(({ requestId }) => requestId === headers.get('x-request-id'));
    assert.equal(line.organization, contoso.ctx.organization);
    assert.equal(line.route, '/api/events');
    for (const secret of [contoso.key, '@', 'Priya']) assert.ok(!lines.join('').includes(secret), secret);
  });

  it('never fails for garbage: 500 bodies, no 5xx', async () => {
    const random = seeded(4);
    const text = JSON.stringify(matched);
    const types = [structured, batch, 'application/json', 'application/json', 'application/x+json'];
    const statuses = new Map<number, number>();
    for (let n = 0; n < 500; n++) {
      const type = types[n % types.length] ?? structured;
      const headers: Record<string, string> = n % 3 === 0 ? { 'ce-id': noise(random, 5), 'ce-type': matched.type } : {};
      const { status } = await post(garbage(random, text, n), type, headers);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    assert.ok(
      [...statuses.keys()].every(status => status < 500),
      JSON.stringify([...statuses]),
    );
    assert.equal((await post(fresh())).status, 202);
  }).timeout(60_000);
});
