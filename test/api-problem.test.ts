import assert from 'node:assert/strict';
import { DomainError } from '#core/errors.ts';
import { get, problem } from './api-client.ts';
import { realBot, type Started, startApi } from './api-start.ts';

let api: Started;

describe('refusals of the HTTP server (RFC 9457)', () => {
  before(async () => {
    api = await startApi(realBot, {
      messages: async req => {
        throw req.body;
      },
    });
  });
  after(() => api.close());

  it('answers 404 for an address that is not there, also one that does not decode', async () => {
    for (const path of ['/nothing', '/%zz', '//evil.example', '/api/events/1', '/sandbox'])
      await problem(await get(api.base + path), 404, 'not-found');
  });

  it('answers 405 with what is allowed', async () => {
    const response = await get(`${api.base}/api/events`);
    assert.equal(response.headers.get('allow'), 'POST');
    await problem(response, 405, 'method-not-allowed');
  });

  it('answers 415 for what is not JSON, for another charset and for a coded body', async () => {
    const send = (headers: Record<string, string>) =>
      get(`${api.base}/api/messages`, { method: 'POST', body: '{}', headers });
    const plain = await send({ 'Content-Type': 'text/plain' });
    assert.equal(plain.headers.get('accept'), 'application/json');
    await problem(plain, 415, 'unsupported-media-type');
    await problem(await send({ 'Content-Type': 'application/json; charset=utf-16' }), 415, 'unsupported-media-type');
    const coded = await send({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
    assert.equal(coded.headers.get('accept-encoding'), 'identity');
    await problem(coded, 415, 'unsupported-content-encoding');
  });

  it('answers 400 for a body that is not JSON, without a word of it in the log', async () => {
    const init = {
      method: 'POST',
      body: '{"email": "ada@contoso.example"',
      headers: { 'Content-Type': 'application/json' },
    };
    await problem(await get(`${api.base}/api/messages`, init), 400, 'invalid');
    assert.ok(!api.lines.join('').includes('contoso'));
  });

  it('answers 500 with fixed text for a bug, logged once, without the addresses and keys in its words', async () => {
    const own = await startApi(realBot, {
      messages: async () => {
        throw new Error('E11000 dup key: { emailLower: "ada@contoso.example" } wintro_abcdefgh', {
          cause: new Error('Bearer abc.def for bob@contoso.example'),
        });
      },
    });
    const init = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
    const body = await problem(await get(`${own.base}/api/messages`, init), 500, 'internal');
    assert.ok(!body.detail.includes('E11000'));
    await own.close();
    const text = own.lines.join('');
    assert.equal(text.match(/E11000/g)?.length, 2, 'in the message and the stack of one line');
    assert.equal(own.lines.filter(line => line.includes('E11000')).length, 1);
    for (const secret of ['ada@', 'bob@', 'abcdefgh', 'abc.def']) assert.ok(!text.includes(secret), secret);
    assert.ok(text.includes(body.requestId));
  });

  it('answers 503 with Retry-After when the database cannot be reached, whatever the driver calls it', async () => {
    const named = (name: string, more: object = {}) => Object.assign(new Error('mongodb://u:secret@h'), { name }, more);
    const errors = [
      named('MongoServerSelectionError'),
      named('MongoPoolClearedError'),
      named('MongoBulkWriteError', { errorResponse: named('MongoOperationTimeoutError') }),
      named('MongoServerError', { code: 10107 }),
      named('MongoServerError', { errorLabelSet: new Set(['TransientTransactionError']) }),
      new Error('in a verb', { cause: named('MongoNetworkError') }),
      new DomainError('unavailable', 'The database does not answer.'),
    ];
    const own = await startApi(realBot, {
      messages: async () => {
        throw errors[0];
      },
    });
    const init = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
    for (; errors.length > 0; errors.shift()) {
      const response = await get(`${own.base}/api/messages`, init);
      assert.equal(response.headers.get('retry-after'), '5');
      const { detail } = await problem(response, 503, 'unavailable');
      assert.ok(!detail.includes('secret'));
    }
    await own.close();
  });

  it('survives a handler that throws after it has begun to answer, and one that does not answer', async () => {
    const own = await startApi(realBot, {
      messages: async (req, res) => {
        if (req.body.silent) return;
        res.writeHead(200, { 'Content-Length': '10' });
        res.write('half');
        throw new Error('late');
      },
    });
    const send = (body: string) =>
      get(`${own.base}/api/messages`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    await assert.rejects(send('{}').then(response => response.text()));
    await problem(await send('{"silent":true}'), 500, 'internal');
    assert.equal((await get(`${own.base}/healthz`)).status, 200);
    await own.close();
  });
});
