import assert from 'node:assert/strict';
import { pauseUntil, sayTime, snoozeUntil } from '#bot/clock.ts';

const amsterdam = { locale: 'en-GB', timeZone: 'Europe/Amsterdam' };
const at = (text: string) => new Date(text);

describe('The clock of a person', () => {
  it('puts a snooze at nine in their own morning', () => {
    assert.deepEqual(snoozeUntil('tomorrow', at('2026-05-14T08:10:00Z'), amsterdam), at('2026-05-15T07:00:00Z'));
    const auckland = { locale: 'en-NZ', timeZone: 'Pacific/Auckland' };
    assert.deepEqual(snoozeUntil('tomorrow', at('2026-05-14T20:10:00Z'), auckland), at('2026-05-15T21:00:00Z'));
  });

  it('keeps nine at nine when summer time begins or ends in the night', () => {
    assert.deepEqual(snoozeUntil('tomorrow', at('2026-03-28T12:00:00Z'), amsterdam), at('2026-03-29T07:00:00Z'));
    assert.deepEqual(snoozeUntil('tomorrow', at('2026-10-24T12:00:00Z'), amsterdam), at('2026-10-25T08:00:00Z'));
  });

  it('takes next Monday for the one to come, also on a Monday', () => {
    assert.deepEqual(snoozeUntil('monday', at('2026-05-17T10:00:00Z'), amsterdam), at('2026-05-18T07:00:00Z'));
    assert.deepEqual(snoozeUntil('monday', at('2026-05-18T05:00:00Z'), amsterdam), at('2026-05-25T07:00:00Z'));
  });

  it('counts hours from now', () => {
    assert.deepEqual(snoozeUntil('hour', at('2026-05-14T08:10:00Z'), amsterdam), at('2026-05-14T09:10:00Z'));
    assert.deepEqual(snoozeUntil('four-hours', at('2026-05-14T08:10:00Z'), amsterdam), at('2026-05-14T12:10:00Z'));
  });

  it('ends a pause in the morning', () => {
    assert.deepEqual(pauseUntil('today', at('2026-05-14T21:59:00Z'), amsterdam), at('2026-05-15T06:00:00Z'));
    assert.deepEqual(pauseUntil('tomorrow', at('2026-05-14T08:10:00Z'), amsterdam), at('2026-05-16T06:00:00Z'));
    assert.deepEqual(pauseUntil('week', at('2026-05-14T08:10:00Z'), amsterdam), at('2026-05-21T06:00:00Z'));
  });

  it('says the day where it is another, and the year where that is', () => {
    const now = at('2026-05-14T08:10:00Z');
    assert.equal(sayTime(at('2026-05-14T08:04:00Z'), now, amsterdam), '10:04');
    assert.match(sayTime(at('2026-05-12T08:04:00Z'), now, amsterdam), /^Tue,? 12 May(,| at) 10:04$/);
    assert.match(sayTime(at('2025-05-12T08:04:00Z'), now, amsterdam), /2025/);
  });

  it('writes the hour as the language does', () => {
    const now = at('2026-05-14T08:10:00Z');
    const said = (locale: string) => sayTime(at('2026-05-14T05:45:00Z'), now, { ...amsterdam, locale });
    assert.deepEqual(
      ['en-US', 'en-GB', 'nl', 'de'].map(said).map(text => text.replace(/\s/u, ' ')),
      ['7:45 AM', '07:45', '07:45', '07:45'],
    );
  });

  it('goes on with a locale or time zone it does not know', () => {
    const nowhere = { locale: 'no such locale', timeZone: 'Mars/Olympus' };
    assert.match(sayTime(at('2026-05-14T08:04:00Z'), at('2026-05-14T08:10:00Z'), nowhere), /^8:04/);
  });
});
