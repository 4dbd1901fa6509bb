import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DirectoryState } from '#sandbox/page/directory-contract.ts';
import type { Sandbox } from '#sandbox/start.ts';
import { until } from './company.ts';
import { amara, type FakeProduct, femke, haven, linden, startFakeProduct, startWorld } from './sandbox-world.ts';
import { type ScimTarget, startScimTarget, targetToken } from './scim-target.ts';

describe("the interface of the page's Directory panel", () => {
  let sandbox: Sandbox;
  let product: FakeProduct;
  let target: ScimTarget;
  beforeEach(async () => {
    let handle: Sandbox['handle'] = async () => {};
    product = await startFakeProduct((req, res) => handle(req, res));
    target = await startScimTarget();
    sandbox = await startWorld({ productUrl: product.url });
    handle = sandbox.handle;
  });
  afterEach(async () => {
    await sandbox.stop();
    await product.stop();
    await target.stop();
  });

  async function ask(method: string, route: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${product.url}/sandbox/api${route}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text === '' ? undefined : JSON.parse(text) };
  }
  const at = (route: string, tenant = linden) => `/directories/${tenant}${route}`;
  const post = (route: string, body: object = {}) => ask('POST', at(route), body);
  const state = async (tenant = linden): Promise<DirectoryState> => {
    const { body } = await ask('GET', '/state');
    return body.directories.find((one: DirectoryState) => one.tenantId === tenant);
  };
  const connect = () => post('/connection', { url: target.url, token: targetToken });
  async function runCycle(mode = 'changes'): Promise<DirectoryState> {
    assert.equal((await post('/cycles', { mode })).status, 202);
    return until(state, ({ running }) => running === undefined);
  }

  it("begins with each company's people, the product's tenant URL and the command for a token", async () => {
    const { people, groups, connection, tokenCommand } = await state();
    assert.deepEqual([people.total, people.assigned, people.provisioned, groups], [2, 2, 0, 1]);
    assert.deepEqual(connection, { url: `${product.url}/api/scim/v2`, dialect: 'entra', tokenEnding: '' });
    assert.equal(tokenCommand, 'npm run wintro -- scim-token create --organization linden.example --provider entra');
    assert.equal((await state(haven)).people.total, 1);
  });

  it('keeps the token to itself', async () => {
    await connect();
    assert.equal((await post('/tests')).body.authorized, true);
    await runCycle();
    const shown = await Promise.all([ask('GET', '/state'), ask('GET', at('/log')), ask('GET', at('/log/1'))]);
    for (const { status, text } of shown) assert.equal(`${status} ${text.includes(targetToken)}`, '200 false');
    assert.equal((await state()).connection.tokenEnding, 'cret');
  });

  it('runs a cycle in the background and shows how it ended', async () => {
    await connect();
    const { last, people } = await runCycle();
    assert.deepEqual([last?.end, last?.created, people.provisioned], ['finished', 3, 2]);
    const { body } = await ask('GET', at('/log?status=Success&q=Amara'));
    assert.deepEqual(
      body.entries.map(({ action }: { action: string }) => action),
      ['Create'],
    );
    assert.equal((await ask('GET', at(`/log/${body.entries[0].id}`))).body.steps.length, 2);
    assert.equal((await state(haven)).people.provisioned, 0);
  });

  it('refuses a second cycle and another connection while one runs, and stops it', async () => {
    await connect();
    target.meet(() => ({ status: 503 }));
    await post('/cycles');
    assert.equal((await post('/cycles')).body.error, 'A cycle is running already.');
    assert.equal((await post('/connection', { url: 'http://127.0.0.1:9' })).status, 409);
    await post('/cycles/stop');
    assert.equal((await until(state, ({ running }) => running === undefined)).last?.end, 'stopped');
  });

  it('changes people and groups, and Teams shows the new name', async () => {
    await connect();
    const { body: hired } = await post('/users', { givenName: 'Noor', surname: 'Vos', mail: 'noor@linden.example' });
    const { body: group } = await post('/groups', { displayName: 'Buyers' });
    await post(`/users/${amara}`, { surname: 'Adeyemi', department: 'Legal', enabled: false, groups: [group.id] });
    assert.equal(sandbox.directory.person(amara)?.name, 'Amara Adeyemi');
    assert.equal(sandbox.directory.person(hired.id)?.email, 'noor@linden.example');
    await runCycle();
    const there = [...target.users.values()].find(({ externalId }) => externalId === amara);
    assert.deepEqual([there?.displayName, there?.active], ['Amara Adeyemi', false]);
    await post(`/groups/${group.id}`, { displayName: 'Purchasing' });
    await post(`/users/${hired.id}`, { softDeleted: true });
    await runCycle();
    assert.ok([...target.groups.values()].some(({ displayName }) => displayName === 'Purchasing'));
    await post(`/users/${hired.id}/purge`);
    await post(`/groups/${group.id}/delete`);
    assert.equal((await runCycle()).last?.deleted, 2);
    const { body } = await ask('GET', at('/users?q=amara&show=disabled'));
    assert.deepEqual([body.total, body.users[0].department, body.users[0].provisioned], [1, 'Legal', true]);
  });

  it('lets things happen to many, and loads a whole company', async () => {
    assert.deepEqual((await post('/load', { people: 120, groups: 9 })).status, 200);
    const loaded = await state();
    assert.deepEqual([loaded.people.total, loaded.groups], [120, 9]);
    assert.equal((await post('/happenings', { what: 'leave', count: 7 })).body.done, 7);
    assert.equal((await post('/happenings', { what: 'unassign', count: 5000 })).body.done, 120);
    assert.equal((await post('/churn', { count: 10 })).body.hire, 2);
    const { people, revision } = await state();
    assert.deepEqual([people.total, people.assigned, people.disabled], [122, 2, people.disabled]);
    assert.ok(revision > loaded.revision);
  });

  it('provisions one person on demand', async () => {
    await connect();
    const { body } = await post(`/users/${amara}/provision`);
    assert.deepEqual([body.action, body.status, body.steps.length], ['Create', 'Success', 2]);
    assert.equal(target.users.size, 1);
  });

  const refused: [string, number, () => ReturnType<typeof ask>][] = [
    ['a cycle without a token', 409, () => post('/cycles')],
    ['an unknown company', 404, () => ask('POST', at('/cycles', 'nowhere'), {})],
    ["another site's page", 403, () => ask('POST', at('/cycles'), {}, { origin: 'https://evil.example' })],
    ['a tenant URL that is none', 400, () => post('/connection', { url: 'ftp://files' })],
    ['an unknown person', 404, () => ask('GET', at(`/users/${femke}`))],
    [
      'an address that is taken',
      409,
      () => post('/users', { givenName: 'A', surname: '', mail: 'amara.okafor@linden.example' }),
    ],
    ['too many at once', 400, () => post('/happenings', { what: 'hire', count: 1_000_000 })],
  ];
  for (const [what, status, attempt] of refused)
    it(`refuses ${what} with ${status} and a message`, async () => {
      const answer = await attempt();
      assert.equal(answer.status, status);
      assert.equal(typeof answer.body.error, 'string');
    });

  it('keeps people, connection and what was sent across a restart, and forgets them at a reset', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
    const stateFile = path.join(folder, 'sandbox.json');
    try {
      const first = await startWorld({ stateFile });
      first.directories.of(linden).connect({ url: target.url, token: targetToken });
      await first.directories.of(linden).cycle('changes');
      await first.stop();
      const second = await startWorld({ stateFile });
      const one = second.directories.of(linden);
      assert.equal((await one.cycle('changes')).total, 0);
      assert.equal(one.record.connection.token, targetToken);
      second.reset();
      assert.deepEqual(second.directories.states(), []);
      await second.stop();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
