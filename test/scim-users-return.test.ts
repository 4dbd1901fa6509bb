import assert from 'node:assert/strict';
import { driver } from '#core/database.ts';
import { People, type Person } from '#core/people/model.ts';
import { disablePerson, enablePerson } from '#core/provisioning/active-by-hand.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import { createGroup, getGroup } from '#core/provisioning/groups.ts';
import { changeUser, createUser, getUser } from '#core/provisioning/users.ts';
import { makeDirectory, type TestDirectory } from './scim-directory.ts';

const read = (id: string) => driver<Person>(People).findOne({ _id: id });

describe('a person whom a directory deletes', () => {
  it('is gone to it, disabled here, and the same one when sent anew', async () => {
    const company = await makeDirectory('entra');
    const ctx = company.directory();
    const { user } = await createUser(ctx, company.person('kim'));
    await deleteUser(company.directory(), { id: user.id });
    assert.equal(await getUser(ctx, user.id), undefined);
    await assert.rejects(deleteUser(ctx, { id: user.id }), { code: 'not-found' });
    const gone = await read(user.id);
    assert.equal(gone?.active, false);
    assert.ok(gone?.deactivatedAt);
    const renamed = company.person('kim2', { externalId: 'ext-kim' });
    const back = await createUser(company.directory(), renamed);
    assert.equal(back.user.id, user.id);
    assert.equal((await read(user.id))?.active, true);
    assert.equal((await read(user.id))?.email, `kim2@${company.domain}`);
    await deleteUser(company.directory(), { id: user.id });
    const again = await createUser(company.directory(), company.person('KIM2', { externalId: 'new' }));
    assert.equal(again.user.id, user.id);
    assert.deepEqual(
      (await company.log()).map(({ verb }) => verb),
      ['create', 'disable', 'update', 'disable', 'update'],
    );
  });

  it('does not come back as the person whose address the directory now gives to another', async () => {
    const company = await makeDirectory('entra');
    const first = await createUser(company.directory(), company.person('jan'));
    const second = await createUser(company.directory(), company.person('joe'));
    for (const { user } of [first, second]) await deleteUser(company.directory(), { id: user.id });
    const mixed = company.person('joe', { externalId: 'ext-jan' });
    await assert.rejects(createUser(company.directory(), mixed), { code: 'conflict', message: /deleted/ });
  });
});

describe('a person whom a directory deleted and an admin enabled', () => {
  const enable = (company: TestDirectory, person: string) =>
    enablePerson({ ...company.ctx, now: new Date() }, { person, reason: 'Still works here.' });

  it('is seen by the directory again, whose next word ends it', async () => {
    const company = await makeDirectory('entra');
    const { user } = await createUser(company.directory(), company.person('kim'));
    const group = await createGroup(company.directory(), { displayName: 'Sales', members: [user.id] });
    await deleteUser(company.directory(), { id: user.id });
    await enable(company, user.id);
    assert.equal((await getUser(company.ctx, user.id))?.resource.active, true);
    const shown = await getGroup(company.ctx, { id: group.id, members: true });
    assert.deepEqual([shown?.version, shown?.members?.length], [group.version + 2, 1]);
    await deleteUser(company.directory(), { id: user.id });
    assert.equal((await read(user.id))?.active, false);
    const verbs = (await company.log()).flatMap(({ target, verb }) => (target.kind === 'user' ? verb : []));
    assert.deepEqual(verbs, ['create', 'disable', 'update', 'disable']);
  });

  it('stays as they are while somebody else has their userName', async () => {
    const company = await makeDirectory('entra');
    const { user } = await createUser(company.directory(), company.person('kim'));
    await deleteUser(company.directory(), { id: user.id });
    const other = company.person('lee', { userName: `kim@${company.domain}` });
    await createUser(company.directory(), other);
    await assert.rejects(enable(company, user.id), { code: 'conflict', message: /Somebody else has the userName of/ });
    assert.equal((await read(user.id))?.active, false);
  });
});

describe('an account made by hand', () => {
  it('is seen by the directory, and provisioned from its first write on', async () => {
    const company = await makeDirectory('entra', 'ada:admin');
    const id = company.people.get('ada')?._id ?? '';
    const seen = await getUser(company.ctx, id);
    assert.equal(seen?.resource.userName, `ada@${company.domain}`);
    await changeUser(company.directory(), { id, change: before => ({ ...before, externalId: 'guid' }) });
    assert.equal((await read(id))?.directory.connection, company.directory().connection._id);
    await assert.rejects(createUser(company.directory(), company.person('ada')), { code: 'conflict' });
  });

  it('that was disabled by hand is as the directory says once it sends it', async () => {
    const company = await makeDirectory('entra', 'ada:admin', 'kim:member');
    await disablePerson(company.ctx, { email: `kim@${company.domain}` });
    assert.deepEqual(
      (await company.log()).map(({ verb, reason }) => `${verb} ${reason}`),
      ['disable Disabled by hand. Access ended at once, the history stays.'],
    );
    const { user } = await createUser(company.directory(), company.person('kim'));
    const person = await read(user.id);
    assert.equal(person?.active, true);
    assert.equal(person?.deactivatedAt, undefined);
  });
});
