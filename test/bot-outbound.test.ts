import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServiceCheck } from '#bot/service-hosts.ts';
import { OutboundError, rewriteEntra, send } from '#core/clients/outbound.ts';

let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>(resolve => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(made.address())}`;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

async function failure(url: string, more: { maxBytes?: number } = {}): Promise<OutboundError> {
  const error = await send({ url, method: 'GET', headers: {}, deadlineMs: 200, ...more }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof OutboundError, String(error));
  return error;
}

describe('A call to the outside', () => {
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  it('gives status, headers and body', async () => {
    const url = await serve((req, res) => {
      res.writeHead(409, { 'x-one': '1' });
      req.on('data', chunk => res.write(chunk)).on('end', () => res.end('!'));
    });
    const answer = await send({
      url,
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'hé',
      deadlineMs: 900,
    });
    assert.deepEqual([answer.status, answer.headers['x-one'], answer.body], [409, '1', 'hé!']);
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const url = await serve((_, res) => {
      calls++;
      res.writeHead(307, { location: '/elsewhere' });
      res.end();
    });
    assert.equal((await send({ url, method: 'POST', headers: {}, body: 'x', deadlineMs: 900 })).status, 307);
    assert.equal(calls, 1);
  });

  it('is unclear when no answer comes in time', async () => {
    const error = await failure(await serve(() => undefined));
    assert.deepEqual([error.kind, error.code], ['unclear', 'DEADLINE']);
  });

  it('counts the body into the deadline', async () => {
    const error = await failure(await serve((_, res) => void res.write('half')));
    assert.deepEqual([error.kind, error.code], ['unclear', 'DEADLINE']);
  });

  it('is unclear when the connection breaks', async () => {
    const error = await failure(await serve(req => void req.socket.resetAndDestroy()));
    assert.equal(error.kind, 'unclear');
  });

  it('is refused when nobody listens', async () => {
    const url = await serve(() => undefined);
    const closing = server;
    await new Promise(resolve => closing?.close(resolve));
    const error = await failure(url);
    assert.deepEqual([error.kind, error.code], ['refused', 'ECONNREFUSED']);
    assert.doesNotMatch(error.message, /http:/);
  });

  it('is refused for a port that fetch blocks', async () => {
    const error = await failure('http://127.0.0.1:9/');
    assert.deepEqual([error.kind, error.code], ['refused', 'BAD_PORT']);
  });

  it('takes no more of a body than it may', async () => {
    const known = await failure(await serve((_, res) => res.end('x'.repeat(2000))), { maxBytes: 1000 });
    assert.equal(known.code, 'TOO_LARGE');
    server?.close();
    const chunked = await serve((_, res) => {
      res.write('x'.repeat(600));
      res.end('x'.repeat(600));
    });
    assert.equal((await failure(chunked, { maxBytes: 1000 })).code, 'TOO_LARGE');
  });

  it('moves only the connection to Entra, and only to Entra', () => {
    const to = 'http://127.0.0.1:1';
    assert.equal(
      rewriteEntra('https://login.microsoftonline.com/t/oauth2/v2.0/token?a=b', to),
      `${to}/t/oauth2/v2.0/token?a=b`,
    );
    assert.equal(
      rewriteEntra('https://login.microsoftonline.com.evil.test/t', to),
      'https://login.microsoftonline.com.evil.test/t',
    );
    assert.equal(rewriteEntra('https://graph.microsoft.com/v1.0', to), 'https://graph.microsoft.com/v1.0');
  });
});

describe('The hosts of the Bot Connector', () => {
  const check = createServiceCheck(['127.0.0.1', 'Localhost:3979']);
  const cases: [string, boolean][] = [
    ['https://smba.trafficmanager.net/emea/', true],
    ['https://smba.infra.gcc.teams.microsoft.com/teams/', true],
    ['http://smba.trafficmanager.net/emea/', false],
    ['https://smba.trafficmanager.net.evil.test/', false],
    ['https://evil.test/smba.trafficmanager.net', false],
    ['https://smba.trafficmanager.net@evil.test/', false],
    ['http://127.0.0.1:4000/', true],
    ['http://localhost:3979/', true],
    ['http://localhost:3980/', false],
    ['file:///etc/passwd', false],
    ['', false],
  ];
  for (const [url, expected] of cases)
    it(`${expected ? 'include' : 'exclude'} ${url || 'an empty address'}`, () => assert.equal(check(url), expected));
});
