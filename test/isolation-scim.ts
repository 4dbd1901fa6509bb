import assert from 'node:assert/strict';
import { type Answer, type Ask, type Stage, stageOf, stateOf, tellsNone } from './isolation-scim-stage.ts';
import { aUser, patch, schemas } from './scim-rig.ts';
import type { Two } from './world.ts';

/** Filters that A's person or group meets. */
const filters = ({ user, group }: Stage): string[] => [
  `userName eq "${user.userName}"`,
  `externalId eq "${user.externalId}"`,
  `emails[type eq "work"].value eq "${user.userName}"`,
  `id eq "${user.id}"`,
  `id eq "${group.id}"`,
  `groups.value eq "${group.id}"`,
  `groups.display eq "Circle of A"`,
  'displayName eq "Circle of A"',
  `members.value eq "${user.id}"`,
  'title co "keeper"',
  `not (title eq "x") and title pr`,
];

/** Every way to list, by the address and by a body. */
function listCases(path: string, method: 'GET' | 'POST'): (two: () => Two) => void {
  const query = (filter?: string): Record<string, unknown> => ({ count: 200, ...(filter ? { filter } : {}) });
  const ask = (as: Ask, filter?: string): Promise<Answer> => {
    if (method === 'POST') return as(path, 'POST', query(filter));
    return as(`${path}?${new URLSearchParams({ count: '200', ...(filter ? { filter } : {}) })}`);
  };
  return two => {
    it('lists and finds nothing of the other organization', async () => {
      const stage = await stageOf(two());
      const own = await Promise.all([undefined, ...filters(stage)].map(filter => ask(stage.asA, filter)));
      assert.ok(own.some(({ text }) => text.includes(stage.user.id) || text.includes(stage.group.id)));
      for (const filter of [undefined, ...filters(stage)]) {
        const { status, text, body } = await ask(stage.asB, filter);
        assert.ok([200, 400].includes(status), text);
        if (status === 200) tellsNone(text, stage.secrets);
        if (filter && status === 200) assert.equal(body.totalResults, 0, filter);
      }
    });
  };
}

/** One resource of A, asked for or changed by B's directory. */
function resourceCases(kind: 'Users' | 'Groups', method: 'GET' | 'PUT' | 'PATCH' | 'DELETE') {
  return (two: () => Two): void => {
    it('answers as for what never was, and changes nothing', async () => {
      const { a } = two();
      const { asB, user, group, secrets } = await stageOf(two());
      const { id } = kind === 'Users' ? user : group;
      const bodies: Record<string, unknown> = {
        PUT: kind === 'Users' ? { ...user, title: 'taken' } : { ...group, displayName: 'taken' },
        PATCH: patch({ op: 'replace', path: 'displayName', value: 'taken' }),
      };
      const before = await stateOf(a);
      const never = `${id.slice(0, -4)}none`;
      const [foreign, unknown] = await Promise.all(
        [id, never].map(each => asB(`/${kind}/${each}?attributes=groups,members,userName`, method, bodies[method])),
      );
      assert.equal(foreign?.status, 404);
      assert.equal(foreign?.text.replaceAll(id, never), unknown?.text);
      tellsNone(foreign?.text.replaceAll(id, '') ?? '', secrets);
      assert.equal(await stateOf(a), before);
    });
  };
}

function createUserCases(two: () => Two): void {
  it('makes a person of its own of the same names, ids and addresses', async () => {
    const { a } = two();
    const { asB, user, group } = await stageOf(two());
    const before = await stateOf(a);
    const { status, body, text } = await asB('/Users', 'POST', {
      ...user,
      title: 'Own',
      department: 'Own',
      groups: [],
    });
    assert.equal(status, 201, text);
    assert.notEqual(body.id, user.id);
    tellsNone(text, [user.id, group.id, a.organization]);
    assert.equal(await stateOf(a), before);
    assert.equal((await asB(`/Users/${body.id}`, 'DELETE')).status, 204);
    assert.equal(await stateOf(a), before);
  });

  it('shows nothing of a manager whom it names by an id of the other', async () => {
    const { b } = two();
    const { asB, user } = await stageOf(two());
    const manager = { [schemas.enterprise]: { manager: { value: user.id } } };
    const { body } = await asB('/Users', 'POST', aUser(b.domain, manager));
    const shown = JSON.stringify((await asB(`/Users/${body.id}`)).body);
    tellsNone(shown, [user.displayName, user.userName, user.externalId]);
    await asB(`/Users/${body.id}`, 'DELETE');
  });
}

