import assert from 'node:assert/strict';
import { addGroup } from '#sandbox/directory/newcomers.ts';
import type { Provisioner } from '#sandbox/directory/provisioner.ts';
import { type DirectoryRig, enterprise, openDirectoryRig, patched } from './sandbox-directory-rig.ts';
import { targetToken } from './scim-target.ts';

describe("the sandbox's directory as Entra ID", () => {
  let rig: DirectoryRig;
  let one: Provisioner;
  beforeEach(async () => {
    rig = await openDirectoryRig();
  });
  afterEach(() => rig.target.stop());

  it("tests the connection with Entra's two lookups and says what Entra says", async () => {
    one = rig.open('entra');
    assert.deepEqual(await one.test(), {
      authorized: true,
      words: 'The supplied credentials are authorized to enable provisioning.',
      entry: 1,
    });
    const [users, groups] = rig.target.heard;
    assert.match(`${users?.method} ${users?.path}`, /^GET \/Users\?filter=userName eq "[0-9a-f-]{36}"$/);
    assert.match(
      `${groups?.method} ${groups?.path}`,
      /^GET \/Groups\?excludedAttributes=members&filter=displayName eq "[0-9a-f-]{36}"$/,
    );
    assert.equal(users?.agent, undefined);
  });

  it('says in plain words why a connection test failed', async () => {
    one = rig.open('entra');
    one.connect({ token: 'another' });
    assert.match((await one.test()).words, /^The product refused the token \(401\)/);
    one.connect({ token: targetToken, url: `${rig.target.url}/nowhere` });
    assert.match((await one.test()).words, /check the tenant URL \(404\): Nothing is here\.$/);
    one.connect({ url: 'http://127.0.0.1:9/scim' });
    assert.match((await one.test()).words, /^Nobody answers at the tenant URL: .*ECONNREFUSED.*Is the product running/);
  });

  it('matches, creates, and links the manager afterwards, as Entra does', async () => {
    one = rig.open('entra');
    const boss = rig.hire('Ada', 'Boss');
    const worker = rig.hire('Ben', 'Worker', {
      manager: boss.id,
      employeeId: '7',
      mobile: '+31 6 1',
      jobTitle: 'Clerk',
    });
    const summary = await one.cycle('changes');
    assert.deepEqual(rig.target.asked(), [
      'GET /Users?filter=userName eq "ada.boss@acme.example"',
      'POST /Users',
      'GET /Users?filter=userName eq "ben.worker@acme.example"',
      'POST /Users',
      'GET /Users?attributes=id&filter=id eq "id-2" and manager eq "id-1"',
      'PATCH /Users/id-2',
    ]);
    const post = rig.target.heard.findLast(({ method }) => method === 'POST');
    assert.equal(post?.type, 'application/scim+json; charset=utf-8');
    assert.deepEqual(post?.body, {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
      externalId: worker.id,
      userName: 'ben.worker@acme.example',
      active: true,
      displayName: 'Ben Worker',
      title: 'Clerk',
      emails: [{ primary: true, type: 'work', value: 'ben.worker@acme.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Ben Worker', familyName: 'Worker', givenName: 'Ben' },
      phoneNumbers: [{ type: 'mobile', value: '+31 6 1' }],
      roles: [],
      [enterprise]: { employeeNumber: '7', department: 'Sales' },
    });
    assert.deepEqual(rig.patchesOf(/id-2/), [patched({ op: 'Add', path: `${enterprise}:manager`, value: 'id-1' })]);
    assert.equal(`${summary.end} ${summary.created} ${summary.updated} ${summary.failed}`, 'finished 2 1 0');
  });

  for (const dialect of ['entra', 'entra-flag'] as const)
    it(`sends changes and disables as ${dialect} words them`, async () => {
      one = rig.open(dialect);
      const ben = rig.hire('Ben', 'Worker');
      await one.cycle('changes');
      rig.target.heard.length = 0;
      Object.assign(ben, {
        surname: 'Baker',
        displayName: 'Ben Baker',
        mail: 'ben.baker@acme.example',
        jobTitle: 'Chef',
      });
      await one.cycle('changes');
      ben.enabled = false;
      await one.cycle('changes');
      assert.deepEqual(
        rig.target.asked().filter(line => line.startsWith('GET')),
        ['GET /Users/id-1', 'GET /Users/id-1'],
      );
      const common = { op: 'Replace', path: 'displayName', value: 'Ben Baker' };
      const mail = { path: 'emails[type eq "work"].value', value: 'ben.baker@acme.example' };
      assert.deepEqual(
        rig.patchesOf(/id-1/),
        dialect === 'entra'
          ? [
              patched(
                common,
                { op: 'Add', path: 'title', value: 'Chef' },
                { op: 'Replace', ...mail },
                { op: 'Replace', path: 'name.familyName', value: 'Baker' },
                { op: 'Replace', path: 'name.formatted', value: 'Ben Baker' },
              ),
              patched({ op: 'Replace', path: 'active', value: 'False' }),
            ]
          : [
              patched(
                { op: 'replace', ...mail },
                { op: 'add', path: 'title', value: 'Chef' },
                {
                  op: 'replace',
                  value: { displayName: 'Ben Baker', 'name.familyName': 'Baker', 'name.formatted': 'Ben Baker' },
                },
              ),
              patched({ op: 'replace', path: 'active', value: false }),
            ],
      );
      assert.equal(rig.target.users.get('id-1')?.active, false);
    });

  it('reads the flag from the tenant URL, and provisions on demand without it', async () => {
    one = rig.open('entra');
    one.connect({ url: `${rig.target.url}/?aadOptscim062020` });
    const ben = rig.hire('Ben', 'Worker');
    await one.cycle('changes');
    ben.enabled = false;
    await one.cycle('changes');
    ben.enabled = true;
    const entry = await one.onDemand(ben.id);
    assert.deepEqual(rig.patchesOf(/id-1/), [
      patched({ op: 'replace', path: 'active', value: false }),
      patched({ op: 'Replace', path: 'active', value: 'True' }),
    ]);
    assert.equal(`${entry.action} ${entry.status} ${entry.reason}`, 'Update Success Enabled again.');
    assert.deepEqual(
      entry.steps.map(({ method, path, status }) => `${method} ${path} ${status}`),
      ['GET /Users/id-1 200', 'PATCH /Users/id-1 200'],
    );
  });

  for (const dialect of ['entra', 'entra-flag'] as const)
    it(`makes groups without members, then adds and removes them in batches, as ${dialect}`, async () => {
      one = rig.open(dialect, { batch: 2 });
      const people = ['Ada', 'Ben', 'Cid'].map(name => rig.hire(name, 'Smith'));
      const group = addGroup(one.record.staff, 'Buyers');
      for (const { id } of people) group.members.add(id);
      await one.cycle('changes');
      const [upper, lower] = dialect === 'entra' ? ['Add', 'Remove'] : ['add', 'remove'];
      assert.deepEqual(rig.target.heard.find(({ method, path }) => method === 'POST' && path === '/Groups')?.body, {
        schemas: [
          'urn:ietf:params:scim:schemas:core:2.0:Group',
          'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
        ],
        externalId: group.id,
        displayName: 'Buyers',
        meta: { resourceType: 'Group' },
      });
      const named = (...ids: string[]) => ids.map(value => ({ $ref: null, value }));
      assert.deepEqual(rig.patchesOf(/Groups/), [
        patched({ op: upper, path: 'members', value: named('id-1', 'id-2') }),
        patched({ op: upper, path: 'members', value: named('id-3') }),
      ]);
      rig.target.heard.length = 0;
      rig.target.asked();
      group.displayName = 'Purchasing';
      group.members.delete(people[0]?.id ?? '');
      await one.cycle('changes');
      assert.deepEqual(rig.target.asked(), [
        'GET /Groups/id-4?excludedAttributes=members',
        'PATCH /Groups/id-4',
        'PATCH /Groups/id-4',
      ]);
      assert.deepEqual(rig.patchesOf(/Groups/), [
        patched({ op: dialect === 'entra' ? 'Replace' : 'replace', path: 'displayName', value: 'Purchasing' }),
        dialect === 'entra'
          ? patched({ op: lower, path: 'members', value: named('id-1') })
          : patched({ op: lower, path: 'members[value eq "id-1"]' }),
      ]);
      one.record.staff.groups.delete(group.id);
      await one.cycle('changes');
      assert.equal(rig.target.groups.size, 0);
    });

  it('leaves a manager who goes out of scope, and clears one who is taken away', async () => {
    for (const dialect of ['entra', 'entra-flag'] as const) {
      rig.target.users.clear();
      one = rig.open(dialect);
      const boss = rig.hire('Ada', 'Boss');
      const worker = rig.hire('Ben', 'Worker', { manager: boss.id });
      await one.cycle('changes');
      boss.assigned = false;
      assert.equal((await one.cycle('changes')).total, 1);
      rig.target.heard.length = 0;
      delete worker.manager;
      await one.cycle('changes');
      const path = `${enterprise}:manager`;
      assert.deepEqual(rig.patchesOf(/Users/), [
        patched(dialect === 'entra' ? { op: 'Replace', path, value: '' } : { op: 'remove', path }),
      ]);
      assert.equal((await one.cycle('changes')).total, 0);
    }
  });
});
