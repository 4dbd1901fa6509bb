import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import restify from 'restify';
import { createBot } from '#bot/start.ts';
import { DomainError } from '#core/errors.ts';
import { readConfig } from '#env/config.ts';
import { freePort } from './places.ts';

const botId = '3f1e0c52-0000-4000-8000-00000000000b';
const customer = '9b0cc2d5-0000-4000-8000-000000000001';
const connectorIssuer = 'https://api.botframework.com';
const statuses = { unauthorized: 401, forbidden: 403, invalid: 400 } as const;

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Sent = { url: string; body: Record<string, unknown> };

let microsoft: Server;
let origin: string;
let product: restify.Server;
let address: string;
let keys: Keys;
let strangersKeys: Keys;
let sent: Sent[] = [];
let metadataAsked = 0;
const logged: string[] = [];

function portOf(listening: AddressInfo | string | null): number {
  if (listening === null || typeof listening === 'string') throw new Error('not listening on a port');
  return listening.port;
}

async function startMicrosoft(): Promise<void> {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', use: 'sig', endorsements: ['msteams'] };
  microsoft = createServer(async (req, res) => {
    let text = '';
    for await (const chunk of req) text += chunk;
    const answer = (body: unknown) => res.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (req.url === '/v1/.well-known/openidconfiguration') {
      metadataAsked++;
      return answer({ issuer: connectorIssuer, jwks_uri: `${origin}/keys` });
    }
    if (req.url === '/keys') return answer({ keys: [jwk] });
    if (req.url?.includes('/oauth2/')) return answer({ token_type: 'Bearer', expires_in: 3600, access_token: 't' });
    sent.push({ url: req.url ?? '', body: JSON.parse(text) });
    return answer({ id: 'act_1' });
  });
  const port = await freePort();
  await new Promise<void>(resolve => microsoft.listen(port, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${portOf(microsoft.address())}`;
}

async function startProduct(): Promise<void> {
  const config = readConfig({
    BOT_ID: botId,
    SECRET_BOT_PASSWORD: 'secret',
    BOT_TENANT_ID: '3f1e0c52-0000-4000-8000-00000000000c',
    ENTRA_URL: origin,
    BOT_LOGIN_URL: origin,
    BOT_SERVICE_HOSTS: '127.0.0.1',
  });
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const bot = createBot({ config, log });
  product = restify.createServer();
  product.use(restify.plugins.bodyParser({ mapParams: false }));
  product.post('/api/messages', async (req: restify.Request, res: restify.Response) => bot.messages(req, res));
  product.on('restifyError', (_req, res: restify.Response, error: unknown, done: () => void) => {
    const known = error instanceof DomainError && error.code in statuses;
    const code = known ? error.code : 'bug';
    const status = known ? Number(new Map<string, number>(Object.entries(statuses)).get(error.code)) : 500;
    res.sendRaw(status, JSON.stringify({ code }), { 'content-type': 'application/problem+json' });
    return done();
  });
  await new Promise<void>(resolve => product.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${portOf(product.address())}/api/messages`;
}

type Claims = { iss?: string; aud?: string; serviceurl?: string; [claim: string]: string | undefined };

function token(claims: Claims = {}, key: Keys = keys, expiresIn = '1h'): Promise<string> {
  const { iss = connectorIssuer, aud = botId, ...others } = claims;
  return new SignJWT({ serviceurl: `${origin}/`, ...others })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(key.privateKey);
}

function message(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: 'in_1',
    text: 'help',
    channelId: 'msteams',
    serviceUrl: `${origin}/`,
    from: { id: '29:rae' },
    recipient: { id: `28:${botId}` },
    conversation: { id: 'a:chat', conversationType: 'personal' },
    ...changes,
  };
}

async function post(body: unknown, bearer: string | undefined): Promise<number> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer === undefined ? {} : { authorization: bearer }) },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

