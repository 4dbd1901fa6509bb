import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdapter } from '#bot/adapter.ts';
import { createDeliver } from '#bot/deliver.ts';
import type { Deliver, Item, Parcel } from '#core/notifications/contract.ts';
import { readConfig } from '#env/config.ts';

type Seen = { method: string; url: string; body: Record<string, unknown>; authorization: string | undefined };
type Scripted = { status: number; body?: unknown; headers?: Record<string, string> } | 'reset' | 'silent';

const deadlineMs = 400;
let server: Server;
let base: string;
let seen: Seen[] = [];
let script: Scripted[] = [];
let tokenStatus = 200;
let tokensAsked = 0;
let deliver: Deliver;

const item: Item = {
  notification: 'ntf_1',
  type: 'candidate.referred',
  time: new Date('2026-05-14T08:04:00Z'),
  data: { candidate: { id: 'c1', fullName: 'Sam Roth' }, job: { id: 'j1', title: 'Platform Engineer' } },
};

function parcel(changes: Partial<Parcel> = {}): Parcel {
  return {
    organization: 'org_1',
    entraTenantId: '9b0cc2d5-0000-4000-8000-000000000001',
    entraObjectId: '9b0cc2d5-0000-4000-8000-000000000002',
    recipient: {
      id: 'per_1',
      displayName: 'Rae Roe',
      givenName: 'Rae',
      email: 'rae@contoso.test',
      locale: 'en-GB',
      timeZone: 'Europe/Amsterdam',
    },
    address: { serviceUrl: base, conversationId: 'a:chat', userId: '29:rae', botId: '28:bot' },
    items: [item],
    now: new Date('2026-05-14T08:10:00Z'),
    ...changes,
  };
}

function fault(status: number, code: string, message = 'no'): Scripted {
  return { status, body: { error: { code, message } } };
}

