import assert from 'node:assert/strict';
import { currentItems } from '#core/notifications/actions.ts';
import { cardFor, closeBot, openBot, personOf, recruiter, sandbox } from './bot-world.ts';

const execute = (verb: string) => ({ type: 'Action.Execute', verb, title: verb });

describe('A button on a card', () => {
  before(openBot);
  after(closeBot);

  it('marks as reviewed, shows by whom with Undo, and takes it back', async () => {
    const { world, id } = await recruiter();
    const { notification, activityId } = await cardFor(world, id);
    const done = await sandbox.connector.press(id, activityId, execute('review'), { notification });
    assert.match(JSON.stringify(done.card), /Marked as reviewed by you.*undo-review/);
    const undone = await sandbox.connector.press(id, activityId, execute('undo-review'), { notification });
    assert.match(JSON.stringify(undone.card), /"verb":"review"/);
  });

  it('snoozes until the chosen time, and ends it', async () => {
    const { world, id } = await recruiter();
    const { notification, activityId } = await cardFor(world, id);
    const data = { notification, until: 'tomorrow' };
    const done = await sandbox.connector.press(id, activityId, execute('snooze'), data);
    assert.match(JSON.stringify(done.card), /Snoozed until .*09:00.*undo-snooze/);
    const undone = await sandbox.connector.press(id, activityId, execute('undo-snooze'), { notification });
    assert.doesNotMatch(JSON.stringify(undone.card), /Snoozed until/);
  });

  it('works the same in a client that knows no Universal Actions, and replaces the card', async () => {
    const { world, id } = await recruiter();
    const { notification, activityId } = await cardFor(world, id);
    const data = { verb: 'review', notification };
    const done = await sandbox.connector.press(id, activityId, { type: 'Action.Submit', title: 'x' }, data);
    assert.equal(done.status, 200);
    const entry = sandbox.connector.chat(id).entries.find(one => one.id === activityId);
    assert.match(JSON.stringify(entry?.activity.attachments), /Marked as reviewed by you/);
  });

  it('changes nothing for another organization’s notification, and says what to do', async () => {
    const ours = await recruiter();
    const theirs = await recruiter('Ann');
    const { notification } = await cardFor(theirs.world, theirs.id);
    const { activityId } = await cardFor(ours.world, ours.id);
    for (const verb of ['review', 'refresh', 'undo-review']) {
      const refused = await sandbox.connector.press(ours.id, activityId, execute(verb), { notification });
      assert.equal(refused.card, undefined);
      assert.match(refused.message ?? '', /no longer there. Nothing was changed/);
    }
    const stored = await currentItems(theirs.world.ctx, { notification, person: (await personOf(theirs.id))._id });
    assert.equal(stored[0]?.reviewed, undefined);
  });

  const senseless: [string, unknown][] = [
    ['review', {}],
    ['review', { notification: { $ne: '' } }],
    ['snooze', { notification: 'x', until: 'never' }],
    ['save-settings', { matched: 'at-once', referred: 'sometimes', recommended: 'off' }],
    ['constructor', {}],
  ];
  for (const [verb, data] of senseless)
    it(`refuses ${verb} with ${JSON.stringify(data)}`, async () => {
      const { world, id } = await recruiter();
      const { activityId } = await cardFor(world, id);
      const refused = await sandbox.connector.press(id, activityId, execute(verb), data);
      assert.match(refused.message ?? '', /I did not understand that button/);
    });

  it('saves settings, and shows them saved', async () => {
    const { world, id } = await recruiter();
    const { activityId } = await cardFor(world, id);
    const data = { matched: 'digest', referred: 'at-once', recommended: 'off' };
    const saved = await sandbox.connector.press(id, activityId, execute('save-settings'), data);
    assert.match(JSON.stringify(saved.card), /Saved, /);
    assert.deepEqual((await personOf(id)).preferences, data);
  });

  it('pauses, resumes, and shows status, settings and help', async () => {
    const { world, id } = await recruiter();
    const { activityId } = await cardFor(world, id);
    const press = async (verb: string, data: unknown = {}) =>
      JSON.stringify((await sandbox.connector.press(id, activityId, execute(verb), data)).card);
    assert.match(await press('pause-choices'), /Pause for/);
    assert.match(await press('pause', { length: 'week' }), /Paused until/);
    assert.ok((await personOf(id)).pausedUntil);
    assert.match(await press('resume'), /on again/);
    assert.equal((await personOf(id)).pausedUntil, undefined);
    assert.match(await press('status'), /Your notifications/);
    assert.match(await press('settings'), /Set my notifications/);
    assert.match(await press('help'), /What you can write/);
    assert.match(await press('connect'), /Hello Rae/);
  });
});
