import assert from 'node:assert/strict';
import type { Viewer } from '#bot/cards/candidate.ts';
import type { CardAction, Message } from '#bot/cards/card.ts';
import { helpCard } from '#bot/cards/help.ts';
import { inactiveCard, notConnectedCard, unknownPersonCard } from '#bot/cards/not-connected.ts';
import { notificationCard } from '#bot/cards/notification.ts';
import { pauseCard, pausedCard, resumedCard } from '#bot/cards/pause.ts';
import { settingsCard } from '#bot/cards/settings.ts';
import { signedOutCard } from '#bot/cards/signed-out.ts';
import { statusCard } from '#bot/cards/status.ts';
import { welcomeCard } from '#bot/cards/welcome.ts';
import type { Item } from '#core/notifications/contract.ts';
import type { EventType } from '#core/people/model.ts';

const now = new Date('2026-05-14T08:10:00Z');
const viewer: Viewer = {
  id: 'per_rae',
  email: 'rae@contoso.test',
  userId: '29:rae',
  locale: 'en-GB',
  timeZone: 'Europe/Amsterdam',
  now,
};
const nasty = `[click](javascript:alert(1)) **bold** <b>x</b> \u202Eevil\u0007 ${'long '.repeat(400)}`;

function item(changes: Partial<Item> = {}, data: Partial<Item['data']> = {}): Item {
  return {
    notification: 'ntf_1',
    type: 'candidate.referred',
    time: new Date('2026-05-14T08:04:00Z'),
    data: {
      candidate: { id: 'c1', fullName: 'Sam Roth', headline: 'Engineer', location: 'Rotterdam' },
      job: { id: 'j1', title: 'Platform Engineer' },
      employee: { email: 'kim@contoso.test', displayName: 'Kim Vos' },
      note: 'We worked together.',
      reason: 'Seven years of Go.',
      score: 86,
      ...data,
    },
    ...changes,
  };
}

const nastyItem = item(
  { snoozedBy: [{ name: nasty, until: new Date('2026-05-15T08:00:00Z') }] },
  {
    candidate: { id: 'c', fullName: nasty, headline: nasty, location: nasty, profileUrl: 'javascript:alert(1)' },
    job: { id: 'j', title: nasty, url: 'file:///etc/passwd' },
    employee: { email: 'x@y.z', displayName: nasty },
    note: nasty,
    reason: nasty,
  },
);
const types: EventType[] = ['candidate.matched', 'candidate.referred', 'candidate.recommended', 'action.required'];
const reviewed = { by: 'per_kim', byName: 'Kim Vos', at: now };
const tomorrow = new Date('2026-05-15T07:00:00Z');

const all: Record<string, Message> = {
  ...Object.fromEntries(types.map(type => [type, notificationCard([item({ type })], viewer)])),
  'a reviewed candidate': notificationCard([item({ reviewed })], viewer),
  'a snoozed candidate': notificationCard([item({ snoozedUntil: tomorrow })], viewer),
  'a candidate with a profile': notificationCard(
    [item({}, { candidate: { id: 'c', fullName: 'Sam', profileUrl: 'https://x.test/sam' } })],
    viewer,
  ),
  'words that would be markdown': notificationCard([nastyItem], viewer),
  'many candidates': notificationCard(Array(1000).fill(nastyItem), viewer),
  'nothing that is left': notificationCard([], viewer),
  welcome: welcomeCard({ appName: 'Wintro', givenName: nasty, organizationName: nasty }),
  help: helpCard({ appName: 'Wintro', supportEmail: 'help@wintro.test', lead: 'Hello.' }),
  status: statusCard(
    { channel: 'mail', waiting: 1, sentThisWeek: 2, failedThisWeek: 3, pausedUntil: tomorrow, organizationName: nasty },
    viewer,
    now,
  ),
  settings: settingsCard({ matched: 'off' }, '10:10'),
  pause: pauseCard(),
  paused: pausedCard('10:10'),
  resumed: resumedCard(),
  'not connected': notConnectedCard({ appName: 'Wintro', entraTenantId: '9b0cc2d5-0000-4000-8000-000000000001' }),
  'an unknown person': unknownPersonCard({ organizationName: nasty }),
  'an inactive person': inactiveCard({ appName: 'Wintro' }),
  'signed out': signedOutCard(),
};

