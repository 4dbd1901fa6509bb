import assert from 'node:assert/strict';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Sandbox } from '#sandbox/start.ts';
import {
  activitiesOf,
  amara,
  bot,
  botToken,
  createCaller,
  type FakeProduct,
  linden,
  startFakeProduct,
  startWorld,
} from './sandbox-world.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';
const card = (text: string) => ({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] });
const cardMessage = (text: string) => ({
  type: 'message',
  summary: text,
  attachments: [{ contentType: cardType, content: card(text) }],
});

describe('what people do in the stand-in for Teams', () => {
  let sandbox: Sandbox;
  let product: FakeProduct;
  beforeEach(async () => {
    product = await startFakeProduct();
    sandbox = await startWorld({ productUrl: product.url });
  });
  afterEach(async () => {
    await sandbox.stop();
    await product.stop();
  });

  async function postCard(text: string): Promise<string> {
    const call = createCaller(sandbox, await botToken(sandbox));
    return String((await call('POST', activitiesOf(sandbox, amara), cardMessage(text))).body.id);
  }

  const shownCard = () => sandbox.connector.chat(amara).entries.at(-1)?.activity.attachments?.[0]?.content;

  it('tells the bot of an install with a signed installationUpdate and conversationUpdate', async () => {
    assert.deepEqual(await sandbox.connector.install(amara), { status: 200 });
    assert.deepEqual(product.heard.map(({ body }) => body.type).sort(), ['conversationUpdate', 'installationUpdate']);
    const install = product.heard.find(({ body }) => body.type === 'installationUpdate');
    const activity = install?.body ?? {};
    assert.equal(install?.path, '/api/messages');
    assert.equal(activity.action, 'add');
    assert.equal(activity.channelId, 'msteams');
    assert.equal(activity.serviceUrl, sandbox.connectorUrl);
    assert.deepEqual(activity.recipient, { id: `28:${bot.id}`, name: 'Wintro' });
    assert.deepEqual(activity.from, { id: sandbox.directory.person(amara)?.teamsId, aadObjectId: amara });
    assert.deepEqual(activity.conversation, {
      conversationType: 'personal',
      tenantId: linden,
      id: sandbox.connector.chat(amara).conversationId,
    });
    const keys = createRemoteJWKSet(new URL(`${sandbox.botLoginUrl}/v1/.well-known/keys`));
    const { payload } = await jwtVerify(String(install?.authorization).slice('Bearer '.length), keys, {
      issuer: 'https://api.botframework.com',
      audience: bot.id,
    });
    assert.equal(payload.serviceurl, activity.serviceUrl);
  });

  it('tells of an uninstall, and nothing of a block', async () => {
    await sandbox.connector.install(amara);
    product.heard.length = 0;
    assert.deepEqual(sandbox.connector.block(amara, true), { status: 200 });
    assert.equal(product.heard.length, 0);
    sandbox.connector.block(amara, false);
    await sandbox.connector.uninstall(amara);
    assert.deepEqual(
      product.heard.map(({ body }) => [body.type, body.action]),
      [['installationUpdate', 'remove']],
    );
  });

  it('sends a message as Teams does, with locale, time zone and the text as HTML', async () => {
    await sandbox.connector.install(amara);
    await sandbox.connector.write(amara, 'what is <new>?');
    const activity = product.heard.at(-1)?.body ?? {};
    assert.equal(activity.type, 'message');
    assert.equal(activity.text, 'what is <new>?');
    assert.equal(activity.localTimezone, 'Europe/Berlin');
    assert.match(String(activity.localTimestamp), /\+0[12]:00$/);
    assert.deepEqual(activity.attachments, [{ contentType: 'text/html', content: '<p>what is &lt;new&gt;?</p>' }]);
    assert.match(JSON.stringify(activity.entities), /"timezone":"Europe\/Berlin","type":"clientInfo"/);
  });

  it('does not let somebody write to a bot that is blocked or not installed', async () => {
    await assert.rejects(sandbox.connector.write(amara, 'hi'), { status: 409 });
    await sandbox.connector.install(amara);
    sandbox.connector.block(amara, true);
    await assert.rejects(sandbox.connector.write(amara, 'hi'), { status: 409 });
  });

  it('sends Action.Execute as an invoke and puts the answered card in the place of the old one', async () => {
    await sandbox.connector.install(amara);
    const id = await postCard('old');
    product.answer({ status: 200, body: { statusCode: 200, type: cardType, value: card('new') } });
    const action = { type: 'Action.Execute', verb: 'reviewed', title: 'Mark as reviewed' };
    const pressed = await sandbox.connector.press(amara, id, action, { notification: 'n1' });
    assert.deepEqual(pressed, { status: 200, card: card('new') });
    const invoke = product.heard.at(-1)?.body ?? {};
    assert.equal(invoke.name, 'adaptiveCard/action');
    assert.equal(invoke.replyToId, id);
    assert.deepEqual(invoke.value, { action: { ...action, data: { notification: 'n1' } }, trigger: 'manual' });
    assert.deepEqual(shownCard(), card('new'));
  });

  const failed = 'Something went wrong. Please try again.';
  const answers: [string, { status: number; body?: unknown }, string][] = [
    ['a message', message('application/vnd.microsoft.activity.message', 'Done.'), 'Done.'],
    ['an error', message('application/vnd.microsoft.error', { code: 'x', message: 'Not yours.' }), 'Not yours.'],
    ['a failed invoke', { status: 500 }, failed],
    ['an answer without a body', { status: 200 }, failed],
  ];
  function message(type: string, value: unknown) {
    return { status: 200, body: { statusCode: 200, type, value } };
  }
  for (const [what, answer, shown] of answers) {
    it(`shows ${what} and leaves the card`, async () => {
      await sandbox.connector.install(amara);
      const id = await postCard('old');
      product.answer(answer);
      const pressed = await sandbox.connector.press(amara, id, { type: 'Action.Execute', verb: 'x' }, {});
      assert.equal(pressed.message, shown);
      assert.equal(pressed.card, undefined);
      assert.deepEqual(shownCard(), card('old'));
    });
  }

  it('sends Action.Submit as a message with a value', async () => {
    await sandbox.connector.install(amara);
    const id = await postCard('old');
    await sandbox.connector.press(amara, id, { type: 'Action.Submit' }, { verb: 'snooze' });
    const activity = product.heard.at(-1)?.body ?? {};
    assert.equal(activity.type, 'message');
    assert.deepEqual(activity.value, { verb: 'snooze' });
    assert.equal(activity.replyToId, id);
    assert.equal('text' in activity, false);
  });

  it('says 502 when the bot does not answer', async () => {
    sandbox.pointAt('http://127.0.0.1:9');
    assert.deepEqual(await sandbox.connector.install(amara), { status: 502 });
  });
});
