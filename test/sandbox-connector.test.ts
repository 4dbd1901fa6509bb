import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { Sandbox } from '#sandbox/start.ts';
import { activitiesOf, amara, bot, botToken, createCaller, haven, jonas, linden, startWorld } from './sandbox-world.ts';

const message = { type: 'message', text: 'hello', summary: 'Hello' };

describe('the stand-in for the Bot Connector', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof createCaller>;
  beforeEach(async () => {
    sandbox = await startWorld();
    sandbox.connector.configure({ throttle: false });
    call = createCaller(sandbox, await botToken(sandbox));
    await sandbox.connector.install(amara);
  });
  afterEach(() => sandbox.stop());

  it('keeps, changes and deletes a message', async () => {
    const path = activitiesOf(sandbox, amara);
    const sent = await call('POST', path, message);
    assert.equal(sent.status, 201);
    const id = String(sent.body.id);
    assert.match(id, /^\d{13}$/);
    assert.deepEqual(await call('PUT', `${path}/${id}`, { ...message, text: 'changed' }), {
      status: 200,
      retryAfter: null,
      body: { id },
    });
    const [entry] = sandbox.connector.chat(amara).entries;
    assert.equal(entry?.activity.text, 'changed');
    assert.ok(entry?.updatedAt);
    assert.equal((await call('DELETE', `${path}/${id}`)).status, 200);
    assert.equal(sandbox.connector.chat(amara).entries[0]?.deleted, true);
    assert.equal((await call('PUT', `${path}/${id}`, message)).status, 404);
  });

  it('takes a reply and a typing sign, but keeps only the message', async () => {
    const path = activitiesOf(sandbox, amara);
    assert.equal((await call('POST', `${path}/1`, message)).status, 201);
    assert.equal((await call('POST', path, { type: 'typing' })).status, 201);
    assert.equal((await call('POST', path, { type: 'nonsense' })).status, 400);
    assert.equal(sandbox.connector.chat(amara).entries.length, 1);
  });

  it('describes the member of the chat', async () => {
    const path = activitiesOf(sandbox, amara).replace('/activities', '');
    const teamsId = sandbox.directory.person(amara)?.teamsId ?? '';
    const expected = {
      id: teamsId,
      name: 'Amara Okafor',
      givenName: 'Amara',
      surname: 'Okafor',
      objectId: amara,
      aadObjectId: amara,
      email: 'amara.okafor@linden.example',
      userPrincipalName: 'amara.okafor@linden.example',
      tenantId: linden,
      userRole: 'user',
    };
    assert.deepEqual((await call('GET', `${path}/members`)).body, [expected]);
    assert.deepEqual((await call('GET', `${path}/pagedmembers`)).body, { members: [expected] });
    assert.deepEqual((await call('GET', `${path}/members/${encodeURIComponent(teamsId)}`)).body, expected);
    const other = sandbox.directory.person(jonas)?.teamsId ?? '';
    assert.equal((await call('GET', `${path}/members/${encodeURIComponent(other)}`)).status, 404);
  });

  it('gives the chat that is there to who creates it', async () => {
    const members = [{ id: sandbox.directory.person(amara)?.teamsId }];
    const created = await call('POST', '', { members, channelData: { tenant: { id: linden } }, activity: message });
    assert.equal(created.status, 201);
    assert.equal(created.body.id, sandbox.connector.chat(amara).conversationId);
    assert.equal(created.body.activityId, sandbox.connector.chat(amara).entries[0]?.id);
    assert.equal((await call('POST', '', { members })).status, 400);
    assert.equal((await call('POST', '', { members, tenantId: haven })).status, 403);
  });

  const states: [string, () => Promise<unknown> | unknown, number, string][] = [
    ['a person without the bot', () => sandbox.connector.uninstall(amara), 403, 'BotNotInConversationRoster'],
    ['a person who blocked it', () => sandbox.connector.block(amara, true), 403, 'ConversationBlockedByUser'],
  ];
  for (const [what, prepare, status, code] of states) {
    it(`answers ${status} ${code} for ${what}`, async () => {
      await prepare();
      const answer = await call('POST', activitiesOf(sandbox, amara), message);
      assert.equal(answer.status, status);
      assert.equal(Object(answer.body.error).code, code);
    });
  }

  it('words a block as a subCode within the message when asked to', async () => {
    sandbox.connector.configure({ blockedShape: 'subcode' });
    sandbox.connector.block(amara, true);
    const answer = await call('POST', activitiesOf(sandbox, amara), message);
    assert.equal(answer.status, 403);
    assert.equal(answer.body.errorCode, 209);
    assert.equal(JSON.parse(String(answer.body.message)).subCode, 'MessageWritesBlocked');
  });

  it('answers 404 for a conversation that is not there and 413 for a message too large', async () => {
    const gone = await call('POST', '/a%3Anothing/activities', message);
    assert.equal(gone.status, 404);
    assert.equal(Object(gone.body.error).code, 'ConversationNotFound');
    const large = await call('POST', activitiesOf(sandbox, amara), { type: 'message', text: 'x'.repeat(60_000) });
    assert.equal(large.status, 413);
    assert.equal(Object(large.body.error).code, 'MessageSizeTooBig');
  });

  const strangers: [string, () => Promise<string>][] = [
    ['no token', async () => ''],
    ["a tab's token", () => sandbox.entra.tab(amara, 'https://api.botframework.com')],
    ['a token of another audience', () => botToken(sandbox, { scope: 'https://graph.microsoft.com/.default' })],
    ['an ended token', () => mint({ lifetimeSeconds: -900 })],
    ['a token of another application', () => mint({ clientId: jonas })],
    ['a token of another tenant', () => mint({ tenantId: linden })],
    ["the Connector's own token", () => sandbox.connector.token({ aud: 'https://api.botframework.com' })],
  ];
  function mint(changes: { clientId?: string; tenantId?: string; lifetimeSeconds?: number }): Promise<string> {
    const resource = 'https://api.botframework.com';
    return sandbox.entra.application({ clientId: bot.id, tenantId: bot.tenantId, resource, ...changes });
  }
  for (const [what, make] of strangers) {
    it(`answers 401 to ${what}`, async () => {
      const stranger = createCaller(sandbox, await make());
      assert.equal((await stranger('POST', activitiesOf(sandbox, amara), message)).status, 401);
      assert.equal(sandbox.connector.chat(amara).entries.length, 0);
    });
  }

  it('answers 412 to a second write to one chat at the same time', async () => {
    sandbox.connector.configure({ latencyMs: 50 });
    const path = activitiesOf(sandbox, amara);
    const answers = await Promise.all([call('POST', path, message), call('POST', path, message)]);
    assert.deepEqual(answers.map(answer => answer.status).sort(), [201, 412]);
  });

  it('logs each request with its person, status and attempt', async () => {
    sandbox.log.clear();
    await call('POST', activitiesOf(sandbox, amara), message);
    await call('POST', activitiesOf(sandbox, amara), message);
    const entries = sandbox.log.list({ person: amara });
    assert.deepEqual(
      entries.map(({ method, status, attempt, tenantId }) => ({ method, status, attempt, tenantId })),
      [1, 2].map(attempt => ({ method: 'POST', status: 201, attempt, tenantId: linden })),
    );
    assert.equal(entries[1]?.activityId, sandbox.connector.chat(amara).entries[1]?.id);
    assert.equal(sandbox.log.counts()['connector 201'], 2);
  });

  it('refuses a foreign Host header', async () => {
    const { port } = sandbox;
    const status = await new Promise(resolve => {
      request({ port, host: '127.0.0.1', path: '/bot-login/x', headers: { host: 'evil.example' } }, res => {
        res.resume();
        resolve(res.statusCode);
      }).end();
    });
    assert.equal(status, 421);
  });
});
