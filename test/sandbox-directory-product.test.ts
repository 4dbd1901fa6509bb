import assert from 'node:assert/strict';
import type { Context } from '#core/context.ts';
import { createLog } from '#core/log.ts';
import { People } from '#core/people/model.ts';
import { Groups, Memberships, ProvisioningLog } from '#core/provisioning/model.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { churn, happen } from '#sandbox/directory/churn.ts';
import { seeded } from '#sandbox/directory/names.ts';
import { load } from '#sandbox/directory/newcomers.ts';
import type { Provisioner } from '#sandbox/directory/provisioner.ts';
import { type Company, openWorld, type World } from './world.ts';

describe("the sandbox's directory and the product", function () {
  this.timeout(120_000);
  let world: World;
  let a: Company;
  let b: Company;
  before(async () => {
    world = await openWorld();
    b = await world.addCompany('Bea:admin');
  });
  after(() => world.stop());
  beforeEach(async () => {
    a = await world.addCompany('Ada:admin', 'Ben:boss', 'Cid:member');
  });

  async function connect(company: Company, dialect: Parameters<Provisioner['connect']>[0]['dialect']) {
    const log = createLog('silent');
    const ctx: Context = { organization: company.organization, actor: { kind: 'operator' }, now: new Date(), log };
    const { token } = await createToken(ctx, { provider: dialect?.startsWith('okta') ? 'okta' : 'entra' });
    const one = world.sandbox.directories.of(company.tenantId);
    one.connect({ token, ...(dialect ? { dialect } : {}) });
    return one;
  }

  const peopleOf = ({ organization }: Company) => People.find({ organization }).lean();
  async function verbs({ organization }: Company): Promise<Record<string, number>> {
    const rows = await ProvisioningLog.find({ organization }).lean();
    const counts: Record<string, number> = {};
    for (const { verb } of rows) counts[verb] = (counts[verb] ?? 0) + 1;
    return counts;
  }

  it('begins with the people of the company, the tenant URL filled in', () => {
    const { record } = world.sandbox.directories.of(a.tenantId);
    assert.equal(record.connection.url, `${world.base}/api/scim/v2`);
    assert.deepEqual(
      [...record.staff.groups.values()].map(({ displayName, members }) => `${displayName} ${members.size}`).sort(),
      ['All staff 3', 'Recruiters 1', 'Wintro admins 1'],
    );
  });

  for (const dialect of ['entra', 'entra-flag', 'okta', 'okta-catalogue', 'rfc'] as const)
    it(`pushes people and groups, then a churn, as ${dialect}; the product tells the same story`, async () => {
      const one = await connect(a, dialect);
      const { staff, job } = one.record;
      assert.equal((await one.test()).authorized, true);
      load(staff, { people: 60, groups: 8 }, seeded(1));
      const first = await one.cycle('changes');
      assert.equal(`${first.end} ${first.failed}`, 'finished 0', JSON.stringify(one.log.list({ status: 'Failure' })));
      churn(staff, 30, seeded(2));
      const second = await one.cycle('changes');
      assert.equal(`${second.end} ${second.failed}`, 'finished 0', JSON.stringify(one.log.list({ status: 'Failure' })));
      const people = new Map((await peopleOf(a)).map(person => [person._id, person]));
      assert.equal(people.size, staff.users.size);
      for (const user of staff.users.values()) {
        const person = people.get(job.users.get(user.id)?.id ?? '');
        assert.deepEqual(
          [person?.active, person?.displayName, person?.emailLower],
          [user.enabled, user.displayName, user.mail.toLowerCase()],
        );
      }
      const { organization } = a;
      for (const group of staff.groups.values()) {
        const there = await Groups.findOne({ organization, displayNameLower: group.displayName.toLowerCase() }).lean();
        const members = await Memberships.find({ organization, group: there?._id ?? '' }).lean();
        const wanted = [...group.members].map(id => job.users.get(id)?.id);
        assert.deepEqual(members.map(({ person }) => person).sort(), wanted.sort());
      }
      const before = await verbs(a);
      assert.equal(before.failure, undefined);
      assert.ok((before.create ?? 0) > 0 && (before.disable ?? 0) > 0);
      assert.equal((await one.cycle('changes')).total, 0);
      const again = await one.cycle('everything');
      assert.equal(`${again.end} ${again.failed}`, 'finished 0', JSON.stringify(one.log.list({ status: 'Failure' })));
      const { skip = 0, ...rest } = await verbs(a);
      const { skip: skipBefore = 0, ...restBefore } = before;
      assert.deepEqual(rest, restBefore, 'the same again gives Skips alone');
      assert.ok(skip > skipBefore);
      assert.equal((await peopleOf(b)).length, 1);
    });

  it('disables everyone who is unassigned by accident, and brings them back', async () => {
    const one = await connect(a, 'entra');
    load(one.record.staff, { people: 40, groups: 4 }, seeded(3));
    await one.cycle('changes');
    happen(one.record.staff, 'unassign', 40, seeded(4));
    assert.equal((await one.cycle('changes')).disabled, 40);
    assert.equal((await peopleOf(a)).filter(({ active }) => active).length, 0);
    happen(one.record.staff, 'assign', 40, seeded(5));
    assert.equal((await one.cycle('changes')).updated, 40);
    assert.equal((await peopleOf(a)).filter(({ active }) => active).length, 40);
  });

  it('says so when the product refuses the token', async () => {
    const one = await connect(a, 'entra');
    one.connect({ token: 'wrong:dir_nobody' });
    assert.match((await one.test()).words, /^The product refused the token \(401\)/);
    assert.equal((await one.cycle('changes')).end, 'quarantined');
  });
});