type Json = { [key: string]: unknown };

/** Every object anywhere in a card. */
function objects(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objects);
  if (typeof value !== 'object' || value === null) return [];
  const here: Json = { ...value };
  return [here, ...Object.values(here).flatMap(objects)];
}

function titles(message: Message): string[] {
  return (message.card.actions ?? []).map(({ title }) => title);
}

function textOf(message: Message): string {
  return objects(message.card.body)
    .map(element => element.text)
    .filter(text => typeof text === 'string')
    .join('\n');
}

function verbs(actions: CardAction[] = []): string[] {
  return actions.flatMap(action => {
    if (action.type === 'Action.ShowCard') return verbs(action.card.actions);
    return action.type === 'Action.Execute' ? [action.verb] : [];
  });
}

describe('Every card', () => {
  for (const [name, message] of Object.entries(all))
    describe(name, () => {
      const parts = objects(message.card);

      it('has version 1.5, a summary, at most 4 actions and at most 20 KB', () => {
        assert.equal(message.card.version, '1.5');
        assert.ok(message.summary.length > 0 && message.summary.length < 300);
        assert.ok((message.card.actions ?? []).length <= 4);
        assert.ok(Buffer.byteLength(JSON.stringify(message.card)) <= 20 * 1024);
      });

      it('wraps its text, and labels its inputs', () => {
        for (const part of parts) {
          if (part.type === 'TextBlock') assert.equal(part.wrap, true);
          if (String(part.type).startsWith('Input.')) assert.ok(part.label && part.id && part.errorMessage);
          assert.notEqual(part.type, 'Image');
        }
      });

      it('gives each button a verb and a fallback that says the same', () => {
        for (const part of parts.filter(({ type, title }) => type === 'Action.Execute' && title !== undefined))
          assert.deepEqual(part.fallback, {
            type: 'Action.Submit',
            title: part.title,
            data: { ...(typeof part.data === 'object' ? part.data : {}), verb: part.verb },
          });
      });

      it('puts others’ words only where no markdown is read, and clips them', () => {
        for (const part of parts.filter(({ type }) => type === 'TextBlock'))
          assert.doesNotMatch(String(part.text), /javascript|\*\*|<b>/);
        for (const part of parts.filter(({ type }) => type === 'TextRun'))
          assert.ok(String(part.text).length <= 420, String(part.text).slice(0, 40));
        assert.doesNotMatch(JSON.stringify(message), /\u202E|\\u0007/);
      });
    });
});

