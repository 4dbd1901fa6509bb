import assert from 'node:assert/strict';
import type { SandboxState } from '#sandbox/page/contract.ts';
import type { Sandbox } from '#sandbox/start.ts';
import { amara, type FakeProduct, linden, startFakeProduct, startWorld } from './sandbox-world.ts';

describe("the sandbox page's interface", () => {
  let sandbox: Sandbox;
  let product: FakeProduct;
  let loadFailure: Error | undefined;
  let loaded: { tenantId: string; people: unknown[] }[];
  beforeEach(async () => {
    loaded = [];
    loadFailure = undefined;
    let handle: Sandbox['handle'] = async () => {};
    product = await startFakeProduct((req, res) => handle(req, res));
    sandbox = await startWorld({
      productUrl: product.url,
      async loadCompany(company) {
        if (loadFailure) throw loadFailure;
        loaded.push(company);
        return { apiKey: `key-${loaded.length}` };
      },
    });
    handle = sandbox.handle;
  });
  afterEach(async () => {
    await sandbox.stop();
    await product.stop();
  });

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${product.url}/sandbox${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : undefined };
  }

  const readState = async (): Promise<SandboxState> => (await ask('GET', '/api/state')).body;

  it('loads a sample company, makes it in the product and installs the bot for its recruiters', async () => {
    assert.deepEqual((await readState()).samples, ['Linden & Park', 'Havenlicht']);
    const { status, body } = await ask('POST', '/api/samples', { name: 'Linden & Park' });
    assert.equal(status, 201);
    assert.equal(body.people.length, 8);
    assert.deepEqual(
      body.people.map((person: { role: string; bot: string }) => `${person.role} ${person.bot}`),
      [...['admin', 'boss', 'boss'].map(role => `${role} installed`), ...Array(5).fill('member absent')],
    );
    assert.equal(loaded[0]?.tenantId, body.tenantId);
    assert.equal(loaded[0]?.people.length, 8);
    assert.equal(product.heard.filter(({ body: heard }) => heard.type === 'installationUpdate').length, 3);
    assert.deepEqual((await readState()).samples, ['Havenlicht']);
  });

  it('loads a sample again after the product has lost its data, with a fresh key', async () => {
    const { body: company } = await ask('POST', '/api/samples', { name: 'Havenlicht' });
    const event = { tenantId: company.tenantId, body: { specversion: '1.0' } };
    product.answer({ status: 401, body: { title: 'Unauthorized' } });
    assert.equal((await ask('POST', '/api/events', event)).body.status, 401);
    product.answer(undefined);
    assert.equal((await readState()).samples.includes('Havenlicht'), true);
    assert.equal((await ask('POST', '/api/events', event)).status, 409);
    product.heard.length = 0;
    assert.equal((await ask('POST', '/api/samples', { name: 'Havenlicht' })).status, 201);
    assert.equal(
      product.heard.filter(({ body }) => body.type === 'installationUpdate' && body.action === 'add').length,
      3,
    );
    await ask('POST', '/api/events', event);
    assert.equal(product.heard.at(-1)?.authorization, 'Bearer key-2');
  });

  it('says what the product said when it did not take the company', async () => {
    loadFailure = new Error('the database is away');
    const answer = await ask('POST', '/api/samples', { name: 'Havenlicht' });
    assert.equal(answer.status, 502);
    assert.match(answer.body.error, /the database is away/);
    assert.equal((await readState()).samples.includes('Havenlicht'), true);
  });

  it("posts one example of each kind with the company's key and shows what the product said", async () => {
    const { body: company } = await ask('POST', '/api/samples', { name: 'Linden & Park' });
    const { body: examples } = await ask('GET', `/api/examples?tenantId=${company.tenantId}`);
    assert.deepEqual(
      examples.map((example: { type: string }) => example.type),
      ['candidate.matched', 'candidate.referred', 'candidate.recommended', 'action.required'],
    );
    product.answer({ status: 202, body: { accepted: 1 } });
    for (const example of examples) {
      assert.equal(example.body.type, example.type);
      assert.equal(example.body.source, '/sandbox');
      const { body } = await ask('POST', '/api/events', { tenantId: company.tenantId, body: example.body });
      assert.deepEqual(body, { status: 202, body: { accepted: 1 } });
      assert.equal(product.heard.at(-1)?.path, '/api/events');
      assert.equal(product.heard.at(-1)?.authorization, 'Bearer key-1');
      assert.deepEqual(product.heard.at(-1)?.body, example.body);
    }
  });

  it('writes, installs, blocks, sets faults and empties the mailbox', async () => {
    assert.deepEqual((await ask('POST', '/api/installs', { person: amara, installed: true })).body, { status: 200 });
    assert.deepEqual((await ask('POST', '/api/messages', { person: amara, text: 'help' })).body, { status: 200 });
    assert.deepEqual((await ask('POST', '/api/blocks', { person: amara, blocked: true })).body, { status: 200 });
    const fault = await ask('POST', '/api/faults', { scope: { tenantId: linden }, kind: 'silent', remaining: 2 });
    assert.equal(fault.status, 201);
    const state = await readState();
    assert.equal(state.chats[amara]?.[0]?.text, 'help');
    assert.deepEqual(state.faults, [fault.body]);
    const people = state.companies.find(company => company.tenantId === linden)?.people;
    assert.equal(people?.find(person => person.id === amara)?.bot, 'blocked');
    assert.equal((await ask('DELETE', `/api/faults/${fault.body.id}`)).status, 204);
    assert.equal((await ask('DELETE', `/api/faults/${fault.body.id}`)).status, 404);
    assert.equal((await ask('DELETE', '/api/mails')).status, 204);
  });

  it('sends the state at once and again after a change', async () => {
    const response = await fetch(`${product.url}/sandbox/api/changes`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.match((await reader?.read())?.value ?? '', /^retry: 1000\nevent: state\ndata: \{/);
    sandbox.faults.set({ kind: 'slow' });
    assert.match((await reader?.read())?.value ?? '', /^event: state\ndata: .*"kind":"slow"/);
    await reader?.cancel();
  });

  const refused: [string, number, () => ReturnType<typeof ask>][] = [
    [
      "another site's page",
      403,
      () => ask('POST', '/api/faults', { kind: 'slow' }, { origin: 'https://evil.example' }),
    ],
    ["another site's deletion", 403, () => ask('DELETE', '/api/mails', undefined, { origin: 'http://127.0.0.1:1' })],
    ['a form', 415, () => ask('POST', '/api/faults', '{"kind":"slow"}', { 'content-type': 'text/plain' })],
    ['what is not JSON', 400, () => ask('POST', '/api/faults', '{')],
    ['an unknown fault', 400, () => ask('POST', '/api/faults', { kind: 'meteor' })],
    ['an unknown person', 404, () => ask('POST', '/api/messages', { person: 'nobody', text: 'x' })],
    ['an unknown route', 404, () => ask('GET', '/api/nothing')],
    ['another method', 405, () => ask('PUT', '/api/faults', {})],
    ['a body too large', 413, () => ask('POST', '/api/messages', { person: amara, text: 'x'.repeat(3_000_000) })],
  ];
  for (const [what, status, attempt] of refused) {
    it(`refuses ${what} with ${status} and a message`, async () => {
      const answer = await attempt();
      assert.equal(answer.status, status);
      assert.equal(typeof answer.body.error, 'string');
      assert.deepEqual(sandbox.faults.list(), []);
    });
  }

  it("takes a change from the product's own page", async () => {
    assert.equal((await ask('POST', '/api/faults', { kind: 'slow' }, { origin: product.url })).status, 201);
  });

  it('serves the page and its parts, TypeScript as JavaScript', async () => {
    const page = await ask('GET', '');
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'; style-src 'self'/);
    const script = await ask('GET', '/assets/main.ts');
    assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
    assert.doesNotMatch(script.text, /import type|interface /);
    const cards = await ask('GET', '/assets/adaptivecards.js');
    assert.match(cards.headers.get('content-type') ?? '', /^text\/javascript/);
    assert.match(cards.text, /AdaptiveCard/);
    for (const path of ['/assets/none.css', '/assets/..%2fstart.ts', '/assets/%2e%2e/start.ts', '/elsewhere'])
      assert.equal((await ask('GET', path)).status, 404);
  });
});
