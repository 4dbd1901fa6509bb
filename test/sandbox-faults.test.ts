import assert from 'node:assert/strict';
import type { NewFault } from '#sandbox/faults.ts';
import type { Sandbox } from '#sandbox/start.ts';
import {
  activitiesOf,
  amara,
  botToken,
  createCaller,
  femke,
  haven,
  jonas,
  linden,
  startWorld,
} from './sandbox-world.ts';

const message = { type: 'message', text: 'hello' };

describe("the sandbox's faults", () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof createCaller>;
  beforeEach(async () => {
    sandbox = await startWorld();
    call = createCaller(sandbox, await botToken(sandbox));
    for (const person of [amara, jonas, femke]) await sandbox.connector.install(person);
  });
  afterEach(() => sandbox.stop());

  const send = (person: string, signal?: AbortSignal) => call('POST', activitiesOf(sandbox, person), message, signal);
  const kept = (person: string) => sandbox.connector.chat(person).entries.length;

  const answered: [NewFault['kind'], number, string][] = [
    ['throttled', 429, 'Throttled'],
    ['bad-gateway', 502, 'BadGateway'],
    ['blocked', 403, 'ConversationBlockedByUser'],
    ['disabled-by-admin', 403, 'BotDisabledByAdmin'],
    ['not-in-roster', 403, 'BotNotInConversationRoster'],
    ['unauthorized', 401, 'BotNotRegistered'],
    ['not-found', 404, 'ConversationNotFound'],
  ];
  for (const [kind, status, code] of answered) {
    it(`${kind}: answers ${status} ${code} and keeps nothing`, async () => {
      sandbox.faults.set({ kind });
      const answer = await send(amara);
      assert.equal(answer.status, status);
      assert.equal(Object(answer.body.error).code, code);
      assert.equal(kept(amara), 0);
    });
  }

  it('throttled: says when to come again', async () => {
    sandbox.faults.set({ kind: 'throttled', retryAfterSeconds: 17 });
    assert.equal((await send(amara)).retryAfter, '17');
  });

  it('not-found: lasts until the conversation is made anew, under another id', async () => {
    const fault = sandbox.faults.set({ kind: 'not-found' });
    const before = activitiesOf(sandbox, amara);
    assert.equal((await send(amara)).status, 404);
    const members = [{ id: sandbox.directory.person(amara)?.teamsId }];
    const created = await call('POST', '', { members, tenantId: linden });
    assert.equal(created.status, 201);
    assert.notEqual(activitiesOf(sandbox, amara), before);
    assert.equal((await send(amara)).status, 201);
    sandbox.faults.clear(fault.id);
    assert.equal((await call('POST', before, message)).status, 404);
  });

  it('silent: never answers, and keeps nothing', async () => {
    sandbox.faults.set({ kind: 'silent', remaining: 1 });
    await assert.rejects(send(amara, AbortSignal.timeout(150)), { name: 'TimeoutError' });
    assert.equal(kept(amara), 0);
    assert.equal((await send(amara)).status, 201);
  });

  it('reset: breaks the connection after the message is kept', async () => {
    sandbox.faults.set({ kind: 'reset', remaining: 1 });
    await assert.rejects(send(amara));
    assert.equal(kept(amara), 1);
    assert.equal(sandbox.log.list({ person: amara }).at(-1)?.status, 0);
  });

  it('slow: answers late', async () => {
    sandbox.faults.set({ kind: 'slow', delayMs: 120 });
    const began = performance.now();
    assert.equal((await send(amara)).status, 201);
    assert.equal(performance.now() - began >= 115, true);
  });

  it("meets one person's chat, one company's, or all", async () => {
    const statuses = async () => [(await send(amara)).status, (await send(jonas)).status, (await send(femke)).status];
    const one = sandbox.faults.set({ kind: 'bad-gateway', scope: { person: amara } });
    assert.deepEqual(await statuses(), [502, 201, 201]);
    sandbox.faults.clear(one.id);
    const company = sandbox.faults.set({ kind: 'bad-gateway', scope: { tenantId: haven } });
    assert.deepEqual(await statuses(), [201, 201, 502]);
    sandbox.faults.clear(company.id);
    sandbox.faults.set({ kind: 'bad-gateway' });
    assert.deepEqual(await statuses(), [502, 502, 502]);
  });

  it('ends after as many requests as it was given', async () => {
    sandbox.faults.set({ kind: 'bad-gateway', remaining: 2 });
    assert.deepEqual(
      [(await send(amara)).status, (await send(jonas)).status, (await send(amara)).status],
      [502, 502, 201],
    );
    assert.deepEqual(sandbox.faults.list(), []);
  });
});
