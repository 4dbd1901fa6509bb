import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { get, problem, raw } from './api-client.ts';
import { realBot, type Started, startApi } from './api-start.ts';
import { newFolder } from './places.ts';

const script = `console.log(${JSON.stringify('x'.repeat(2_000))});`;

function builtTab(): string {
  const folder = newFolder('tab');
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__NONCE__"><script type="module" nonce="__NONCE__"></script>',
  );
  writeFileSync(path.join(folder, 'secret.json'), '{"secret":true}');
  writeFileSync(path.join(folder, 'assets', 'tab-1a2b.js'), script);
  writeFileSync(path.join(folder, 'assets', 'built-3c4d.js'), script);
  writeFileSync(path.join(folder, 'assets', 'built-3c4d.js.br'), brotliCompressSync('"built"'));
  writeFileSync(path.join(folder, 'assets', 'font-5e6f.woff2'), 'wOF2');
  return folder;
}

/** Over a socket of its own, since fetch tidies paths and decodes bodies. */
async function ask(port: number, target: string, headers = ''): Promise<string> {
  return raw(port, `GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n${headers}\r\n`);
}

describe('the tab, served', () => {
  let api: Started;
  before(async () => {
    api = await startApi(realBot, { tabFolder: builtTab() });
  });
  after(() => api.close());

  const directives = (response: Response) =>
    new Map(
      (response.headers.get('content-security-policy') ?? '').split('; ').map(directive => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources];
      }),
    );

  it('has another nonce in each answer, in the page and in its policy', async () => {
    const nonces = new Set<string>();
    for (const place of ['/tab', '/tab/', '/tab?x=1', '/tab/settings/security', '/tab/home']) {
      const response = await get(`${api.base}${place}`);
      assert.equal(response.status, 200, place);
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(response.headers.get('x-frame-options'), null);
      const html = await response.text();
      const [, nonce = ''] = /nonce="([^"]+)"/.exec(html) ?? [];
      assert.ok(!html.includes('__NONCE__'));
      assert.ok(Buffer.from(nonce, 'base64').length >= 16);
      assert.deepEqual(directives(response).get('script-src'), ["'self'", `'nonce-${nonce}'`]);
      assert.deepEqual(directives(response).get('style-src'), ["'self'", `'nonce-${nonce}'`]);
      nonces.add(nonce);
    }
    assert.equal(nonces.size, 5);
  });

  it('may be framed by Teams, Outlook and Microsoft 365 alone, and by the sandbox where that is on', async () => {
    const policy = directives(await get(`${api.base}/tab`));
    assert.deepEqual(policy.get('default-src'), ["'none'"]);
    assert.deepEqual(policy.get('base-uri'), ["'none'"]);
    assert.deepEqual(policy.get('form-action'), ["'none'"]);
    const ancestors = policy.get('frame-ancestors') ?? [];
    assert.equal(ancestors.length, 9);
    assert.ok(ancestors.every(source => source.startsWith('https://')));
    assert.ok(ancestors.includes('https://teams.microsoft.com'));
    const sandbox = await startApi({}, { tabFolder: builtTab() });
    const there = directives(await get(`${sandbox.base}/tab`)).get('frame-ancestors');
    assert.deepEqual(there, ["'self'", ...ancestors]);
    await sandbox.close();
  });

  it('sends its files for ever, compressed as the client takes it', async () => {
    const plain = await ask(api.port, '/tab/assets/tab-1a2b.js');
    assert.match(plain, /Cache-Control: public, max-age=31536000, immutable\r\n/);
    assert.match(plain, /Content-Type: text\/javascript; charset=utf-8\r\n/);
    assert.match(plain, /Vary: Accept-Encoding\r\n/);
    assert.match(plain, /X-Content-Type-Options: nosniff\r\n/);
    assert.ok(plain.endsWith(script));
    assert.match(
      await ask(api.port, '/tab/assets/tab-1a2b.js', 'Accept-Encoding: gzip, br\r\n'),
      /Content-Encoding: br\r\n/,
    );
    assert.match(
      await ask(api.port, '/tab/assets/tab-1a2b.js', 'Accept-Encoding: br;q=0, *;q=0.5\r\n'),
      /Content-Encoding: gzip\r\n/,
    );
    assert.doesNotMatch(
      await ask(api.port, '/tab/assets/tab-1a2b.js', 'Accept-Encoding: identity\r\n'),
      /Content-Encoding/,
    );
    const decoded = await get(`${api.base}/tab/assets/tab-1a2b.js`, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(await decoded.text(), script);
  });

  it('prefers what the build has compressed, and leaves small and compressed files as they are', async () => {
    const built = await get(`${api.base}/tab/assets/built-3c4d.js`, { headers: { 'accept-encoding': 'br' } });
    assert.equal(await built.text(), '"built"');
    const font = await get(`${api.base}/tab/assets/font-5e6f.woff2`);
    assert.equal(font.headers.get('content-encoding'), null);
    assert.equal(font.headers.get('content-type'), 'font/woff2');
    const head = await get(`${api.base}/tab/assets/font-5e6f.woff2`, { method: 'HEAD' });
    assert.equal(head.headers.get('content-length'), '4');
  });

  it('answers 404 for what is not there, and leaves its folder by no path', async () => {
    for (const target of [
      'none-0000.js',
      '',
      '.',
      '..',
      '../secret.json',
      '../index.html',
      '%2e%2e/secret.json',
      '%2e%2e%2fsecret.json',
      '..%2fsecret.json',
      '..%5csecret.json',
      '....//secret.json',
      '%2fetc%2fpasswd',
      '/etc/passwd',
      'sub/tab-1a2b.js',
      'tab-1a2b.js/',
      'tab-1a2b.js%00.js',
      '.hidden.js',
      'built-3c4d.js.br',
      'tab-1a2b.exe',
    ]) {
      const answer = await ask(api.port, `/tab/assets/${target}`);
      // What leads up to /tab by dots is the tab's own page, as every place under it is.
      assert.match(
        answer,
        /^HTTP\/1\.1 (404|400) |^HTTP\/1\.1 200 [\s\S]*<!doctype html><meta property="csp-nonce"/,
        target,
      );
      assert.ok(!answer.includes('secret":true') && !answer.includes('root:'), target);
    }
    await problem(await get(`${api.base}/tab/assets/none-0000.js`), 404, 'not-found');
  });

  it('says in words that it is not built, as a page that Teams can show', async () => {
    const bare = await startApi(realBot, { tabFolder: path.join(newFolder('tab'), 'nothing') });
    const response = await get(`${bare.base}/tab`);
    assert.equal(response.status, 503);
    assert.match(await response.text(), /The tab is not built: run <code>npm start<\/code>/);
    assert.ok(directives(response).get('frame-ancestors')?.includes('https://teams.microsoft.com'));
    await problem(await get(`${bare.base}/tab/assets/tab-1a2b.js`), 404, 'not-found');
    await bare.close();
  });
});