describe('The card of an event', () => {
  it('says name, job, who, why, how well and since when', () => {
    const message = notificationCard([item()], viewer);
    assert.equal(message.summary, 'Sam Roth referred for Platform Engineer');
    const text = textOf(message);
    for (const part of [
      'Sam Roth referred for Platform Engineer',
      'Kim Vos',
      'We worked together.',
      'Seven years of Go.',
    ])
      assert.ok(text.includes(part), part);
    assert.match(text, /Strong, 86 out of 100/);
    assert.match(text, /Referral · open since 10:04/);
    assert.deepEqual(titles(message), ['Mark as reviewed', 'Snooze']);
    assert.deepEqual(verbs(message.card.actions), ['review', 'snooze']);
  });

  it('says since when something is needed, and when it came once it is done', () => {
    const needed = item({ type: 'action.required' });
    assert.match(textOf(notificationCard([needed], viewer)), /Action needed since 10:04/);
    assert.match(textOf(notificationCard([{ ...needed, reviewed }], viewer)), /Action needed · 10:04/);
  });

  it('says the time in the recipient’s own language and zone', () => {
    const elsewhere = { ...viewer, locale: 'de-DE', timeZone: 'America/New_York' };
    const text = textOf(notificationCard([item({ time: new Date('2026-05-12T18:30:00Z') })], elsewhere));
    assert.match(text, /Di.*12\. Mai.*14:30/);
  });

  it('offers the profile, else the job, and only over http', () => {
    const opened = (data: Partial<Item['data']>) => notificationCard([item({}, data)], viewer).card.actions?.at(-1);
    const job = { id: 'j', title: 'T', url: 'https://x.test/job' };
    const candidate = { id: 'c', fullName: 'S', profileUrl: 'https://x.test/sam' };
    assert.deepEqual(opened({ candidate, job }), {
      type: 'Action.OpenUrl',
      title: 'Open profile',
      url: 'https://x.test/sam',
    });
    assert.deepEqual(opened({ job }), { type: 'Action.OpenUrl', title: 'Open job', url: 'https://x.test/job' });
    assert.deepEqual(verbs(notificationCard([nastyItem], viewer).card.actions), ['review', 'snooze']);
    assert.equal(JSON.stringify(notificationCard([nastyItem], viewer).card.actions).includes('OpenUrl'), false);
  });

  it('says who has reviewed it and when, with Undo', () => {
    const others = notificationCard([item({ reviewed })], viewer);
    assert.match(textOf(others), /Marked as reviewed by Kim Vos, 10:10/);
    assert.deepEqual(verbs(others.card.actions), ['undo-review']);
    const mine = notificationCard([item({ reviewed: { ...reviewed, by: viewer.id } })], viewer);
    assert.match(textOf(mine), /Marked as reviewed by you, 10:10/);
  });

  it('says until when it is snoozed, by whom, with Undo', () => {
    const snoozedBy = [{ name: 'Ann Lee', until: tomorrow }];
    const message = notificationCard([item({ snoozedUntil: tomorrow, snoozedBy })], viewer);
    assert.match(textOf(message), /Snoozed until Fri.* 15 May.* 09:00/);
    assert.match(textOf(message), /Ann Lee has snoozed this until Fri/);
    assert.deepEqual(verbs(message.card.actions), ['undo-snooze', 'review']);
  });

  it('is brought up to date when its recipient sees it', () => {
    assert.deepEqual(notificationCard([item()], viewer).card.refresh, {
      action: { type: 'Action.Execute', verb: 'refresh', data: { notification: 'ntf_1' } },
      userIds: ['29:rae'],
    });
  });

  it('says why one gets it', () => {
    const named = notificationCard([item({}, { recruiters: ['Rae@contoso.test'] })], viewer);
    assert.match(textOf(named), /because you are named/);
    assert.match(textOf(notificationCard([item()], viewer)), /because you recruit/);
  });
});

describe('The card of several events', () => {
  const many = Array.from({ length: 14 }, (_, index) => item({ notification: `ntf_${index}` }));

  it('lists five, and counts the rest', () => {
    const message = notificationCard(many, viewer);
    assert.equal(message.summary, '14 candidates for you: Sam Roth, Sam Roth and 12 more');
    assert.equal(textOf(message).match(/for Platform Engineer/g)?.length, 5);
    assert.match(textOf(message), /and 9 more/);
    assert.deepEqual(titles(message), ['Mark all as reviewed', 'Snooze']);
  });

  it('offers Undo once all are reviewed, or all the open ones snoozed', () => {
    const done = many.map(one => ({ ...one, reviewed }));
    assert.deepEqual(verbs(notificationCard(done, viewer).card.actions), ['undo-review']);
    const aside = many.map((one, index) => (index === 0 ? { ...one, reviewed } : { ...one, snoozedUntil: tomorrow }));
    assert.deepEqual(verbs(notificationCard(aside, viewer).card.actions), ['undo-snooze', 'review']);
  });
});
