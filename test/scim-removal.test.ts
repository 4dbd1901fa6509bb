import assert from 'node:assert/strict';
import { digest } from '#core/identifiers.ts';
import { deleteOrganization, exportOrganization } from '#core/organizations/remove.ts';
import { createGroup } from '#core/provisioning/groups.ts';
import { Groups, Memberships, ProvisioningLog } from '#core/provisioning/model.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { createUser } from '#core/provisioning/users.ts';
import { makeDirectory } from './scim-directory.ts';

describe('removing an organization that a directory provisions', () => {
  it('gives out and deletes all that the directory made, without digests, and nothing of another', async () => {
    const [one, two] = [await makeDirectory('entra', 'ada:admin'), await makeDirectory('entra', 'bea:admin')];
    const tokens: string[] = [];
    for (const company of [one, two]) {
      tokens.push((await createToken(company.ctx, { provider: 'entra' })).token);
      const { user } = await createUser(company.directory(), company.person('kim'));
      await createGroup(company.directory(), { displayName: 'Recruiters', members: [user.id] });
    }
    const exported = await exportOrganization(one.ctx);
    const collections = ['scimConnections', 'groups', 'memberships', 'provisioningLog', 'people'];
    for (const name of collections) assert.ok((exported[name]?.length ?? 0) > 0, name);
    const text = JSON.stringify(exported);
    const [raw = ''] = (tokens[0] ?? '').split(':');
    assert.equal(text.includes(digest(raw)), false);
    assert.equal(text.includes(two.ctx.organization), false);
    const gone = await deleteOrganization(one.ctx);
    for (const name of collections) assert.ok((gone[name] ?? 0) > 0, name);
    const { organization } = two.ctx;
    assert.equal(await Groups.countDocuments({ organization }), 1);
    assert.equal(await Memberships.countDocuments({ organization }), 1);
    assert.ok((await ProvisioningLog.countDocuments({ organization, at: { $exists: true } })) >= 2);
  });
});
