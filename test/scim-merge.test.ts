import assert from 'node:assert/strict';
import { Audit } from '#core/audit/model.ts';
import { follow } from '#core/candidates/follow.ts';
import { Follows } from '#core/candidates/model.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import { currentItems } from '#core/notifications/actions.ts';
import { Notifications } from '#core/notifications/model.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { findByTeams } from '#core/people/by-teams.ts';
import { People } from '#core/people/model.ts';
import { createPerson } from '#core/people/people.ts';
import { deleteUser } from '#core/provisioning/delete-user.ts';
import { setGroupRole } from '#core/provisioning/group-roles.ts';
import { changeGroup, createGroup } from '#core/provisioning/groups.ts';
import { groupsOf, membersOf } from '#core/provisioning/members.ts';
import { mergePeople, previewMerge } from '#core/provisioning/merge.ts';
import { setRoleByHand } from '#core/provisioning/role-by-hand.ts';
import { changeUser, createUser, getUser } from '#core/provisioning/users.ts';
import { anEvent, install } from './company.ts';
import { makeDirectory, type TestDirectory } from './scim-directory.ts';

describe('two accounts of one person', () => {
  let company: TestDirectory;
  let keep: string;
  let drop: string;

  /** `kim` comes from the directory; `bo` was made by hand, recruits and has the bot. */
  beforeEach(async () => {
    company = await makeDirectory('entra', 'ada:admin', 'bo:boss');
    await install(company, 'bo');
    drop = company.people.get('bo')?._id ?? '';
    keep = (await createUser(company.directory(), company.person('kim'))).user.id;
  });

  const read = (id: string) => People.findById(id).lean();
  const accept = (...recruiters: string[]) => {
    const event = anEvent({ data: { recruiters: recruiters.map(name => `${name}@${company.domain}`) } });
    return acceptEvents({ ...company.ctx, now: new Date() }, [event]);
  };

  it('are shown with all that would move, and nothing moves by that', async () => {
    await accept('bo');
    await Promise.all([accept('ada', 'bo'), follow(company.ctx, { person: drop, text: 'j-1' })]);
    await createGroup(company.directory(), { displayName: 'Recruiters', members: [drop] });
    const preview = await previewMerge(company.ctx, { keep, drop: `BO@${company.domain}` });
    assert.deepEqual(preview.moves, { notifications: 2, waiting: 2, follows: 1, groups: ['Recruiters'] });
    assert.deepEqual(preview.role, { from: 'member', to: 'boss' });
    assert.equal(preview.identity, true);
    assert.deepEqual(preview.aliases, [`bo@${company.domain}`]);
    assert.equal((await read(drop))?.mergedInto, undefined);
    assert.equal(await Notifications.countDocuments({ organization: company.ctx.organization, person: drop }), 2);
  });

  it('become one: what was told, is followed, waits, and the groups go over', async () => {
    await accept('bo');
    await follow(company.ctx, { person: drop, text: 'j-1' });
    const group = await createGroup(company.directory(), { displayName: 'Recruiters', members: [drop] });
    await setGroupRole(company.ctx, { group: group.id, role: 'admin' });
    const objectId = (await read(drop))?.entraObjectId ?? '';
    await mergePeople({ ...company.ctx, now: new Date() }, { keep, drop });

    const [kept, dropped] = [await read(keep), await read(drop)];
    assert.equal(dropped?.mergedInto, keep);
    assert.equal(dropped?.active, false);
    assert.equal(dropped?.directory.listed, undefined);
    assert.equal(dropped?.email, `bo@${company.domain}`);
    assert.equal(kept?.role, 'admin');
    assert.equal((await findByTeams(company.tenantId, objectId))?._id, keep);
    const { organization } = company.ctx;
    const told = await Notifications.find({ organization, person: keep }).lean();
    assert.equal(told.length, 1);
    const shown = await currentItems(company.ctx, { notification: told[0]?._id ?? '', person: keep });
    assert.equal(shown.length, 1);
    assert.deepEqual(await Follows.distinct('person', { organization }), [keep]);
    assert.deepEqual(await Outbox.distinct('recipient', { organization, state: 'queued' }), [keep]);
    assert.deepEqual((await groupsOf(company.ctx, [keep])).get(keep), [{ id: group.id, name: 'Recruiters' }]);
    assert.equal(await Audit.countDocuments({ organization, action: 'person.merge', target: keep }), 1);
    const log = await company.log();
    const said = log.filter(({ reason }) => /^Took over|merged into Kim/.test(reason));
    assert.deepEqual(
      said.map(({ target, verb }) => `${target.id} ${verb}`).sort(),
      [`${drop} disable`, `${keep} update`].sort(),
    );
    assert.ok(log.some(({ target, reason }) => target.kind === 'role' && reason.includes('from member to admin')));
  });

  it('are meant by either id when the directory names the members of a group', async () => {
    const group = await createGroup(company.directory(), { displayName: 'Recruiters', members: [] });
    await mergePeople(company.ctx, { keep, drop });
    const change = (kind: 'add' | 'remove' | 'replace', ...people: string[]) =>
      changeGroup(company.directory(), { id: group.id, members: [{ kind, people }] });
    const members = async () => (await membersOf(company.ctx, [group.id])).get(group.id)?.map(({ id }) => id);
    await change('add', drop);
    assert.deepEqual(await members(), [keep]);
    const { version } = await change('add', drop, keep);
    assert.equal(version, group.version + 1);
    await change('remove', drop);
    assert.deepEqual(await members(), []);
    await change('replace', drop);
    assert.deepEqual(await members(), [keep]);
  });

  it('are meant by the id of any that was merged before', async () => {
    const group = await createGroup(company.directory(), { displayName: 'Recruiters', members: [] });
    const last = (await createUser(company.directory(), company.person('kim2', { externalId: 'k2' }))).user.id;
    await mergePeople(company.ctx, { keep, drop });
    await mergePeople(company.ctx, { keep: last, drop: keep });
    await changeGroup(company.directory(), { id: group.id, members: [{ kind: 'add', people: [drop] }] });
    const members = (await membersOf(company.ctx, [group.id])).get(group.id);
    assert.deepEqual(
      members?.map(({ id }) => id),
      [last],
    );
  });

  it('leave an admin when the one that ends was admin for want of another', async () => {
    const { organization } = company.ctx;
    const group = await createGroup(company.directory(), { displayName: 'Admins', members: [keep] });
    await setGroupRole(company.ctx, { group: group.id, role: 'admin' });
    await setRoleByHand(company.ctx, { person: company.people.get('ada')?._id ?? '', role: 'member' });
    await changeGroup(company.directory(), { id: group.id, members: [{ kind: 'remove', people: [keep] }] });
    assert.equal((await read(keep))?.keptAdmin, true);
    const other = (await createUser(company.directory(), company.person('lee'))).user.id;
    const preview = await mergePeople(company.ctx, { keep: other, drop: keep });
    assert.deepEqual(preview.role, { from: 'member', to: 'admin' });
    const admins = await People.find({ organization, active: true, role: 'admin' }).lean();
    assert.deepEqual(
      admins.map(({ _id, keptAdmin }) => [_id, keptAdmin]),
      [[other, true]],
    );
  });

  it('are not said to join a group in which both are', async () => {
    const make = (displayName: string, ...members: string[]) =>
      createGroup(company.directory(), { displayName, members });
    await make('Both', keep, drop);
    await make('Only one', drop);
    assert.deepEqual((await previewMerge(company.ctx, { keep, drop })).moves.groups, ['Only one']);
  });

  it('are not made one when the directory could then disable nobody', async () => {
    await assert.rejects(previewMerge(company.ctx, { keep: drop, drop: keep }), {
      code: 'invalid',
      message: /^The directory provisions the account kim@.* and not bo@.*: keep the one it provisions/,
    });
    await changeUser(company.directory(), { id: keep, change: before => ({ ...before, active: false }) });
    await mergePeople(company.ctx, { keep: drop, drop: keep });
    assert.equal((await read(keep))?.mergedInto, drop);
  });

  it('stay one when the directory sends the other one’s name or address, which changes nothing', async () => {
    await mergePeople(company.ctx, { keep, drop });
    const before = await getUser(company.ctx, keep);
    const { user, created } = await createUser(company.directory(), company.person('BO', { externalId: 'other' }));
    assert.equal(created, false);
    assert.deepEqual(user, before);
    const last = (await company.log()).at(-1);
    assert.equal(last?.verb, 'skip');
    assert.match(last?.reason ?? '', /merged into Kim Test/);
    const hand = { email: `bo@${company.domain}`, givenName: 'Bo', familyName: 'B', role: 'boss' as const };
    await assert.rejects(createPerson(company.ctx, hand), { code: 'conflict' });
  });

  it('are told of events that name the address of the other one', async () => {
    await mergePeople(company.ctx, { keep, drop });
    await accept('bo', 'kim');
    const told = await Notifications.find({ organization: company.ctx.organization, person: { $exists: true } }).lean();
    assert.deepEqual(
      told.map(({ person }) => person),
      [keep],
    );
    await changeUser(company.directory(), {
      id: keep,
      change: old => ({ ...old, emails: [{ value: `bo@${company.domain}`, type: 'work' }] }),
    });
    assert.equal((await read(keep))?.emailLower, `bo@${company.domain}`);
  });

  it('come back as the one that was kept, also over two merges and a deletion', async () => {
    const third = (await createUser(company.directory(), company.person('kimberley'))).user.id;
    await mergePeople(company.ctx, { keep, drop });
    await mergePeople(company.ctx, { keep: third, drop: keep });
    await deleteUser(company.directory(), { id: third });
    const { user } = await createUser(company.directory(), company.person('bo', { externalId: 'new' }));
    assert.equal(user.id, third);
    assert.equal((await read(third))?.active, true);
    assert.equal((await read(third))?.email, `kimberley@${company.domain}`);
    const byId = await createUser(company.directory(), company.person('renamed', { externalId: 'ext-kim' }));
    assert.equal(byId.user.id, third);
  });

  it('keep both cards of an event that both were told of: the second stays history', async () => {
    await changeUser(company.directory(), { id: keep, change: old => ({ ...old, title: 'x' }) });
    await People.updateOne({ _id: keep }, { $set: { role: 'boss', roleByHand: 'boss' } });
    await accept('bo', 'kim');
    await mergePeople(company.ctx, { keep, drop });
    const { organization } = company.ctx;
    assert.equal(await Notifications.countDocuments({ organization, person: keep }), 1);
    assert.equal(await Notifications.countDocuments({ organization, person: drop }), 1);
    const rows = await Outbox.find({ organization, recipient: drop }).lean();
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['cancelled'],
    );
  });

  it('are refused to be merged where that makes no sense, or names somebody elsewhere', async () => {
    const other = await makeDirectory('okta', 'eve:boss');
    const eve = other.people.get('eve')?._id ?? '';
    await assert.rejects(mergePeople(company.ctx, { keep, drop: eve }), { code: 'not-found' });
    await assert.rejects(previewMerge(company.ctx, { keep: eve, drop }), { code: 'not-found' });
    await assert.rejects(mergePeople(company.ctx, { keep, drop: keep }), { code: 'invalid' });
    const self = { ...company.ctx, actor: { kind: 'person' as const, id: drop, name: 'Bo' } };
    await assert.rejects(mergePeople(self, { keep, drop }), { code: 'invalid', message: /signed in/ });
    await changeUser(company.directory(), { id: keep, change: old => ({ ...old, active: false }) });
    await assert.rejects(mergePeople(company.ctx, { keep, drop }), { code: 'invalid', message: /keep the active/ });
    await mergePeople(company.ctx, { keep: drop, drop: keep });
    await assert.rejects(mergePeople(company.ctx, { keep: drop, drop: keep }), { code: 'conflict' });
  });
});
