import assert from 'node:assert/strict';
import { noticeCard } from '#bot/cards/notice.ts';
import { teamsLinks } from '#bot/teams-links.ts';
import { claimRows } from '#core/notifications/claim.ts';
import { tellRecruiters } from '#core/notifications/notice.ts';
import { disconnectTeams } from '#core/people/connect-teams.ts';
import { disablePerson } from '#core/provisioning/active-by-hand.ts';
import { anEvent } from './company.ts';
import { type OutboxRig, openOutbox } from './outbox-rig.ts';

const notice = {
  subject: 'The token ends soon',
  text: 'It ends on Monday.\n\nMake another.',
  opens: 'settings' as const,
};

describe('a notice to recruiters', () => {
  let rig: OutboxRig;

  beforeEach(async () => {
    rig = await openOutbox();
  });

  afterEach(() => rig.close());

  it('comes by mail and by the bot, with the way to the settings, once for each key', async () => {
    await tellRecruiters(rig.now(), { key: 'k1', notice });
    await tellRecruiters(rig.now(), { key: 'k1', notice });
    await tellRecruiters(rig.now(), { key: 'k2', notice: { ...notice, subject: 'For admins' }, roles: ['admin'] });
    rig.dispatch();
    await rig.settled();
    const mails = rig.mails.filter(({ to }) => to.endsWith(rig.company.domain));
    assert.equal(rig.parcels.length, 3);
    assert.equal(mails.length, 3);
    assert.deepEqual(rig.parcels[0]?.items, []);
    assert.deepEqual(rig.parcels[0]?.notice?.button, {
      title: 'Open the settings of Wintro',
      url: 'https://teams.example',
    });
    assert.match(mails[0]?.text ?? '', /Make another\.\n\nOpen the settings of Wintro: https:\/\/teams\.example$/);
    assert.ok((await rig.rows()).every(({ state }) => state === 'sent'));
  });

  it('goes by mail alone to whom the bot does not reach any more', async () => {
    const ada = rig.person('ada');
    await tellRecruiters(rig.now(), { key: 'k', notice, roles: ['admin'] });
    await disconnectTeams(rig.company.ctx, { person: ada, state: 'removed' });
    await tellRecruiters(rig.now(), { key: 'k2', notice, roles: ['admin'] });
    rig.dispatch();
    await rig.settled();
    assert.equal(rig.parcels.length, 0);
    assert.deepEqual((await rig.rows()).map(({ channel, state }) => `${channel} ${state}`).sort(), [
      'mail sent',
      'mail sent',
      'teams cancelled',
    ]);
  });

  it('is a card of plain words with one button, without markdown in what people wrote', () => {
    const { card, summary } = noticeCard({
      subject: 'Hello [x](y) *there*',
      text: 'One [link](http://evil.example)\n\nTwo',
      button: { title: 'Open', url: 'https://teams.example/s' },
    });
    assert.equal(summary, 'Hello x(y) there');
    assert.deepEqual(
      card.body.map(({ type }) => type),
      ['TextBlock', 'RichTextBlock', 'RichTextBlock'],
    );
    assert.deepEqual(card.actions, [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://teams.example/s' }]);
    const odd = noticeCard({ subject: 'S', text: 'T', button: { title: 'Open', url: 'javascript:alert(1)' } });
    assert.equal(odd.card.actions, undefined);
  });

  it('leads to the settings in the tab, in the sandbox to its page', () => {
    const at = { PUBLIC_URL: 'https://w.example', TEAMS_APP_ID: 'app-1', BOT_ID: 'bot-1' };
    assert.equal(teamsLinks({ ...at, sandbox: true }).settingsLink, 'https://w.example/sandbox');
    const link = new URL(teamsLinks({ ...at, sandbox: false }).settingsLink);
    assert.equal(link.pathname, '/l/entity/app-1/home');
    assert.deepEqual(JSON.parse(link.searchParams.get('context') ?? ''), { subEntityId: 'settings/security' });
  });
});

describe('a card that is about to be claimed', () => {
  it('does not go to whom was deactivated in between', async () => {
    const rig = await openOutbox();
    try {
      await rig.accept(anEvent({ data: { recruiters: [`ada@${rig.company.domain}`, `bo@${rig.company.domain}`] } }));
      const read = await rig.rows();
      await disablePerson(rig.now(), { email: `ada@${rig.company.domain}` });
      const claimed = await claimRows(read, 'worker', new Date(), 60_000);
      assert.deepEqual(
        claimed.map(({ recipient }) => recipient),
        [rig.person('bo')],
      );
      const ada = (await rig.rows()).find(({ recipient }) => recipient === rig.person('ada'));
      assert.deepEqual([ada?.state, ada?.reason], ['cancelled', 'The person was deactivated.']);
    } finally {
      await rig.close();
    }
  });
});
