/** Where a person reads the clock. */
export type Place = { locale: string; timeZone: string | undefined };

export type Clock = ReturnType<typeof createClock>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Writes moments as a person reads them; an unknown time zone is the device's. */
export function createClock({ locale, timeZone: wanted }: Place) {
  const timeZone = wanted && isTimeZone(wanted) ? wanted : Intl.DateTimeFormat().resolvedOptions().timeZone;
  // 07:45, but 7:45 AM.
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const hour = hour12 ? 'numeric' : '2-digit';
  const formats = {
    time: new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', timeZone }),
    short: new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour,
      minute: '2-digit',
      timeZone,
    }),
    calendar: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }),
    date: new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }),
    ago: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }),
  };

  return {
    timeZone,
    time: (at: Date): string => formats.time.format(at),
    full: (at: Date): string => formats.full.format(at),
    /** The day with its year. */
    calendar: (at: Date): string => formats.calendar.format(at),

    /** The time of today, else with the day. */
    moment: (at: Date, now: Date): string =>
      formats.date.format(at) === formats.date.format(now) ? formats.time.format(at) : formats.short.format(at),

    /** How long ago within a day, else the moment. */
    ago(at: Date, now: Date): string {
      const passed = now.getTime() - at.getTime();
      if (passed < minuteMs) return formats.ago.format(0, 'second');
      if (passed < hourMs) return formats.ago.format(-Math.floor(passed / minuteMs), 'minute');
      if (passed < dayMs) return formats.ago.format(-Math.floor(passed / hourMs), 'hour');
      return formats.short.format(at);
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
