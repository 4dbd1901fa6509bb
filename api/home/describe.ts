import type { Home as Read } from '#core/notifications/home.ts';
import type { HomeItem } from '#core/notifications/home-events.ts';
import type { Home, HomeEvent } from './contract.ts';

/** Home as the contract has it, for the person who looks. */
export function describeHome(home: Read, viewer: string): Home {
  const events = (items: HomeItem[]) => items.map(item => describeEvent(item, viewer));
  return {
    needsYou: events(home.needsYou),
    needsYouTotal: home.needsYouTotal,
    latest: events(home.latest),
    week: { ...home.week, since: home.week.since.toISOString() },
    integrations: home.integrations.map(({ at, ...rest }) => ({ ...rest, ...moment('at', at) })),
  };
}

export function describeEvent(item: HomeItem, viewer: string): HomeEvent {
  const { candidate, job, employee, note, reason, score } = item.data;
  const { id, fullName, headline, location, profileUrl } = candidate;
  const { at, until, ...delivery } = item.delivery;
  const { reviewed } = item;
  return {
    notification: item.notification,
    type: item.type,
    time: item.time.toISOString(),
    candidate: { id, fullName, headline, location, profileUrl },
    job: { id: job.id, title: job.title, url: job.url },
    employee: employee?.displayName ?? employee?.email,
    note,
    reason,
    score,
    ...(reviewed
      ? { reviewed: { byName: reviewed.byName, byMe: reviewed.by === viewer, at: reviewed.at.toISOString() } }
      : {}),
    ...moment('snoozedUntil', item.snoozedUntil),
    delivery: { ...delivery, ...moment('at', at), ...moment('until', until) },
  };
}

function moment<Key extends string>(key: Key, date: Date | undefined): Partial<Record<Key, string>> {
  const known: Partial<Record<Key, string>> = {};
  if (date) known[key] = date.toISOString();
  return known;
}