describe('the pages that are open to all', () => {
  let api: Started;
  before(async () => {
    api = await startApi({ ...realBot, APP_NAME: 'A <b> & Co', SUPPORT_EMAIL: 'help@wintro.example' });
  });
  after(() => api.close());

  for (const place of ['/privacy', '/terms', '/support', '/help'])
    it(`${place} is a whole page without scripts, framed by nobody`, async () => {
      const response = await get(`${api.base}${place}`);
      assert.equal(response.status, 200);
      assert.equal(
        response.headers.get('content-security-policy'),
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      );
      const html = await response.text();
      assert.match(html, /^<!doctype html>\n<html lang="en">/);
      assert.ok(html.includes('A &#60;b&#62; &#38; Co') && !html.includes('A <b>'));
      assert.ok(!/<script|style=|onclick|https?:\/\//.test(html));
      assert.match(html, new RegExp(`<a href="${place}" aria-current="page">`));
      assert.match(html, /mailto:help@wintro\.example/);
      assert.equal((await get(`${api.base}${place}`, { method: 'HEAD' })).status, 200);
      for (const [, link = ''] of html.matchAll(/href="(\/[^"#]*)/g))
        assert.equal((await get(`${api.base}${link}`)).status, 200, link);
    });

  it('say what to do when the company is not connected, also where no address is set', async () => {
    const bare = await startApi(realBot);
    for (const place of ['/help', '/support']) {
      const html = await (await get(`${bare.base}${place}`)).text();
      assert.match(html, /Before Wintro works in a company, its IT must approve it once\./);
      assert.ok(!html.includes('undefined'));
    }
    await bare.close();
  });
});
