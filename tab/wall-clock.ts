/** What the clock of a time zone shows. */
export function wallClock(at: Date, timeZone: string) {
  const format = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone,
  });
  const parts = new Map(format.formatToParts(at).map(part => [part.type, Number(part.value)]));
  const read = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const [year, month, day] = [read('year'), read('month'), read('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: read('hour'), minute: read('minute'), weekday };
}

/** The moment at which the clock there shows what the clock of UTC shows at `wanted`. */
export function momentOf(wanted: number, timeZone: string): Date {
  let moment = wanted;
  // The offset at the guess may be another than at the result (summer time), hence twice.
  for (let turn = 0; turn < 2; turn += 1) moment += wanted - shownAt(moment, timeZone);
  return new Date(moment);
}

function shownAt(moment: number, timeZone: string): number {
  const { year, month, day, hour, minute } = wallClock(new Date(moment), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute);
}
