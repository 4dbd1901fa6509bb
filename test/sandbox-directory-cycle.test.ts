import assert from 'node:assert/strict';
import { churn, happen, purgeUser } from '#sandbox/directory/churn.ts';
import { seeded } from '#sandbox/directory/names.ts';
import { addGroup, load } from '#sandbox/directory/newcomers.ts';
import type { Provisioner } from '#sandbox/directory/provisioner.ts';
import { type DirectoryRig, openDirectoryRig } from './sandbox-directory-rig.ts';
import { targetToken } from './scim-target.ts';

describe("a cycle of the sandbox's directory", () => {
  let rig: DirectoryRig;
  let one: Provisioner;
  beforeEach(async () => {
    rig = await openDirectoryRig();
  });
  afterEach(() => rig.target.stop());

  it('disables whoever is deleted or unassigned, and deletes only whoever was not unassigned before', async () => {
    one = rig.open('entra');
    const [gone, left] = [rig.hire('Ada', 'Gone'), rig.hire('Ben', 'Left')];
    await one.cycle('changes');
    gone.softDeleted = true;
    left.assigned = false;
    const second = await one.cycle('changes');
    assert.equal(second.disabled, 2);
    assert.deepEqual(
      [...rig.target.users.values()].map(user => user.active),
      [false, false],
    );
    rig.target.asked();
    for (const { id } of [gone, left]) purgeUser(one.record.staff, id);
    const third = await one.cycle('changes');
    assert.deepEqual(rig.target.asked(), ['DELETE /Users/id-1']);
    assert.equal(`${third.deleted} ${third.skipped}`, '1 1');
  });

  it('brings back whoever is enabled or assigned again, without sending the memberships anew', async () => {
    one = rig.open('entra');
    const ada = rig.hire('Ada', 'Back');
    addGroup(one.record.staff, 'Buyers').members.add(ada.id);
    await one.cycle('changes');
    ada.assigned = false;
    await one.cycle('changes');
    rig.target.asked();
    ada.assigned = true;
    const summary = await one.cycle('changes');
    assert.deepEqual(rig.target.asked(), ['GET /Users/id-1', 'PATCH /Users/id-1']);
    assert.equal(`${summary.updated} ${rig.target.users.get('id-1')?.active}`, '1 true');
  });

  it('links an account that is there already, and finds everything the same after a restart', async () => {
    one = rig.open('entra');
    rig.target.users.set('hand-1', { id: 'hand-1', userName: 'ADA.LOVE@acme.example', active: true });
    const ada = rig.hire('Ada', 'Love');
    const boss = rig.hire('Bea', 'Boss');
    ada.manager = boss.id;
    const summary = await one.cycle('changes');
    assert.equal(`${summary.created} ${summary.updated}`, '1 2');
    assert.equal(rig.target.users.get('hand-1')?.externalId, ada.id);
    rig.target.asked();
    const again = await one.cycle('restart');
    assert.equal(`${again.skipped} ${again.created + again.updated + again.failed}`, '3 0');
    assert.deepEqual(
      rig.target.asked().filter(line => !line.startsWith('GET')),
      [],
    );
    assert.equal((await one.cycle('changes')).total, 0);
  });

  it('tries a failed object again with growing gaps, and at once when it has changed', async () => {
    one = rig.open('entra');
    const ada = rig.hire('Ada', 'Love');
    rig.target.meet(({ method }) =>
      method === 'POST'
        ? { status: 400, body: { scimType: 'invalidValue', detail: 'name.givenName is required.' } }
        : undefined,
    );
    const tried: number[] = [];
    for (let cycle = 1; cycle <= 9; cycle++) if ((await one.cycle('changes')).failed > 0) tried.push(cycle);
    assert.deepEqual(tried, [1, 2, 4, 8]);
    assert.equal(
      one.log.list({ status: 'Failure' }).entries.at(-1)?.reason,
      'The product did not take this (400 invalidValue): name.givenName is required. Tried again in the next cycle.',
    );
    rig.target.meet(undefined);
    ada.department = 'Legal';
    assert.equal((await one.cycle('changes')).created, 1);
    assert.equal(one.record.job.escrow.size, 0);
  });

  it('goes into quarantine when the probe fails, with growing gaps, and leaves it when the probe succeeds', async () => {
    one = rig.open('entra');
    rig.hire('Ada', 'Love');
    rig.target.meet(() => ({ status: 404, body: { detail: 'Gone.' } }));
    const hours: number[] = [];
    for (let tries = 0; tries < 4; tries++) {
      const summary = await one.cycle('changes');
      assert.equal(summary.end, 'quarantined');
      hours.push((Date.parse(one.record.job.quarantine?.nextTryAt ?? '') - rig.now.getTime()) / 3_600_000);
    }
    assert.deepEqual(hours, [6, 12, 24, 24]);
    assert.equal(rig.target.users.size, 0);
    rig.target.meet(undefined);
    assert.equal((await one.cycle('changes')).end, 'finished');
    assert.equal(one.record.job.quarantine, undefined);
  });

  it('ends the cycle when the token is refused in the middle of it', async () => {
    one = rig.open('entra');
    for (const name of ['Ada', 'Ben', 'Cid']) rig.hire(name, 'Love');
    rig.target.meet(({ method }) => (method === 'POST' && rig.target.users.size === 1 ? { status: 401 } : undefined));
    const summary = await one.cycle('changes');
    assert.equal(`${summary.end} ${summary.created} ${summary.failed}`, 'quarantined 1 1');
    assert.match(summary.words, /refused the token/);
    rig.target.meet(undefined);
    assert.equal((await one.cycle('changes')).created, 2);
  });

  it('waits as long as a busy product asks, and goes on', async () => {
    one = rig.open('entra');
    rig.hire('Ada', 'Love');
    let busy = 2;
    rig.target.meet(({ method }) =>
      method === 'POST' && busy-- > 0 ? { status: 429, headers: { 'retry-after': '0' } } : undefined,
    );
    assert.equal((await one.cycle('changes')).created, 1);
  });

  it('shows its progress, and stops when told', async () => {
    one = rig.open('entra');
    load(one.record.staff, { people: 30, groups: 4 }, seeded(1));
    const whole = await one.cycle('changes');
    assert.deepEqual(
      [...new Set(rig.seen.map(({ phase }) => phase))],
      ['Test Connection', 'People', 'Managers', 'Groups'],
    );
    assert.ok(
      rig.seen.every((state, index) => state.done >= (rig.seen[index - 1]?.done ?? 0) && state.done <= state.total),
    );
    assert.equal(`${whole.done} ${whole.created}`, `${whole.total} 34`);
    happen(one.record.staff, 'change', 20, seeded(2));
    const cycle = one.cycle('changes');
    await assert.rejects(one.cycle('changes'), /running already/);
    one.stop();
    assert.equal((await cycle).end, 'stopped');
    assert.equal((await one.cycle('changes')).end, 'finished');
  });

  it('tells the same story as the directory after a churn, in every dialect', async () => {
    for (const dialect of ['entra', 'entra-flag', 'okta', 'okta-catalogue', 'rfc'] as const) {
      rig.target.users.clear();
      rig.target.groups.clear();
      one = rig.open(dialect, { parallel: 4, batch: 7 });
      const { staff, job } = one.record;
      load(staff, { people: 60, groups: 6 }, seeded(3));
      await one.cycle('changes');
      const happened = churn(staff, 30, seeded(4));
      assert.deepEqual(happened, { return: 0, hire: 6, change: 9, move: 6, leave: 6, 'rename-groups': 1 });
      const summary = await one.cycle('changes');
      assert.equal(`${summary.end} ${summary.failed}`, 'finished 0', dialect);
      for (const user of staff.users.values()) {
        const there = rig.target.users.get(job.users.get(user.id)?.id ?? '');
        assert.equal(there?.active, user.enabled, dialect);
        assert.equal(there?.displayName, user.displayName, dialect);
      }
      for (const group of staff.groups.values()) {
        const there = rig.target.groups.get(job.groups.get(group.id)?.id ?? '');
        assert.equal(there?.displayName, group.displayName);
        const members = Array.isArray(there?.members) ? there.members.map(({ value }) => value) : [];
        const wanted = [...group.members].map(id => job.users.get(id)?.id);
        assert.deepEqual(members.toSorted(), wanted.toSorted(), `${dialect} ${group.displayName}`);
      }
      assert.equal((await one.cycle('changes')).total, 0, dialect);
      happen(staff, 'unassign', 66, seeded(5));
      assert.equal((await one.cycle('changes')).disabled, 60, dialect);
      assert.equal(
        [...rig.target.users.values()].some(user => user.active !== false),
        false,
        dialect,
      );
      const again = await one.cycle('everything');
      assert.equal(`${again.end} ${again.created} ${again.failed}`, 'finished 0 0', dialect);
    }
  });

  it('keeps the newest requests and answers in its log, and finds entries by name and status', async () => {
    one = rig.open('entra');
    rig.hire('Ada', 'Love');
    await one.cycle('changes');
    const [entry] = one.log.list({ q: 'ada', status: 'Success', action: 'Create' }).entries;
    assert.equal(entry?.reason, 'Created as id-1.');
    const steps = one.log.find(entry?.id ?? 0)?.steps ?? [];
    assert.deepEqual(
      steps.map(({ title, status }) => `${title} ${status}`),
      ['Match the person with an account 200', 'Create the account 201'],
    );
    assert.match(steps[1]?.sent ?? '', /"userName":"ada\.love@acme\.example"/);
    assert.match(steps[1]?.answer ?? '', /"id":"id-1"/);
    assert.equal(JSON.stringify(one.log.list({})).includes(targetToken), false);
    assert.equal(one.log.list({}).entries[0]?.name, 'Ada Love');
  });
});
