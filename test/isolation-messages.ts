import assert from 'node:assert/strict';
import { Events, Notifications } from '#core/notifications/model.ts';
import { People } from '#core/people/model.ts';
import { type Company, cloudEvent, type Employee, type Two } from './world.ts';

/** What stands in the database of an organization's people and events. */
async function stateOf({ organization }: Company): Promise<string> {
  const [people, events, notifications] = await Promise.all([
    People.find({ organization }).sort({ emailLower: 1 }).lean(),
    Events.find({ organization, receivedAt: { $gt: new Date(0) } })
      .sort({ receivedAt: -1 })
      .lean(),
    Notifications.find({ organization, event: { $gt: '' } })
      .sort({ event: 1 })
      .lean(),
  ]);
  return JSON.stringify([people, events, notifications]);
}

const verbs = ['review', 'undo-review', 'undo-snooze', 'refresh'];

/** What a person of one organization, or a token of anybody, could try with POST /api/messages. */
export function messageCases(two: () => Two): void {
  /** Bob has a card of his own; what he presses there names Ada's. */
  async function forge() {
    const { world, a, b, eventA } = two();
    const { notification } = await world.card(a.person('ada'), eventA);
    const own = cloudEvent({ recruiters: [b.person('bob').email] });
    await world.post(b.apiKey, own);
    const { id } = await world.card(b.person('bob'), own);
    assert.ok(notification.startsWith(a.organization));
    return { notification, id, bob: b.person('bob') };
  }

  for (const verb of [...verbs, 'snooze'])
    it(`${verb}: a button that names a card of the other organization does nothing and says so`, async () => {
      const { world, a, eventA } = two();
      const { notification, id, bob } = await forge();
      const data = { notification, ...(verb === 'snooze' ? { until: 'tomorrow' } : {}) };
      const before = await stateOf(a);
      const shown = JSON.stringify(world.sandbox.connector.chat(bob.id).entries.find(entry => entry.id === id));

      const executed = await world.sandbox.connector.press(bob.id, id, { type: 'Action.Execute', verb }, data);
      assert.equal(executed.card, undefined);
      assert.match(executed.message ?? '', /no longer there/);

      const said = world.said(bob).length;
      await world.sandbox.connector.press(bob.id, id, { type: 'Action.Submit' }, { ...data, verb });
      const answers = world.said(bob).slice(said);
      assert.equal(answers.length, 1);
      assert.match(answers[0] ?? '', /no longer there/);

      assert.equal(await stateOf(a), before);
      assert.equal(JSON.stringify(world.sandbox.connector.chat(bob.id).entries.find(entry => entry.id === id)), shown);
      assert.ok(!world.said(bob).some(text => text.includes(eventA.data.candidate.fullName)));
    });

  it('a colleague of the same organization cannot press a card that is not theirs either', async () => {
    const { world, a, eventA } = two();
    const { notification } = await world.card(a.person('ada'), eventA);
    const { id } = await world.card(a.person('amy'), eventA);
    const before = await stateOf(a);
    const pressed = await world.sandbox.connector.press(
      a.person('amy').id,
      id,
      { type: 'Action.Execute', verb: 'review' },
      { notification },
    );
    assert.match(pressed.message ?? '', /no longer there/);
    assert.equal(await stateOf(a), before);
  });

  it('an activity that claims another tenant reaches nobody of that tenant', async () => {
    const { world, a, b, eventA } = two();
    const { notification } = await world.card(a.person('ada'), eventA);
    const bob = b.person('bob');
    const before = await Promise.all([stateOf(a), stateOf(b)]);
    const said = world.said(a.person('ada')).length;
    const { status } = await world.sandbox.connector.post({
      ...world.sandbox.connector.draft(bob.id, ''),
      channelData: { tenant: { id: a.tenantId } },
      value: { verb: 'review', notification },
    });
    assert.ok(status < 500);
    assert.deepEqual(await Promise.all([stateOf(a), stateOf(b)]), before);
    assert.equal(world.said(a.person('ada')).length, said);
    assert.ok(!world.said(bob).some(each => each.includes(eventA.data.candidate.fullName)));
  });

  it("takes the Connector's own token", async () => {
    const { world, a } = two();
    const ada = a.person('ada');
    const said = world.said(ada).length;
    const { status } = await world.sandbox.connector.post(world.sandbox.connector.draft(ada.id, 'status'));
    assert.equal(status, 200);
    assert.equal(world.said(ada).length, said + 1);
  });

  const connectorClaims = (two: Two) => ({
    aud: two.world.config.BOT_ID ?? botId,
    serviceurl: two.world.sandbox.connectorUrl,
  });
  const tokens: Record<string, (two: Two, person: Employee) => Promise<string>> = {
    'no token': async () => '',
    'a token for another audience': ({ world }) => world.sandbox.connector.token({ aud: 'somebody-else' }),
    'a token of another issuer': ({ world }) => world.sandbox.connector.token({ iss: 'https://sts.windows.net/x/' }),
    'a token for another service URL': ({ world }) =>
      world.sandbox.connector.token({ serviceurl: 'http://127.0.0.1:1/teams/' }),
    'an expired token': ({ world }) => world.sandbox.connector.token({}, -3_600),
    "a person's own token, by the emulator's route": ({ world }, person) => world.sandbox.entra.emulator(person.id),
    "a person's own token with the Connector's issuer": ({ world }, person) =>
      world.sandbox.entra.emulator(person.id, { claims: { iss: 'https://api.botframework.com' } }),
    "a tab's token": ({ world }, person) => world.sandbox.entra.tab(person.id, botId),
    "a bot's token of another tenant": ({ world, b }) =>
      world.sandbox.entra.application({ clientId: botId, tenantId: b.tenantId, resource: botId }),
    "the Connector's claims, signed by Entra": two =>
      two.world.sandbox.entra.mint({ ...connectorClaims(two), iss: 'https://api.botframework.com' }),
    "the Connector's claims, signed by a stranger": two =>
      two.world.sandbox.entra.mint(
        { ...connectorClaims(two), iss: 'https://api.botframework.com' },
        { foreignKey: true },
      ),
  };
  for (const [what, mint] of Object.entries(tokens))
    it(`refuses ${what} and leaves no trace`, async () => {
      const { world, a } = two();
      const ada = a.person('ada');
      const before = await stateOf(a);
      const said = world.said(ada).length;
      const token = await mint(two(), ada);
      const answers = await Promise.all([
        world.sandbox.connector.post(world.sandbox.connector.draft(ada.id, 'pause 1 hour'), { token }),
        world.sandbox.connector.post(world.sandbox.connector.draftInstallation(ada.id, 'remove'), { token }),
      ]);
      for (const { status } of answers) assert.ok([401, 403].includes(status), String(status));
      assert.equal(await stateOf(a), before);
      assert.equal(world.said(ada).length, said);
    });
}

/** As the product has it in the sandbox. */
const botId = '5a9d0b07-1000-4000-8000-000000000001';
