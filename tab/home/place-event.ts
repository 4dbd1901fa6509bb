import type { Home, HomeEvent } from '#api/home/contract.ts';

/** Home with that event as it is now: among what needs the person when it is open, and in the latest where it was. */
export function placeEvent(home: Home, event: HomeEvent): Home {
  const same = (other: HomeEvent): boolean => other.notification === event.notification;
  const was = home.needsYou.some(same);
  const open = !event.reviewed && !event.snoozedUntil;
  const others = home.needsYou.filter(other => !same(other));
  const needsYou = open
    ? was
      ? home.needsYou.map(other => (same(other) ? event : other))
      : [...others, event].sort((one, other) => Date.parse(other.time) - Date.parse(one.time))
    : others;
  return {
    ...home,
    needsYou,
    needsYouTotal: home.needsYouTotal + (open ? 1 : 0) - (was ? 1 : 0),
    latest: home.latest.map(other => (same(other) ? event : other)),
  };
}
