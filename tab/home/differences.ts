import type { Home, HomeEvent } from '#api/home/contract.ts';
import type { Say } from '../words.ts';
import { titleOf } from './sentences.ts';

/** More news at once are counted instead of read out. */
const toldApart = 2;

/** What somebody who listens should hear of, each change once. */
export function differences(before: Home, after: Home, say: Say): string[] {
  const known = new Map([...before.needsYou, ...before.latest].map(event => [event.notification, event]));
  const seen = [...new Map([...after.needsYou, ...after.latest].map(event => [event.notification, event])).values()];
  const fresh = seen.filter(event => !known.has(event.notification) && isRecent(event, before));
  const news =
    fresh.length > toldApart
      ? [say('said.news', { count: fresh.length })]
      : fresh.map(event => say('said.new', { title: titleOf(event, say) }));
  const changed = seen.flatMap(event => {
    const earlier = known.get(event.notification);
    return earlier ? change(earlier, event, say) : [];
  });
  return [...news, ...changed];
}

/** An older one moves up into the lists when another leaves them; that is no news. */
function isRecent(event: HomeEvent, before: Home): boolean {
  const newest = Math.max(0, ...[...before.latest, ...before.needsYou].map(({ time }) => Date.parse(time)));
  return Date.parse(event.time) >= newest;
}

function change(before: HomeEvent, after: HomeEvent, say: Say): string[] {
  const title = titleOf(after, say);
  if (!before.reviewed && after.reviewed && !after.reviewed.byMe)
    return [say('said.reviewed', { title, name: after.reviewed.byName })];
  if (before.snoozedUntil && !after.snoozedUntil && !after.reviewed) return [say('said.back', { title })];
  if (before.delivery.state !== 'failed' && after.delivery.state === 'failed') return [say('said.failed', { title })];
  return [];
}
