import assert from 'node:assert/strict';
import { changedGroup, groups, rolePreview } from '#api/settings/security/contract.ts';
import { People } from '#core/people/model.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { problem } from './api-client.ts';
import { answered, openSettingsRig, type SettingsRig } from './settings-rig.ts';

describe('Settings → Security: groups and the roles they give', () => {
  let rig: SettingsRig;
  let token: string;
  const ids = new Map<string, string>();

  /** A group as a directory pushes it. */
  const push = async (displayName: string, ...names: string[]): Promise<string> => {
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName,
      members: names.map(name => ({ value: rig.a.person(name)._id })),
    };
    const response = await rig.scim(token, 'POST', '/Groups', body);
    const { id }: { id: string } = await response.json();
    assert.equal(response.status, 201);
    ids.set(displayName, id);
    return id;
  };
  const list = async (query = '') => answered(await rig.a.as('amy', `/groups${query}`), groups.parse);
  const roleOf = async (name: string) => (await People.findById(rig.a.person(name)._id).lean())?.role;
  const put = (role: string | null) => ({ method: 'PUT', body: { role } });

  before(async () => {
    rig = await openSettingsRig();
    ({ token } = await createToken(rig.a.ctx, { provider: 'entra' }));
    await push('Recruiters', 'amy', 'art');
    await push('Admins', 'ada');
    await push('Everyone', 'ada', 'amy', 'art');
  });
  after(() => rig.close());

  it('lists them by name, with how many are in each', async () => {
    const { total, groups: found } = await list();
    assert.equal(total, 3);
    assert.deepEqual(
      found.map(({ name, members }) => [name, members]),
      [
        ['Admins', 1],
        ['Everyone', 3],
        ['Recruiters', 2],
      ],
    );
  });

  it('finds them by a part of the name, and page by page', async () => {
    assert.deepEqual(
      (await list('?q=RECRUIT')).groups.map(({ name }) => name),
      ['Recruiters'],
    );
    assert.deepEqual(await list('?q=.*'), { total: 0, groups: [] });
    const first = await list('?limit=2');
    assert.equal(first.total, 3);
    assert.equal(first.groups.length, 2);
    const second = await list(`?limit=2&after=${first.next}`);
    assert.deepEqual([second.groups.map(({ name }) => name), second.next], [['Recruiters'], undefined]);
    await problem(await rig.a.as('amy', '/groups?after=grp_none'), 400, 'invalid');
    const { errors } = await problem(await rig.a.as('amy', '/groups?limit=0&colour=red'), 400, 'invalid');
    assert.ok(errors?.some(({ field }) => field === 'limit'));
  });

  it('says who would have another role, and changes nothing', async () => {
    const id = ids.get('Recruiters');
    const preview = await answered(
      await rig.a.as('ada', `/groups/${id}/role/preview`, { body: { role: 'boss' } }),
      rolePreview.parse,
    );
    assert.deepEqual(preview, {
      changing: 1,
      kept: 0,
      changes: [
        { id: rig.a.person('art')._id, name: 'art Test', email: rig.a.person('art').email, from: 'member', to: 'boss' },
      ],
    });
    assert.equal(await roleOf('art'), 'member');
  });

  it('gives the members the role at once, and takes it back', async () => {
    const id = ids.get('Recruiters');
    const given = await answered(await rig.a.as('ada', `/groups/${id}/role`, put('boss')), changedGroup.parse);
    assert.deepEqual([given.role, given.members, given.changed], ['boss', 2, 1]);
    assert.equal(await roleOf('art'), 'boss');
    await rig.a.as('ada', `/groups/${id}/role`, put(null));
    assert.equal(await roleOf('art'), 'member');
    assert.equal((await list('?q=recruiters')).groups[0]?.role, undefined);
  });

  it('names who stays admin for want of another', async () => {
    const id = ids.get('Admins');
    await rig.a.as('ada', `/groups/${id}/role`, put('admin'));
    await People.updateOne(
      { _id: rig.a.person('ada')._id, organization: rig.a.ctx.organization },
      { $set: { roleByHand: 'member' } },
    );
    const preview = await answered(
      await rig.a.as('ada', `/groups/${id}/role/preview`, { body: { role: null } }),
      rolePreview.parse,
    );
    assert.deepEqual([preview.changing, preview.kept, preview.changes[0]?.email], [0, 1, rig.a.person('ada').email]);
    assert.match(preview.changes[0]?.kept ?? '', /nobody else/);
  });

  it('takes no group by its name, and no role that is none', async () => {
    await problem(await rig.a.as('ada', '/groups/Recruiters/role', put('admin')), 404, 'not-found');
    await problem(await rig.a.as('ada', `/groups/${ids.get('Recruiters')}/role`, put('owner')), 400, 'invalid');
  });

  it('finds no group of another organization', async () => {
    assert.equal((await answered(await rig.b.as('bea', '/groups'), groups.parse)).total, 0);
    for (const id of [ids.get('Recruiters'), 'grp_none']) {
      await problem(await rig.b.as('bea', `/groups/${id}/role`, put('admin')), 404, 'not-found');
      await problem(await rig.b.as('bea', `/groups/${id}/role/preview`, { body: { role: null } }), 404, 'not-found');
    }
    assert.equal((await list('?q=recruiters')).groups[0]?.role, undefined);
  });
});
