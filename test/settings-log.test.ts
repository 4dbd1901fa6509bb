import assert from 'node:assert/strict';
import { log, logEntry, merge, restored, security } from '#api/settings/security/contract.ts';
import { People } from '#core/people/model.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { problem } from './api-client.ts';
import { answered, openSettingsRig, type SettingsRig, scimPatch, scimUser } from './settings-rig.ts';

const off = scimPatch({ op: 'Replace', path: 'active', value: 'False' });

describe('Settings → Security: the provisioning log, the guard and merges', function () {
  this.timeout(120_000);
  let rig: SettingsRig;
  let token: string;
  const ids = new Map<string, string>();

  const create = async (name: string, given: string, family: string): Promise<string> => {
    const body = scimUser(`${name}@${rig.a.domain}`, given, family);
    const response = await rig.scim(token, 'POST', '/Users', body);
    const { id }: { id: string } = await response.json();
    assert.equal(response.status, 201);
    ids.set(name, id);
    return id;
  };
  const read = async (query = '', name = 'amy') => answered(await rig.a.as(name, `/log${query}`), log.parse);
  const shown = ({ entries }: { entries: { verb: string; target: { name: string } }[] }) =>
    entries.map(({ verb, target }) => `${verb} ${target.name}`);
  const isActive = async (name: string) => (await People.findById(ids.get(name)).lean())?.active;

  before(async () => {
    rig = await openSettingsRig();
    ({ token } = await createToken(rig.a.ctx, { provider: 'entra' }));
    await create('cy', 'Cy', 'Young');
    await create('dee', 'Dee', 'Ford');
    await rig.scim(token, 'PATCH', `/Users/${ids.get('cy')}`, off);
    await rig.scim(token, 'PATCH', `/Users/${ids.get('cy')}`, off);
    const { name: _, ...nameless } = scimUser(`noor@${rig.a.domain}`, 'Noor', 'Amrani');
    assert.equal((await rig.scim(token, 'POST', '/Users', nameless)).status, 400);
    await rig.settle();
  });
  after(() => rig.close());

  it('lists what was done and refused, newest first', async () => {
    const { entries, next } = await read();
    assert.deepEqual(
      entries.map(({ verb }) => verb),
      ['failure', 'skip', 'disable', 'create', 'create'],
    );
    assert.equal(next, undefined);
    const [failure, , disable] = entries;
    assert.match(failure?.reason ?? '', /givenName/);
    assert.ok(failure?.mend && failure.requestId && failure.request === 'POST /Users');
    assert.deepEqual(disable?.changes, [{ attribute: 'active', before: 'true', after: 'false' }]);
    assert.equal(disable?.actor, 'Entra ID');
  });

  it('finds by verb, errors, words, whom and time, all at once', async () => {
    assert.equal((await read('?verbs=create,disable')).entries.length, 3);
    assert.deepEqual(
      (await read('?errors=true')).entries.map(({ verb }) => verb),
      ['failure'],
    );
    assert.deepEqual(shown(await read('?q=FORD')), ['create Dee Ford']);
    assert.equal((await read(`?target=${ids.get('cy')}`)).entries.length, 3);
    assert.equal((await read(`?target=${ids.get('cy')}&verbs=skip&q=young`)).entries.length, 1);
    const hour = new Date(Date.now() + 3_600_000).toISOString();
    assert.equal((await read(`?from=${hour}`)).entries.length, 0);
    assert.equal((await read(`?to=${hour}`)).entries.length, 5);
    const [first] = (await read()).entries;
    assert.equal((await read(`?q=${first?.requestId}`)).entries.length, 1);
  });

  it('goes on page by page', async () => {
    const first = await read('?limit=3');
    const second = await read(`?limit=3&after=${first.next}`);
    assert.deepEqual([...shown(first), ...shown(second)], shown(await read()));
    assert.equal(second.next, undefined);
  });

  it('refuses a question that it does not understand, and says where', async () => {
    const { errors } = await problem(await rig.a.as('amy', '/log?verbs=created&from=yesterday'), 400, 'invalid');
    assert.deepEqual(
      errors?.map(({ field }) => field.split('.')[0]),
      ['verbs', 'from'],
    );
    await problem(await rig.a.as('amy', '/log?after=nowhere'), 400, 'invalid');
    await problem(await rig.a.as('amy', '/log/export'), 400, 'invalid');
  });

  it('shows one entry', async () => {
    const [first] = (await read()).entries;
    assert.deepEqual(await answered(await rig.a.as('amy', `/log/${first?.id}`), logEntry.parse), first);
    await problem(await rig.a.as('amy', '/log/log_none'), 404, 'not-found');
  });

  it('is exported as CSV and as JSON, by the same filters', async () => {
    const csv = await rig.a.as('amy', '/log/export?format=csv&verbs=create');
    assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(csv.headers.get('content-disposition') ?? '', /^attachment; filename="provisioning-log-[\d-]+\.csv"$/);
    const lines = (await csv.text()).trim().split('\r\n');
    assert.equal(lines.length, 3);
    assert.ok(lines[1]?.includes('Dee Ford'));
    const json = await rig.a.as('amy', '/log/export?format=json');
    const entries: { verb: string }[] = JSON.parse(await json.text());
    assert.deepEqual(
      entries.map(({ verb }) => verb),
      (await read()).entries.map(({ verb }) => verb),
    );
  });

  it('lets an admin enable somebody again, with a reason', async () => {
    const disabled = async () => (await read('?verbs=disable&q=young')).entries[0];
    assert.equal((await disabled())?.mayEnable, true);
    const path = `/people/${ids.get('cy')}/enable`;
    await problem(await rig.a.as('ada', path, { body: { reason: ' ' } }), 400, 'invalid');
    await answered(await rig.a.as('ada', path, { body: { reason: 'Still works here.' } }), restored.parse);
    assert.equal(await isActive('cy'), true);
    assert.equal((await disabled())?.mayEnable, false);
    const [newest] = (await read()).entries;
    assert.deepEqual([newest?.verb, newest?.actor], ['update', 'ada Test']);
    assert.match(newest?.reason ?? '', /Still works here/);
  });

  it('sets the threshold of the guard, lets a burst be said to be intended, and brings back everybody of it', async () => {
    const set = async (threshold: number | null) =>
      answered(await rig.a.as('ada', '/guard', { method: 'PUT', body: { threshold } }), security.parse);
    assert.deepEqual((await set(2)).guard, { threshold: 2, automatic: 10, chosen: 2 });
    const names = ['eve', 'fay', 'gus'];
    for (const name of names) await create(name, name, 'Burst');
    for (const name of names) await rig.scim(token, 'PATCH', `/Users/${ids.get(name)}`, off);
    await rig.settle();
    const shown = async () => (await answered(await rig.a.as('amy', ''), security.parse)).guard.burst;
    const burst = await shown();
    assert.deepEqual([burst?.threshold, burst?.inactive, burst?.intended], [2, 3, false]);
    const from = burst?.from ?? '';
    const none = new Date(0).toISOString();
    await problem(await rig.a.as('ada', '/guard/intended', { body: { from: none } }), 404, 'not-found');
    await problem(await rig.a.as('ada', '/guard/intended', { body: { from: 'today' } }), 400, 'invalid');
    const intended = await answered(await rig.a.as('ada', '/guard/intended', { body: { from } }), security.parse);
    assert.equal(intended.guard.burst?.intended, true);
    assert.deepEqual(await shown(), intended.guard.burst);
    const body = { reason: 'The wrong group was unassigned.', from };
    await problem(await rig.a.as('ada', '/guard/restore', { body: { reason: body.reason } }), 400, 'invalid');
    await problem(await rig.a.as('ada', '/guard/restore', { body: { ...body, from: none } }), 404, 'not-found');
    const answer = await answered(await rig.a.as('ada', '/guard/restore', { body }), restored.parse);
    assert.deepEqual(answer, { people: 3, left: 0 });
    for (const name of names) assert.equal(await isActive(name), true);
    assert.equal(await shown(), undefined);
    await problem(await rig.a.as('ada', '/guard/restore', { body }), 404, 'not-found');
    assert.deepEqual((await set(null)).guard, { threshold: 10, automatic: 10 });
    for (const threshold of [0, 1.5, '3'])
      await problem(await rig.a.as('ada', '/guard', { method: 'PUT', body: { threshold } }), 400, 'invalid');
  });

  it('offers the merge of two accounts that may be one person, shows what it does, and does it', async () => {
    await create('lim', 'Ana', 'Lim');
    await create('lim.peters', 'Ana', 'Lim');
    const [entry] = (await read('?verbs=create&q=lim.peters')).entries;
    assert.deepEqual(entry?.double, { id: ids.get('lim'), name: 'Ana Lim', email: `lim@${rig.a.domain}` });
    const pair = { keep: ids.get('lim') ?? '', drop: ids.get('lim.peters') ?? '' };
    const query = new URLSearchParams(pair);
    const preview = await answered(await rig.a.as('ada', `/merge/preview?${query}`), merge.parse);
    assert.deepEqual([preview.keep.id, preview.drop.id], [pair.keep, pair.drop]);
    assert.ok(preview.aliases.includes(`lim.peters@${rig.a.domain}`));
    assert.deepEqual(await answered(await rig.a.as('ada', '/merge', { body: pair }), merge.parse), preview);
    assert.equal((await People.findById(pair.drop).lean())?.mergedInto, pair.keep);
    const [merged] = (await read('?verbs=create&q=lim.peters')).entries;
    assert.deepEqual([merged?.double, merged?.mend], [undefined, undefined]);
    await problem(await rig.a.as('ada', '/merge', { body: pair }), 409, 'conflict');
  });

  it('knows nothing of another organization', async () => {
    assert.deepEqual(await answered(await rig.b.as('bea', '/log'), log.parse), { entries: [] });
    const exported = await (await rig.b.as('bea', '/log/export?format=json')).text();
    assert.deepEqual(JSON.parse(exported), []);
    const [entry] = (await read()).entries;
    const [cy, dee] = [ids.get('cy') ?? '', ids.get('dee') ?? ''];
    const body = { reason: 'because' };
    await problem(await rig.b.as('bea', `/log/${entry?.id}`), 404, 'not-found');
    await problem(await rig.b.as('bea', `/people/${cy}/enable`, { body }), 404, 'not-found');
    const from = new Date().toISOString();
    await problem(await rig.b.as('bea', '/guard/restore', { body: { ...body, from } }), 404, 'not-found');
    await problem(await rig.b.as('bea', '/guard/intended', { body: { from } }), 404, 'not-found');
    await problem(await rig.b.as('bea', '/merge', { body: { keep: cy, drop: dee } }), 404, 'not-found');
    await problem(await rig.b.as('bea', `/merge/preview?keep=${cy}&drop=${dee}`), 404, 'not-found');
    assert.equal((await read(`?target=${cy}`, 'ada')).entries.length, 4);
  });
});
