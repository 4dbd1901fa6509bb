import assert from 'node:assert/strict';
import { Organizations } from '#core/organizations/model.ts';
import { Connections, ProvisioningLog } from '#core/provisioning/model.ts';
import { as, forgeries } from './isolation-home.ts';
import { stageOf, stateOf, tellsNone } from './isolation-scim-stage.ts';
import { base } from './settings-rig.ts';
import type { Company, Two } from './world.ts';

type Cases = (two: () => Two) => void;

const asked = (method: string, body?: unknown): RequestInit => ({
  method,
  ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
});

/** What of A can be named in an address: things that its directory has made. */
async function idsOf(two: Two) {
  const { user, group, secrets } = await stageOf(two);
  const { organization } = two.a;
  const [connection, entry] = await Promise.all([
    Connections.findOne({ organization }).lean(),
    ProvisioningLog.findOne({ organization, 'target.id': user.id }).lean(),
  ]);
  const [token] = connection?.tokens ?? [];
  assert.ok(connection && token && entry);
  const ids = { connection: connection._id, token: token.id, entry: entry._id, user: user.id, group: group.id };
  return { ids, secrets: [...secrets, ...Object.values(ids).map(String), token.ending] };
}

async function all(company: Company): Promise<string> {
  const { organization } = company;
  const [connections, settings] = await Promise.all([
    Connections.find({ organization }, { seen: 0, 'tokens.lastUsedAt': 0 }).lean(),
    Organizations.findById(organization, { guard: 1 }).lean(),
  ]);
  return JSON.stringify([await stateOf(company), connections, settings]);
}

/** What lists or shows a whole. */
function shows(path: string): Cases {
  return two => {
    it('shows nothing of the other organization, by forged tokens neither', async () => {
      const { world, a, b } = two();
      const { secrets } = await idsOf(two());
      const own = await (await as(world, a.person('ada'), `${base}${path}`)).text();
      assert.ok(path.startsWith('/guides') || secrets.some(secret => own.includes(secret)), own);
      for (const claims of [{}, ...forgeries(two())])
        for (const name of ['bea', 'bob'])
          tellsNone(await (await as(world, b.person(name), `${base}${path}`, {}, claims)).text(), secrets);
    });
  };
}

type Ids = Awaited<ReturnType<typeof idsOf>>['ids'];

/** What names something of A, by its id and by one that never was. */
function reaches(kind: keyof Ids, path: (id: string) => string, method = 'GET', body?: (id: string) => unknown): Cases {
  return two => {
    it('answers as for what never was, and changes nothing', async () => {
      const { world, a, b } = two();
      const { ids, secrets } = await idsOf(two());
      const before = await all(a);
      const never = `${ids[kind].slice(0, -4)}none`;
      const ask = async (id: string, claims = {}) => {
        const response = await as(world, b.person('bea'), `${base}${path(id)}`, asked(method, body?.(id)), claims);
        const text = (await response.text()).replace(/"requestId":"[^"]+"/, '');
        return { status: response.status, text };
      };
      const [foreign, unknown] = [await ask(ids[kind]), await ask(never)];
      assert.equal(foreign.status, 404, foreign.text);
      assert.equal(foreign.text.replaceAll(ids[kind], never), unknown.text);
      tellsNone(foreign.text.replaceAll(ids[kind], ''), secrets);
      for (const claims of forgeries(two())) assert.ok([401, 404].includes((await ask(ids[kind], claims)).status));
      assert.equal(await all(a), before);
    });
  };
}

/** What changes the organization of who asks, and no other. */
function changes(path: string, method: string, body: unknown): Cases {
  return two => {
    it('changes nothing of the other organization', async () => {
      const { world, a, b } = two();
      const { secrets } = await idsOf(two());
      const before = await all(a);
      for (const claims of [{}, ...forgeries(two())]) {
        const response = await as(world, b.person('bea'), `${base}${path}`, asked(method, body), claims);
        tellsNone(await response.text(), secrets);
      }
      assert.equal(await all(a), before);
    });
  };
}

const role = () => ({ role: 'admin' });
const reason = { reason: 'because' };
const from = new Date().toISOString();

export const settingsRoutes: Record<string, Cases> = {
  [`GET ${base}`]: shows(''),
  [`GET ${base}/guides/entra`]: shows('/guides/entra'),
  [`GET ${base}/guides/okta`]: shows('/guides/okta'),
  [`GET ${base}/guides/auth0`]: shows('/guides/auth0'),
  [`GET ${base}/groups`]: shows('/groups?limit=200'),
  [`GET ${base}/log`]: shows('/log?limit=200'),
  [`GET ${base}/log/export`]: shows('/log/export?format=csv'),
  [`GET ${base}/log/{entry}`]: reaches('entry', id => `/log/${id}`),
  [`POST ${base}/tokens`]: reaches(
    'connection',
    () => '/tokens',
    'POST',
    connection => ({ connection }),
  ),
  [`POST ${base}/tokens/{token}/revoke`]: reaches('token', id => `/tokens/${id}/revoke`, 'POST'),
  [`PUT ${base}/connections/{connection}/required`]: reaches(
    'connection',
    id => `/connections/${id}/required`,
    'PUT',
    () => ({ required: 'short' }),
  ),
  [`POST ${base}/groups/{group}/role/preview`]: reaches('group', id => `/groups/${id}/role/preview`, 'POST', role),
  [`PUT ${base}/groups/{group}/role`]: reaches('group', id => `/groups/${id}/role`, 'PUT', role),
  [`POST ${base}/people/{person}/enable`]: reaches(
    'user',
    id => `/people/${id}/enable`,
    'POST',
    () => reason,
  ),
  [`GET ${base}/merge/preview`]: reaches('user', id => `/merge/preview?keep=${id}&drop=per_x`),
  [`POST ${base}/merge`]: reaches(
    'user',
    () => '/merge',
    'POST',
    keep => ({ keep, drop: 'per_x' }),
  ),
  [`PUT ${base}/guard`]: changes('/guard', 'PUT', { threshold: 3 }),
  [`POST ${base}/guard/restore`]: changes('/guard/restore', 'POST', { ...reason, from }),
  [`POST ${base}/guard/intended`]: changes('/guard/intended', 'POST', { from }),
};
