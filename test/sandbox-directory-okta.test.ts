import assert from 'node:assert/strict';
import { purgeUser } from '#sandbox/directory/churn.ts';
import { addGroup } from '#sandbox/directory/newcomers.ts';
import type { Provisioner } from '#sandbox/directory/provisioner.ts';
import { type DirectoryRig, openDirectoryRig, patched } from './sandbox-directory-rig.ts';

describe("the sandbox's directory as Okta", () => {
  let rig: DirectoryRig;
  let one: Provisioner;
  beforeEach(async () => {
    rig = await openDirectoryRig();
  });
  afterEach(() => rig.target.stop());

  it('gets and puts whole objects as a custom app of Okta', async () => {
    one = rig.open('okta');
    const ada = rig.hire('Ada', 'Love');
    const group = addGroup(one.record.staff, 'Buyers');
    group.members.add(ada.id);
    await one.cycle('changes');
    assert.deepEqual(rig.target.asked(), [
      'GET /Users?startIndex=1&count=2',
      'GET /Groups?startIndex=1&count=100',
      'GET /Users?filter=userName eq "ada.love@acme.example"&startIndex=1&count=100',
      'POST /Users',
      'GET /Groups?filter=displayName eq "Buyers"&startIndex=1&count=100',
      'POST /Groups',
    ]);
    const { password, ...post } = Object(rig.target.heard.find(({ method }) => method === 'POST')?.body);
    assert.equal(typeof password, 'string');
    assert.equal(`${post.locale} ${JSON.stringify(post.groups)} ${post.active}`, 'en-US [] true');
    ada.enabled = false;
    group.displayName = 'Purchasing';
    await one.cycle('changes');
    const [user, named] = rig.target.heard.filter(({ method }) => method === 'PUT');
    assert.equal(`${user?.path} ${Object(user?.body).active} ${Object(user?.body).id}`, '/Users/id-1 false id-1');
    assert.deepEqual(named?.body, {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      id: 'id-2',
      displayName: 'Purchasing',
      members: [{ value: 'id-1', display: 'Ada Love' }],
    });
    assert.equal(
      rig.target.heard.every(({ agent }) => agent?.startsWith('Okta')),
      true,
    );
    purgeUser(one.record.staff, ada.id);
    await one.cycle('changes');
    assert.equal(rig.target.users.size, 1);
  });

  it("patches as an app of Okta's catalogue", async () => {
    one = rig.open('okta-catalogue');
    const [ada, ben] = [rig.hire('Ada', 'Love'), rig.hire('Ben', 'Love')];
    const group = addGroup(one.record.staff, 'Buyers');
    group.members.add(ada.id);
    await one.cycle('changes');
    const naming = { op: 'replace', value: { id: 'id-3', displayName: 'Buyers' } };
    const added = (value: string, display: string) => ({ op: 'add', path: 'members', value: [{ value, display }] });
    assert.deepEqual(rig.patchesOf(/Groups/), [patched(naming, added('id-1', 'Ada Love'))]);
    rig.target.heard.length = 0;
    ada.enabled = false;
    group.members.delete(ada.id);
    group.members.add(ben.id);
    await one.cycle('changes');
    assert.deepEqual(rig.patchesOf(/./), [
      patched({ op: 'replace', value: { active: false } }),
      patched(naming, { op: 'remove', path: 'members[value eq "id-1"]' }),
      patched(naming, added('id-2', 'Ben Love')),
    ]);
  });
});
