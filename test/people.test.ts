import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Audit } from '#core/audit/model.ts';
import { follow, unfollow } from '#core/candidates/follow.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import { Notifications } from '#core/notifications/model.ts';
import { createOrganization, resolveOrganization } from '#core/organizations/organizations.ts';
import { findByTeams } from '#core/people/by-teams.ts';
import { connectTeams, disconnectTeams } from '#core/people/connect-teams.ts';
import { UnlinkedInstalls } from '#core/people/model.ts';
import { createPerson } from '#core/people/people.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import { anEvent, connectTestDatabase, install, makeCompany, silent } from './company.ts';

const address = { serviceUrl: 'http://127.0.0.1:9/', conversationId: 'a:1', userId: '29:x', botId: '28:b' };

describe('a bot install', () => {
  before(connectTestDatabase);

  const installOf = (entraTenantId: string, entraObjectId: string, ...emails: string[]) =>
    connectTeams({ entraTenantId, entraObjectId, address, emails, now: new Date(), log: silent });

  it('is matched once by the roster’s address, in any case, and by the object id from then on', async () => {
    const { tenantId, domain, ctx } = await makeCompany('ada:admin');
    const objectId = randomUUID();
    const first = await installOf(tenantId, objectId, `ADA@${domain}`);
    assert.equal(first.kind === 'connected' && first.isNew, true);
    const second = await installOf(tenantId, objectId, 'renamed@elsewhere.example');
    assert.equal(second.kind === 'connected' && second.person.emailLower, `ada@${domain}`);
    assert.equal(second.kind === 'connected' && second.isNew, false);
    assert.equal(await Audit.countDocuments({ organization: ctx.organization, action: 'person.link-teams' }), 1);
  });

  it('is matched for each of several calls at once, as Teams makes them', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { tenantId, domain } = await makeCompany('ada:admin');
      const objectId = randomUUID();
      const calls = Array.from({ length: 6 }, () => installOf(tenantId, objectId, `ada@${domain}`));
      assert.deepEqual([...new Set((await Promise.all(calls)).map(({ kind }) => kind))], ['connected']);
    }
  });

  it('is not matched by address to somebody who is linked to another object id', async () => {
    const company = await makeCompany('ada:admin');
    await install(company, 'ada');
    const other = await installOf(company.tenantId, randomUUID(), `ada@${company.domain}`);
    assert.equal(other.kind, 'unknown-person');
  });

  it('never reaches across tenants by address', async () => {
    const one = await makeCompany('ada:admin');
    const two = await makeCompany('ada:admin');
    const crossed = await installOf(two.tenantId, randomUUID(), `ada@${one.domain}`);
    assert.equal(crossed.kind, 'unknown-person');
  });

  it('in a tenant nobody has linked waits, and counts as soon as the person is made', async () => {
    await connectTestDatabase();
    const tenantId = randomUUID();
    const objectId = randomUUID();
    const domain = `${randomUUID().slice(0, 8)}.example`;
    assert.equal((await installOf(tenantId, objectId, `new@${domain}`)).kind, 'no-organization');
    const operator = { actor: { kind: 'operator' as const }, now: new Date(), log: silent };
    const organization = await createOrganization(operator, {
      name: 'Late',
      domains: [domain],
      entraTenantId: tenantId,
    });
    const ctx = { ...operator, organization: organization._id };
    const person = await createPerson(ctx, {
      email: `New@${domain}`,
      givenName: 'New',
      familyName: 'One',
      role: 'boss',
    });
    assert.equal(person.teams?.state, 'installed');
    assert.equal((await findByTeams(tenantId, objectId))?._id, person._id);
    assert.equal(await UnlinkedInstalls.countDocuments({ _id: `${tenantId}:${objectId}` }), 0);
  });

  it('of a deactivated person is told so and changes nothing', async () => {
    const company = await makeCompany('ada:admin');
    const ada = await install(company, 'ada');
    await disablePerson(company.ctx, { email: ada.email });
    const again = await installOf(company.tenantId, ada.entraObjectId ?? '', ada.email);
    assert.equal(again.kind, 'inactive');
  });

  it('that is removed leaves mail as the way to the person', async () => {
    const company = await makeCompany('ada:admin');
    const ada = await install(company, 'ada');
    await disconnectTeams(company.ctx, { person: ada._id, state: 'removed' });
    const found = await findByTeams(company.tenantId, ada.entraObjectId ?? '');
    assert.equal(found?.teams?.state, 'removed');
  });
});

describe('an organization', () => {
  before(connectTestDatabase);
  const operator = () => ({ actor: { kind: 'operator' as const }, now: new Date(), log: silent });

  it('is found by its id and by its domains in any case', async () => {
    const { ctx, domain } = await makeCompany();
    assert.equal((await resolveOrganization(ctx.organization))._id, ctx.organization);
    assert.equal((await resolveOrganization(domain.toUpperCase()))._id, ctx.organization);
    await assert.rejects(resolveOrganization('nowhere.example'), { code: 'not-found' });
  });

  it('cannot take a domain or a tenant that another has, and then leaves nothing behind', async () => {
    const { domain, tenantId } = await makeCompany();
    const free = `${randomUUID().slice(0, 8)}.example`;
    await assert.rejects(createOrganization(operator(), { name: 'X', domains: [free, domain] }), { code: 'conflict' });
    await assert.rejects(createOrganization(operator(), { name: 'X', domains: [free], entraTenantId: tenantId }), {
      code: 'conflict',
    });
    await assert.rejects(resolveOrganization(free), { code: 'not-found' });
  });

  it('refuses what is no domain and no tenant', async () => {
    for (const domains of [[], ['nodot'], ['a b.example'], ['-x.example']])
      await assert.rejects(createOrganization(operator(), { name: 'X', domains }), { code: 'invalid' });
    await assert.rejects(
      createOrganization(operator(), {
        name: 'X',
        domains: [`${randomUUID().slice(0, 8)}.example`],
        entraTenantId: 'T',
      }),
      { code: 'invalid' },
    );
  });

  it('has each address once, in any letter case', async () => {
    const { ctx, domain } = await makeCompany('ada:admin');
    const twin = { email: `ADA@${domain}`, givenName: 'A', familyName: 'B', role: 'boss' as const };
    await assert.rejects(createPerson(ctx, twin), { code: 'conflict' });
  });
});

describe('following', () => {
  it('a job or a candidate brings their events in place of everyone’s', async () => {
    const { ctx, people } = await makeCompany('ada:admin', 'bo:boss');
    const told = async (event: ReturnType<typeof anEvent>) => {
      await acceptEvents({ ...ctx, now: new Date() }, [event]);
      const all = await Notifications.find({ organization: ctx.organization }).sort({ _id: 1 }).lean();
      return all.map(({ person }) => person);
    };
    assert.equal((await told(anEvent())).length, 2);
    const bo = people.get('bo')?._id ?? '';
    assert.equal((await follow(ctx, { person: bo, text: 'platform ENGINEER' })).kind, 'followed');
    assert.deepEqual((await told(anEvent())).filter(person => person === bo).length, 2);
    assert.equal(await Notifications.countDocuments({ organization: ctx.organization }), 3);
    assert.equal((await unfollow(ctx, { person: bo, text: 'j-1' })).kind, 'followed');
    assert.equal((await told(anEvent())).length, 5);
    assert.equal((await follow(ctx, { person: bo, text: 'no such job' })).kind, 'unknown');
  });
});
