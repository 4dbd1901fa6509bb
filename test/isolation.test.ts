import assert from 'node:assert/strict';
import { Outbox } from '#core/notifications/outbox.ts';
import { endChildren } from './children.ts';
import { until } from './company.ts';
import { eventCases } from './isolation-events.ts';
import { actionCases, changesCases, homeCases, meCases } from './isolation-home.ts';
import { messageCases } from './isolation-messages.ts';
import { operatorCases } from './isolation-operator.ts';
import { scimRoutes } from './isolation-scim.ts';
import { settingsRoutes } from './isolation-settings.ts';
import { cloudEvent, openWorld, type Two } from './world.ts';

type Cases = (two: () => Two) => void;

/** Every route of `/api/openapi.json`, with what shows that it keeps organizations apart. A new route joins here. */
const routes: Record<string, Cases> = {
  'GET /healthz': tellsNothing('/healthz'),
  'GET /readyz': tellsNothing('/readyz'),
  'GET /metrics': tellsNothing('/metrics'),
  'GET /api/openapi.json': tellsNothing('/api/openapi.json'),
  'POST /api/events': eventCases,
  'POST /api/messages': messageCases,
  'GET /api/me': meCases,
  'GET /api/home': homeCases,
  'GET /api/home/changes': changesCases,
  'POST /api/home/notifications/{notification}/review': actionCases('review'),
  'POST /api/home/notifications/{notification}/undo-review': actionCases('undo-review'),
  'POST /api/home/notifications/{notification}/snooze': actionCases('snooze'),
  'POST /api/home/notifications/{notification}/undo-snooze': actionCases('undo-snooze'),
  // Before SCIM's, in which B's directory asks for things of A by name, which B's own log then holds.
  ...settingsRoutes,
  ...scimRoutes,
};

/** For what is the same for everybody: neither key changes the answer, and nothing of a company is in it. */
function tellsNothing(path: string): Cases {
  return two => {
    it('answers both organizations alike, and nothing of either', async () => {
      const { world, a, b, eventA } = two();
      const answers = await Promise.all(
        [undefined, a.apiKey, b.apiKey].map(async key => {
          const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
          const response = await fetch(`${world.base}${path}`, { headers });
          return { status: response.status, text: await response.text() };
        }),
      );
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200],
      );
      const secrets = [a, b].flatMap(({ organization, domain, name, tenantId, apiKey }) => [
        ...[organization, domain, name, tenantId, apiKey],
      ]);
      for (const { text } of answers)
        for (const secret of [...secrets, eventA.data.candidate.fullName]) assert.ok(!text.includes(secret), secret);
    });
  };
}

describe('data of one organization is never reachable from the other', () => {
  let two: Two;

  before(async () => {
    const world = await openWorld();
    const a = await world.addCompany('ada:admin', 'amy:boss', 'art:member');
    const b = await world.addCompany('bea:admin', 'bob:boss', 'ben:member');
    const eventA = cloudEvent();
    assert.equal((await world.post(a.apiKey, eventA)).status, 202);
    await world.card(a.person('ada'), eventA);
    two = { world, a, b, eventA };
  });

  after(async () => {
    endChildren();
    await two?.world.stop();
  });

  it('has a case for every route that is described', async () => {
    const response = await fetch(`${two.world.base}/api/openapi.json`);
    const { paths }: { paths: Record<string, Record<string, unknown>> } = JSON.parse(await response.text());
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(method => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(described.sort(), Object.keys(routes).sort());
  });

  for (const [route, cases] of Object.entries(routes)) describe(route, () => cases(() => two));

  describe("the operator's commands", () => operatorCases(() => two));

  it('two organizations that post at once never meet', async function () {
    this.timeout(90_000);
    const { world, a, b } = two;
    const jobs = [a, b].map(company => ({ company, events: Array.from({ length: 60 }, () => cloudEvent()) }));
    const posts = jobs.flatMap(({ company, events }) => events.map(event => world.post(company.apiKey, event)));
    for (const { status } of await Promise.all(posts)) assert.equal(status, 202);
    await until(
      () => Outbox.countDocuments({ state: { $in: ['queued', 'claimed'] } }),
      left => left === 0,
      30_000,
    );
    const [ofA, ofB] = jobs.map(({ events }) => events.map(({ data }) => data.candidate.fullName));
    for (const [company, names, own, foreign] of [
      [a, ['ada', 'amy'], ofA, ofB],
      [b, ['bea', 'bob'], ofB, ofA],
    ] as const)
      for (const person of names.map(name => company.person(name))) {
        const said = world.said(person).join();
        assert.deepEqual(
          own?.filter(name => !said.includes(name)),
          [],
        );
        assert.deepEqual(
          foreign?.filter(name => said.includes(name)),
          [],
        );
      }
  });
});