function createGroupCases(two: () => Two): void {
  it('takes no member of the other organization, and may have its name', async () => {
    const { a } = two();
    const { asB, user, group } = await stageOf(two());
    const before = await stateOf(a);
    const made = await asB('/Groups', 'POST', { ...group, members: [{ value: user.id }] });
    assert.deepEqual([made.status, made.body.members], [201, []], made.text);
    assert.notEqual(made.body.id, group.id);
    for (const [method, body] of [
      ['PATCH', patch({ op: 'add', path: 'members', value: [{ value: user.id }] })],
      ['PATCH', patch({ op: 'replace', path: 'members', value: [{ value: user.id }] })],
      ['PUT', { displayName: 'Circle of A', members: [{ value: user.id }] }],
    ] as const)
      assert.ok((await asB(`/Groups/${made.body.id}`, method, body)).status < 300);
    assert.deepEqual((await asB(`/Groups/${made.body.id}`)).body.members, []);
    await asB(`/Groups/${made.body.id}`, 'DELETE');
    assert.equal(await stateOf(a), before);
  });
}

function bulkCases(two: () => Two): void {
  it('reaches nothing of the other organization by any operation', async () => {
    const { a } = two();
    const { asB, user, group, groupOfB } = await stageOf(two());
    const before = await stateOf(a);
    const rename = patch({ op: 'replace', path: 'displayName', value: 'taken' });
    const at = [`/Users/${user.id}`, `/Groups/${group.id}`];
    const { body } = await asB('/Bulk', 'POST', {
      schemas: [schemas.bulk],
      Operations: [
        ...at.map(path => ({ method: 'PATCH', path, data: rename })),
        ...at.map(path => ({ method: 'DELETE', path })),
        { method: 'PUT', path: at[0], data: user },
        { method: 'PUT', path: at[1], data: group },
        {
          method: 'PATCH',
          path: `/Groups/${groupOfB}`,
          data: patch({ op: 'add', path: 'members', value: [{ value: user.id }] }),
        },
      ],
    });
    const statuses = body.Operations.map(({ status }: { status: string }) => status);
    assert.deepEqual(statuses, [...Array(6).fill('404'), '204']);
    assert.deepEqual((await asB(`/Groups/${groupOfB}`)).body.members, []);
    assert.equal(await stateOf(a), before);
  });
}

/** For what is the same for every directory. */
function alikeCases(path: string, method = 'GET', expected = 200): (two: () => Two) => void {
  return two => {
    it('answers both organizations alike, and nothing of either', async () => {
      const { asA, asB, secrets } = await stageOf(two());
      const body = ['POST', 'PUT', 'PATCH'].includes(method) ? {} : undefined;
      const [ofA, ofB] = await Promise.all([asA, asB].map(ask => ask(path, method, body)));
      assert.deepEqual([ofA?.status, ofB?.status], [expected, expected]);
      assert.equal(ofA?.text, ofB?.text);
      tellsNone(ofA?.text ?? '', secrets);
    });
  };
}

const base = '/api/scim/v2';

/** Every route of SCIM, with what shows that a token of one organization reaches nothing of the other. */
export const scimRoutes: Record<string, (two: () => Two) => void> = {
  [`GET ${base}`]: listCases('', 'GET'),
  [`POST ${base}/.search`]: listCases('/.search', 'POST'),
  ...Object.fromEntries(
    (['Users', 'Groups'] as const).flatMap(kind => [
      [`GET ${base}/${kind}`, listCases(`/${kind}`, 'GET')],
      [`POST ${base}/${kind}/.search`, listCases(`/${kind}/.search`, 'POST')],
      [`POST ${base}/${kind}`, kind === 'Users' ? createUserCases : createGroupCases],
      ...(['GET', 'PUT', 'PATCH', 'DELETE'] as const).map(method => [
        `${method} ${base}/${kind}/{id}`,
        resourceCases(kind, method),
      ]),
    ]),
  ),
  [`POST ${base}/Bulk`]: bulkCases,
  ...Object.fromEntries(
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(method => [`${method} ${base}/Me`, alikeCases('/Me', method, 501)]),
  ),
  [`GET ${base}/ServiceProviderConfig`]: alikeCases('/ServiceProviderConfig'),
  [`GET ${base}/Schemas`]: alikeCases('/Schemas'),
  [`GET ${base}/Schemas/{id}`]: alikeCases(`/Schemas/${schemas.user}`),
  [`GET ${base}/ResourceTypes`]: alikeCases('/ResourceTypes'),
  [`GET ${base}/ResourceTypes/{id}`]: alikeCases('/ResourceTypes/User'),
};