describe('An activity at the bot’s door', () => {
  before(async () => {
    keys = await generateKeyPair('RS256');
    strangersKeys = await generateKeyPair('RS256');
    await startMicrosoft();
    await startProduct();
  });
  after(async () => {
    await new Promise<void>(resolve => product.close(() => resolve()));
    microsoft.closeAllConnections();
    microsoft.close();
  });
  beforeEach(() => {
    sent = [];
  });

  it('is let in with a token of the Connector, and answered', async () => {
    assert.equal(await post(message(), `Bearer ${await token()}`), 200);
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.url, '/v3/conversations/a%3Achat/activities/in_1');
  });

  const refused: [string, number, () => Promise<[unknown, string | undefined]>][] = [
    ['no token', 401, async () => [message(), undefined]],
    ['something else than a bearer token', 401, async () => [message(), 'Basic abc']],
    ['a token that is none', 401, async () => [message(), 'Bearer a.b.c']],
    ['a token of another issuer', 401, async () => [message(), `Bearer ${await token({ iss: 'https://evil.test' })}`]],
    [
      'an Entra token of some tenant for our own id, as the emulator sends it',
      401,
      async () => {
        const iss = `https://login.microsoftonline.com/${customer}/v2.0`;
        return [message(), `Bearer ${await token({ iss, tid: customer, azp: botId, ver: '2.0' })}`];
      },
    ],
    [
      'an older Entra token of some tenant',
      401,
      async () => {
        const iss = `https://sts.windows.net/${customer}/`;
        return [message(), `Bearer ${await token({ iss, tid: customer, appid: botId, ver: '1.0' })}`];
      },
    ],
    ['a token for another bot', 401, async () => [message(), `Bearer ${await token({ aud: customer })}`]],
    ['a token signed by somebody else', 401, async () => [message(), `Bearer ${await token({}, strangersKeys)}`]],
    ['a token that has ended', 401, async () => [message(), `Bearer ${await token({}, keys, '-1h')}`]],
    [
      'a token for another service URL',
      401,
      async () => [message(), `Bearer ${await token({ serviceurl: 'https://smba.trafficmanager.net/emea/' })}`],
    ],
    ['no service URL', 400, async () => [message({ serviceUrl: undefined }), `Bearer ${await token()}`]],
    ['an empty service URL', 403, async () => [message({ serviceUrl: '' }), `Bearer ${await token()}`]],
    [
      'a service URL at a foreign host, even where the token names it',
      403,
      async () => {
        const serviceUrl = 'https://evil.test/';
        return [message({ serviceUrl }), `Bearer ${await token({ serviceurl: serviceUrl })}`];
      },
    ],
    ['another channel', 400, async () => [message({ channelId: 'emulator' }), `Bearer ${await token()}`]],
    [
      'the channel that skips the checks',
      400,
      async () => [message({ channelId: 'AseChannel' }), `Bearer ${await token()}`],
    ],
    ['a body that is no activity', 400, async () => [['x'], `Bearer ${await token()}`]],
  ];
  for (const [what, status, make] of refused)
    it(`is refused with ${status} for ${what}, and nothing is done`, async () => {
      const [body, bearer] = await make();
      assert.equal(await post(body, bearer), status);
      assert.equal(sent.length, 0);
    });

  it('makes no call out for a token that is not the Connector’s', async () => {
    const before = metadataAsked;
    await post(message(), `Bearer ${await token({ iss: 'https://evil.test' })}`);
    assert.equal(metadataAsked, before);
  });

  it('is told kindly, without detail, when a turn fails', async () => {
    logged.length = 0;
    const tenant = { channelData: { tenant: { id: customer } } };
    const from = { id: '29:rae', aadObjectId: '9b0cc2d5-0000-4000-8000-000000000002' };
    const failing = message({
      ...tenant,
      from,
      conversation: { id: 'a:chat', conversationType: 'personal' },
      value: { verb: 'no such' },
    });
    assert.equal(await post(failing, `Bearer ${await token()}`), 200);
    assert.match(String(sent[0]?.body.text), /Nothing was changed/);
    assert.equal(logged.length, 1);
  });

  it('answers a button that cannot be understood with an error the person can act on', async () => {
    const invoke = message({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { verb: 'evil', data: {} } },
    });
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: JSON.stringify(invoke),
    });
    const body = await response.json();
    assert.deepEqual([response.status, body.statusCode, body.type], [200, 400, 'application/vnd.microsoft.error']);
    assert.match(body.value.message, /Nothing was changed/);
  });
});
