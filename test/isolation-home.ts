import assert from 'node:assert/strict';
import { type Home, home } from '#api/home/contract.ts';
import { me } from '#api/me/contract.ts';
import { Events, Notifications } from '#core/notifications/model.ts';
import { problem } from './api-client.ts';
import { until } from './company.ts';
import { type Company, cloudEvent, type Employee, type Two, type World } from './world.ts';

type Claims = Record<string, unknown>;

/** A request as that person, with the token that Teams gives the tab; claims can be other ones. */
export async function as(
  world: World,
  person: Employee,
  path: string,
  init: RequestInit = {},
  claims: Claims = {},
): Promise<Response> {
  const { sandbox, config, base } = world;
  const clientId = sandboxTab(config.AAD_APP_CLIENT_ID);
  const token = await sandbox.entra.tab(person.id, clientId, { claims });
  return fetch(`${base}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
}

/** As the product has it in the sandbox. */
const sandboxTab = (given: string | undefined): string => given ?? '5a9d0b07-1000-4000-8000-000000000003';

async function readHome(world: World, person: Employee): Promise<Home> {
  return home.parse(await (await as(world, person, '/api/home')).json());
}

/** Tokens of B's Bea that claim to be of company A, or A's Ada. */
export function forgeries({ a, b }: Two): Claims[] {
  const [iss, tid] = [`https://login.microsoftonline.com/${a.tenantId}/v2.0`, a.tenantId];
  const { email } = a.person('ada');
  return [
    { tid },
    { iss },
    { iss, tid },
    { oid: a.person('ada').id },
    { email, preferred_username: email, upn: email },
  ].map(claims => ({ ...claims, organization: a.organization, name: b.name }));
}

export function meCases(two: () => Two): void {
  it('names the organization of the tenant that signed the person in, whatever else the token claims', async () => {
    const { world, a, b } = two();
    const seen = new Set<string>();
    for (const claims of forgeries(two())) {
      const response = await as(world, b.person('bea'), '/api/me', {}, claims);
      const text = await response.text();
      for (const secret of [a.organization, a.domain, a.person('ada').name]) assert.ok(!text.includes(secret));
      seen.add(response.status === 200 ? me.parse(JSON.parse(text)).organization : String(response.status));
    }
    assert.deepEqual(seen, new Set(['401', b.organization]));
  });
}

export function homeCases(two: () => Two): void {
  it('shows nothing of the other organization, to its recruiters and by forged tokens', async () => {
    const { world, a, b } = two();
    const event = cloudEvent();
    await world.post(a.apiKey, event);
    const { fullName } = event.data.candidate;
    assert.ok(JSON.stringify(await readHome(world, a.person('ada'))).includes(fullName));
    for (const claims of [{}, ...forgeries(two())])
      for (const name of ['bea', 'bob']) {
        const text = await (await as(world, b.person(name), '/api/home', {}, claims)).text();
        for (const secret of [a.organization, a.domain, fullName]) assert.ok(!text.includes(secret), secret);
      }
  });
}

export function changesCases(two: () => Two): void {
  it('says nothing of what happens in the other organization', async () => {
    const { world, a, b } = two();
    const control = new AbortController();
    const streams = await Promise.all(
      [a.person('ada'), b.person('bea')].map(async person => {
        const response = await as(world, person, '/api/home/changes', { signal: control.signal });
        assert.equal(response.status, 200);
        return count(response);
      }),
    );
    const [ofA, ofB] = streams;
    assert.ok(ofA && ofB);
    // What other tests have left under way settles.
    await quiet(() => ofA() + ofB());
    const [beforeA, beforeB] = [ofA(), ofB()];
    await world.post(a.apiKey, cloudEvent());
    await until(ofA, seen => seen > beforeA);
    await quiet(ofA);
    assert.equal(ofB(), beforeB);
    control.abort();
  });
}

/** Reads on until the stream ends; answers what says how many changes it has told so far. */
function count(response: Response): () => number {
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  };
  read().catch(() => undefined);
  return () => text.split('event: changed').length - 1;
}

async function quiet(look: () => number): Promise<void> {
  let [last, since] = [look(), Date.now()];
  await until(
    look,
    seen => {
      if (seen !== last) [last, since] = [seen, Date.now()];
      return Date.now() - since > 3_500;
    },
    18_000,
  );
}

export function actionCases(verb: string): (two: () => Two) => void {
  return two => {
    it('has nothing at the notifications of the other organization, as at those that do not exist', async () => {
      const { world, a, b } = two();
      const [event] = (await readHome(world, a.person('ada'))).latest;
      assert.ok(event);
      assert.ok(event.notification.startsWith(a.organization));
      const before = await stateOf(a);
      const body = JSON.stringify({ until: new Date(Date.now() + 3_600_000).toISOString() });
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      const details = new Set<string>();
      for (const id of [event.notification, `${event.notification}x`]) {
        const path = `/api/home/notifications/${encodeURIComponent(id)}/${verb}`;
        for (const name of ['bea', 'bob'])
          details.add((await problem(await as(world, b.person(name), path, init), 404, 'not-found')).detail);
        for (const claims of forgeries(two())) {
          const { status } = await as(world, b.person('bea'), path, init, claims);
          assert.ok([401, 404].includes(status), String(status));
        }
      }
      assert.equal(details.size, 1);
      assert.equal(await stateOf(a), before);
    });
  };
}

async function stateOf({ organization }: Company): Promise<string> {
  const [events, notifications] = await Promise.all([
    Events.find({ organization, receivedAt: { $gt: new Date(0) } }, { reviewed: 1, version: 1 })
      .sort({ receivedAt: -1 })
      .lean(),
    Notifications.find({ organization, event: { $gt: '' } }, { snoozedUntil: 1 })
      .sort({ event: 1 })
      .lean(),
  ]);
  return JSON.stringify([events, notifications]);
}
