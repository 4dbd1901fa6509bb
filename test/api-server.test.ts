import assert from 'node:assert/strict';
import { DomainError } from '#core/errors.ts';
import { get, problem, raw } from './api-client.ts';
import { realBot, type Started, startApi } from './api-start.ts';

let api: Started;

describe('what every answer carries', () => {
  before(async () => {
    api = await startApi({ ...realBot, PUBLIC_URL: 'https://wintro.contoso.example' });
  });
  after(() => api.close());

  it('takes a sane request id over and gives one of its own otherwise', async () => {
    const ask = async (id: string) =>
      (await get(`${api.base}/healthz`, { headers: { 'X-Request-Id': id } })).headers.get('x-request-id');
    assert.equal(await ask('abcd-1234_5.6'), 'abcd-1234_5.6');
    for (const id of ['short', 'has space in it', 'ada@contoso.example', 'x'.repeat(65)])
      assert.match((await ask(id)) ?? '', /^[0-9a-f-]{36}$/);
  });

  it('sets the headers that keep a browser from running, framing or keeping it', async () => {
    const { headers } = await get(`${api.base}/nothing`);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d+/);
    assert.equal(headers.get('cache-control'), 'no-store');
    for (const name of ['server', 'x-powered-by', 'x-frame-options']) assert.equal(headers.get(name), null);
  });

  it('logs one line for each request: no query, key or address in it', async () => {
    const seen = api.lines.length;
    await get(`${api.base}/nothing/ada@contoso.example?token=hush`, {
      headers: { Authorization: 'Bearer wintro_hush', Cookie: 'a=hush', 'X-Request-Id': 'one-line-id' },
    });
    await get(`${api.base}/readyz`);
    const lines = api.lines.slice(seen).map(line => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ method, route, status, level, refused }) => [method, route, status, level, refused]),
      [
        ['GET', 'none', 404, 30, 'not-found'],
        ['GET', '/readyz', 200, 20, undefined],
      ],
    );
    assert.equal(lines[0].requestId, 'one-line-id');
    assert.equal(typeof lines[0].ms, 'number');
    const text = api.lines.slice(seen).join('');
    for (const secret of ['hush', 'contoso', 'token']) assert.ok(!text.includes(secret), secret);
  });
});

describe('operations', () => {
  it('tells that it is alive and whether it can serve, and names what is missing without its secrets', async () => {
    let missing: Error | undefined = new DomainError('unavailable', 'The database does not answer.', {
      cause: new Error('mongodb://u:hush@h'),
    });
    api = await startApi(realBot, {
      ready: async () => {
        if (missing) throw missing;
      },
    });
    assert.equal((await get(`${api.base}/healthz`)).status, 200);
    assert.equal((await get(`${api.base}/healthz`, { method: 'HEAD' })).status, 200);
    const { detail } = await problem(await get(`${api.base}/readyz`), 503, 'unavailable');
    assert.equal(detail, 'The database does not answer.');
    missing = new Error('mongodb://u:hush@h is away');
    assert.ok(!(await problem(await get(`${api.base}/readyz`), 503, 'unavailable')).detail.includes('hush'));
    missing = undefined;
    assert.deepEqual(await (await get(`${api.base}/readyz`)).json(), { status: 'ready' });
    await api.close();
  });

  it('gives metrics to this machine alone, and to nobody who says to speak for another', async () => {
    api = await startApi({ ...realBot, TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8' });
    await get(`${api.base}/nothing/at/all`);
    const text = await (await get(`${api.base}/metrics`)).text();
    assert.match(text, /http_request_duration_seconds_count\{route="none",method="GET",status="404"\} 1/);
    assert.match(text, /process_cpu_user_seconds_total/);
    const forwarded = (headers: Record<string, string>) => get(`${api.base}/metrics`, { headers });
    await problem(await forwarded({ 'X-Forwarded-For': '203.0.113.9' }), 403, 'forbidden');
    await problem(await forwarded({ 'X-Forwarded-For': '127.0.0.1, 203.0.113.9' }), 403, 'forbidden');
    await problem(await forwarded({ Forwarded: 'for=127.0.0.1' }), 403, 'forbidden');
    await api.close();
    api = await startApi(realBot);
    await problem(await get(`${api.base}/metrics`, { headers: { 'X-Forwarded-For': '127.0.0.1' } }), 403, 'forbidden');
    await api.close();
  });

  it('gives metrics for the token where one is set, and for nothing else', async () => {
    api = await startApi({ ...realBot, METRICS_TOKEN: 'a-token-of-sixteen' });
    const ask = (authorization?: string) =>
      get(`${api.base}/metrics`, authorization ? { headers: { Authorization: authorization } } : {});
    for (const wrong of [undefined, 'Bearer', 'Bearer a-token-of-sixteem', 'Basic a-token-of-sixteen']) {
      const response = await ask(wrong);
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
      await problem(response, 401, 'unauthorized');
    }
    assert.equal((await ask('bearer a-token-of-sixteen')).status, 200);
    await api.close();
  });

  it('refuses a list of trusted proxies that it cannot read', async () => {
    for (const entry of ['proxy.example', '10.0.0.0/33', '::1/129'])
      await assert.rejects(startApi({ ...realBot, TRUSTED_PROXIES: entry }), /TRUSTED_PROXIES/);
  });
});

describe('the sandbox as a host', () => {
  const page = "default-src 'self'";
  before(async () => {
    api = await startApi(
      {},
      {
        sandbox: async (req, res) => {
          res.writeHead(200, { 'Content-Security-Policy': page });
          res.end(`${req.method} ${req.url}`);
        },
      },
    );
  });
  after(() => api.close());

  it('answers to names of this machine with its port alone (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${api.port}`,
      'localhost',
      'localhost:1',
      `localhost.:${api.port}`,
    ]) {
      const answer = await raw(api.port, `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 421 /, host);
    }
    for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]']) {
      const answer = await raw(
        api.port,
        `GET /healthz HTTP/1.1\r\nHost: ${host}:${api.port}\r\nConnection: close\r\n\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 200 /, host);
    }
  });

  it('sends pages at 127.0.0.1 to localhost, and lets programs work at both', async () => {
    const other = `http://127.0.0.1:${api.port}`;
    const navigated = await get(`${other}/tab?a=b`, { headers: { Accept: 'text/html,*/*' } });
    assert.equal(navigated.status, 307);
    assert.equal(navigated.headers.get('location'), `${api.base}/tab?a=b`);
    assert.equal(
      (await get(`${other}//evil.example/`, { headers: { Accept: 'text/html' } })).headers.get('location'),
      `${api.base}//evil.example/`,
    );
    assert.equal((await get(`${other}/healthz`)).status, 200);
    const init = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json', Accept: 'text/html' } };
    assert.equal((await get(`${other}/api/messages`, init)).status, 200);
  });

  it('shows the sandbox at its address, in every method, under its own policy', async () => {
    assert.equal((await get(`${api.base}/`)).headers.get('location'), '/sandbox');
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const path = `/sandbox/${'deep/'.repeat(100)}x?y=1`;
      const response = await get(api.base + path, { method });
      assert.equal(await response.text(), `${method} ${path}`);
      assert.equal(response.headers.get('content-security-policy'), page);
    }
  });
});
