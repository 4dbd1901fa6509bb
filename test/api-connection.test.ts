import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { problemSchema } from '#api/problem-contract.ts';
import { get, problem, raw } from './api-client.ts';
import { realBot, type Started, startApi } from './api-start.ts';

describe('what a connection may carry', () => {
  let api: Started;
  before(async () => {
    api = await startApi(realBot);
  });
  after(() => api.close());

  it('answers a body that is too large with 413 before it has come, its length announced or not', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const announced = await get(`${api.base}/api/messages`, { method: 'POST', headers, body: 'x'.repeat(1_048_577) });
    await problem(announced, 413, 'too-large');
    const head = `POST /api/messages HTTP/1.1\r\nHost: localhost:${api.port}\r\nContent-Type: application/json\r\n`;
    const unsent = await raw(api.port, `${head}Connection: close\r\nContent-Length: 99999999\r\n\r\n`);
    assert.match(unsent, /^HTTP\/1\.1 413 /);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
        if (sent > 64 * 1_048_576) controller.close();
      },
    });
    const init = { method: 'POST', headers, body: endless, duplex: 'half' as const };
    await problem(await get(`${api.base}/api/messages`, init), 413, 'too-large');
    assert.ok(sent < 32 * 1_048_576, `${sent} bytes were read`);
  });

  it('does not ask for a body that it refuses (Expect: 100-continue)', async () => {
    const head = `POST /api/messages HTTP/1.1\r\nHost: localhost:${api.port}\r\nConnection: close\r\n`;
    const refused = await raw(api.port, `${head}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
    assert.match(refused, /^HTTP\/1\.1 415 /);
  });

  it('does not count an upload that its sender ends as a failure', async () => {
    const seen = api.lines.length;
    const socket = connect(api.port, '127.0.0.1');
    const head = `POST /api/messages HTTP/1.1\r\nHost: localhost:${api.port}\r\nContent-Type: application/json\r\n`;
    socket.write(`${head}Content-Length: 100\r\n\r\n{`, () => setTimeout(() => socket.destroy(), 50));
    await once(socket, 'close');
    for (let n = 0; n < 100 && api.lines.length === seen; n++) await new Promise(resolve => setTimeout(resolve, 10));
    const lines = api.lines.slice(seen).map(line => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ status, level }) => [status, level]),
      [[499, 30]],
    );
  });

  it('answers what is not HTTP as a problem, and keeps no connection for an upgrade', async () => {
    for (const [text, status] of [
      ['GARBAGE\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(20_000)}\r\n\r\n`, 431],
      ['GET /healthz HTTP/1.1\r\nHost: [bad\r\nConnection: close\r\n\r\n', 400],
      ['GET http://localhost/healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
      ['POST /api/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ] as const) {
      const answer = await raw(api.port, text);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), text.slice(0, 60));
      const body = problemSchema.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)));
      assert.equal(body.code, 'malformed');
    }
    const upgrade = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n';
    assert.match(await raw(api.port, upgrade), /^HTTP\/1\.1 200 /);
  });
});