async function start(): Promise<void> {
  server = createServer(async (req, res) => {
    let text = '';
    for await (const chunk of req) text += chunk;
    if (req.url?.includes('/oauth2/v2.0/token')) {
      tokensAsked++;
      res.writeHead(tokenStatus, { 'content-type': 'application/json' });
      const refusal = { error: 'invalid_client', error_description: 'AADSTS7000215: wrong secret' };
      const token = { token_type: 'Bearer', expires_in: 3600, access_token: `token-${tokensAsked}` };
      return res.end(JSON.stringify(tokenStatus === 200 ? token : refusal));
    }
    seen.push({
      method: req.method ?? '',
      url: req.url ?? '',
      body: JSON.parse(text || '{}'),
      authorization: req.headers.authorization,
    });
    const next = script.shift() ?? { status: 201, body: { id: `act_${seen.length}` } };
    if (next === 'silent') return;
    if (next === 'reset') return req.socket.resetAndDestroy();
    res.writeHead(next.status, { 'content-type': 'application/json', ...next.headers });
    res.end(JSON.stringify(next.body ?? {}));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${addressOf(server).port}/teams/`;
}

function addressOf(listening: Server): AddressInfo {
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address;
}

function makeDeliver(env: Record<string, string> = {}): Deliver {
  const origin = new URL(base).origin;
  const config = readConfig({
    BOT_ID: '3f1e0c52-0000-4000-8000-00000000000b',
    SECRET_BOT_PASSWORD: 'secret',
    BOT_TENANT_ID: '3f1e0c52-0000-4000-8000-00000000000c',
    ENTRA_URL: origin,
    BOT_LOGIN_URL: origin,
    BOT_SERVICE_HOSTS: '127.0.0.1',
    CONNECTOR_DEADLINE_MS: String(deadlineMs),
    ...env,
  });
  return createDeliver(createAdapter(config));
}

describe('Delivering a card', () => {
  before(start);
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    seen = [];
    script = [];
    tokenStatus = 200;
    deliver = makeDeliver();
  });

  it('posts it to the chat as a message of its own, naming tenant and person', async () => {
    assert.deepEqual(await deliver(parcel()), { kind: 'sent', activityId: 'act_1' });
    assert.equal(seen.length, 1);
    const [request] = seen;
    assert.equal(`${request?.method} ${request?.url}`, 'POST /teams/v3/conversations/a%3Achat/activities');
    assert.match(request?.authorization ?? '', /^Bearer token-/);
    assert.equal(request?.body.summary, 'Sam Roth referred for Platform Engineer');
    assert.deepEqual(request?.body.channelData, { tenant: { id: '9b0cc2d5-0000-4000-8000-000000000001' } });
    assert.equal('replyToId' in (request?.body ?? {}), false);
    assert.match(JSON.stringify(request?.body.conversation), /"tenantId":"9b0cc2d5-0000-4000-8000-000000000001"/);
    assert.match(JSON.stringify(request?.body.recipient), /"aadObjectId":"9b0cc2d5-0000-4000-8000-000000000002"/);
  });

  it('replaces a card that is there', async () => {
    assert.deepEqual(await deliver(parcel({ activityId: 'act_9' })), { kind: 'sent', activityId: 'act_9' });
    assert.equal(`${seen[0]?.method} ${seen[0]?.url}`, 'PUT /teams/v3/conversations/a%3Achat/activities/act_9');
  });

  it('asks for one token for many sends', async () => {
    const before = tokensAsked;
    await Promise.all(Array.from({ length: 8 }, () => deliver(parcel())));
    assert.equal(tokensAsked, before + 1);
  });

  const table: [string, Scripted, Record<string, unknown>][] = [
    [
      '429 with Retry-After',
      { status: 429, headers: { 'retry-after': '7' } },
      { kind: 'retry', throttled: true, afterMs: 7000 },
    ],
    ['429 without', { status: 429 }, { kind: 'retry', throttled: true, afterMs: undefined }],
    ['412', fault(412, 'PreconditionFailed'), { kind: 'retry', throttled: undefined, code: 'PreconditionFailed' }],
    ['500', fault(500, 'ServiceError'), { kind: 'unclear' }],
    ['502', { status: 502 }, { kind: 'unclear' }],
    ['a reset connection', 'reset', { kind: 'unclear' }],
    ['silence', 'silent', { kind: 'unclear', code: 'DEADLINE' }],
    ['403 ConversationBlockedByUser', fault(403, 'ConversationBlockedByUser'), { kind: 'blocked' }],
    [
      '403 with MessageWritesBlocked inside its message',
      fault(403, 'Forbidden', '{"subCode":"MessageWritesBlocked","details":null}'),
      { kind: 'blocked', code: 'MessageWritesBlocked' },
    ],
    [
      '403 with MessageWritesBlocked and no error around it',
      {
        status: 403,
        body: { errorCode: 209, message: '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "errorCode": null\r\n}' },
      },
      { kind: 'blocked', code: 'MessageWritesBlocked' },
    ],
    ['403 BotNotInConversationRoster', fault(403, 'BotNotInConversationRoster'), { kind: 'not-installed' }],
    ['404 BotNotInConversationRoster', fault(404, 'BotNotInConversationRoster'), { kind: 'not-installed' }],
    ['403 BotDisabledByAdmin', fault(403, 'BotDisabledByAdmin'), { kind: 'tenant-disabled' }],
    ['another 403', fault(403, 'Forbidden'), { kind: 'failed' }],
    ['401', fault(401, 'BotNotRegistered'), { kind: 'misconfigured', code: 'BotNotRegistered' }],
    ['413', fault(413, 'MessageSizeTooBig'), { kind: 'failed', code: 'MessageSizeTooBig' }],
    ['400', fault(400, 'BadSyntax'), { kind: 'failed', code: 'BadSyntax' }],
  ];
  for (const [answer, scripted, expected] of table)
    it(`takes ${answer} for ${expected.kind}, after one try`, async () => {
      script = [scripted];
      const outcome: Record<string, unknown> = await deliver(parcel());
      for (const [key, value] of Object.entries(expected)) assert.equal(outcome[key], value, key);
      assert.equal(seen.length, 1);
    });

  it('reads Retry-After given as a date', async () => {
    script = [{ status: 429, headers: { 'retry-after': new Date(Date.now() + 30_000).toUTCString() } }];
    const outcome = await deliver(parcel());
    assert.ok(outcome.kind === 'retry' && outcome.afterMs && outcome.afterMs > 25_000 && outcome.afterMs <= 30_000);
  });

  it('takes a refused connection for retry', async () => {
    const closed = createServer();
    await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve));
    const { port } = addressOf(closed);
    await new Promise(resolve => closed.close(resolve));
    const address = { ...parcel().address, serviceUrl: `http://127.0.0.1:${port}/` };
    const outcome = await deliver(parcel({ address }));
    assert.deepEqual([outcome.kind, 'code' in outcome && outcome.code], ['retry', 'ECONNREFUSED']);
  });

  it('sends nothing, and no token, to a host that is not the Connector’s', async () => {
    const address = { ...parcel().address, serviceUrl: base.replace('127.0.0.1', 'localhost') };
    const outcome = await deliver(parcel({ address }));
    assert.deepEqual([outcome.kind, 'code' in outcome && outcome.code], ['failed', 'ForeignHost']);
    assert.equal(seen.length, 0);
  });

  it('makes a chat that is gone once more, and sends there', async () => {
    script = [fault(404, 'ConversationNotFound'), { status: 201, body: { id: 'a:new' } }];
    assert.deepEqual(await deliver(parcel()), { kind: 'sent', activityId: 'act_3', conversationId: 'a:new' });
    assert.deepEqual(
      seen.map(({ method, url }) => `${method} ${url}`),
      [
        'POST /teams/v3/conversations/a%3Achat/activities',
        'POST /teams/v3/conversations',
        'POST /teams/v3/conversations/a%3Anew/activities',
      ],
    );
    assert.equal(seen[1]?.body.tenantId, '9b0cc2d5-0000-4000-8000-000000000001');
    assert.match(JSON.stringify(seen[1]?.body.members), /"id":"29:rae"/);
  });

  for (const status of [403, 404])
    it(`takes ${status} on making the chat anew for not installed`, async () => {
      script = [fault(404, 'ConversationNotFound'), fault(status, 'Forbidden')];
      assert.equal((await deliver(parcel())).kind, 'not-installed');
      assert.equal(seen.length, 2);
    });

  it('says that a card to be replaced is no longer there', async () => {
    script = [fault(404, 'ActivityNotFoundInConversation')];
    const outcome = await deliver(parcel({ activityId: 'act_9' }));
    assert.deepEqual(outcome, {
      kind: 'failed',
      reason: 'the card is no longer there',
      code: 'ActivityNotFoundInConversation',
    });
    assert.equal(seen.length, 1);
  });

  it('says that our registration is wrong when Entra refuses a token, and sends nothing', async () => {
    tokenStatus = 401;
    const outcome = await deliver(parcel());
    assert.deepEqual([outcome.kind, 'code' in outcome && outcome.code], ['misconfigured', 'AADSTS7000215']);
    assert.equal(seen.length, 0);
  });

  it('tries again later when Entra fails or cannot be reached', async () => {
    tokenStatus = 503;
    assert.equal((await deliver(parcel())).kind, 'retry');
    assert.equal((await makeDeliver({ ENTRA_URL: 'http://127.0.0.1:1' })(parcel())).kind, 'retry');
  });

  it('asks for a new token after a 401', async () => {
    script = [fault(401, 'Unauthorized')];
    await deliver(parcel());
    await deliver(parcel());
    assert.notEqual(seen[0]?.authorization, seen[1]?.authorization);
  });
});
