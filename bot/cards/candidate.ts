import type { Item } from '#core/notifications/contract.ts';
import { type Place, sayTime } from '../clock.ts';
import { words } from '../words.ts';
import type { CardAction, CardElement, Message, RichTextBlock } from './card.ts';
import { card, choices, execute, plain, run, text, unfold } from './elements.ts';
import { clip, openable } from './text.ts';

/** For whom and when a notification is shown. */
export type Viewer = Place & {
  /** The person's id in the product. */
  id: string;
  email: string;
  /** The person's id towards the bot, `29:…`: the card of this person alone is brought up to date when seen. */
  userId: string;
  now: Date;
};

const longest = { name: 80, job: 100, headline: 160, location: 80, note: 400, reason: 280 };
const snoozersShown = 3;

/** The card of one event. */
export function candidateCard(item: Item, viewer: Viewer): Message {
  const name = clip(item.data.candidate.fullName, longest.name);
  const title = words.title(item.type, name, clip(item.data.job.title, longest.job));
  const kicker = words.kickerSince(item.type, sayTime(item.time, viewer.now, viewer), !item.reviewed);
  const body: CardElement[] = [
    text(kicker, { style: 'heading', size: 'small', weight: 'bolder', color: 'accent', spacing: 'none' }),
    plain([run(title, { size: 'large', weight: 'bolder' })], { spacing: 'none' }),
    ...state(item, viewer),
    ...source(item),
    ...facts(item),
    footer(item, viewer),
  ];
  const actions = [...stateActions(item), ...openAction(item)];
  return {
    summary: words.summary(item.type, title),
    card: { ...card(body, actions), refresh: refresh(item.notification, viewer) },
  };
}

export function refresh(notification: string, viewer: Viewer) {
  return {
    action: { type: 'Action.Execute' as const, verb: 'refresh', data: { notification } },
    userIds: [viewer.userId],
  };
}

function state(item: Item, viewer: Viewer): CardElement[] {
  const say = (at: Date) => sayTime(at, viewer.now, viewer);
  if (item.reviewed) {
    const { by, byName, at } = item.reviewed;
    const sentence =
      by === viewer.id ? words.reviewedByYou(say(at)) : words.reviewed(clip(byName, longest.name), say(at));
    return [{ type: 'Container', style: 'good', items: [plain([run(sentence)])] }];
  }
  const mine: CardElement[] = item.snoozedUntil
    ? [{ type: 'Container', style: 'warning', items: [text(words.snoozed(say(item.snoozedUntil)))] }]
    : [];
  const others = (item.snoozedBy ?? [])
    .slice(0, snoozersShown)
    .map(({ name, until }) => plain([run(words.snoozedBy(clip(name, longest.name), say(until)), { isSubtle: true })]));
  return [...mine, ...others];
}

/** Who said so, and in which words. */
function source({ type, data: { employee, note } }: Item): CardElement[] {
  const name = employee && clip(employee.displayName ?? employee.email, longest.name);
  const quoted = note && `“${clip(note, longest.note)}”`;
  return [
    ...(name ? [fact(words.by[type], name, 'medium')] : []),
    ...(quoted
      ? [{ type: 'Container' as const, style: 'emphasis' as const, items: [plain([run(quoted, { italic: true })])] }]
      : []),
  ];
}

function facts({ type, data: { candidate, reason, score } }: Item): RichTextBlock[] {
  const { headline, location } = candidate;
  const profile = [headline && clip(headline, longest.headline), location && clip(location, longest.location)].filter(
    part => part,
  );
  const rows: [string, string | undefined][] = [
    [words.why(type), reason && clip(reason, longest.reason)],
    [words.match, score === undefined ? undefined : words.score(score)],
    [words.profile, profile.join(' · ')],
  ];
  return rows
    .filter((row): row is [string, string] => Boolean(row[1]))
    .map(([label, value], index) => fact(label, value, index === 0 ? 'medium' : 'small'));
}

function fact(label: string, value: string, spacing: 'small' | 'medium'): RichTextBlock {
  return plain([run(`${label}: `, { weight: 'bolder' }), run(value)], { spacing });
}

function footer(item: Item, viewer: Viewer): CardElement {
  const named = item.data.recruiters?.some(email => email.toLowerCase() === viewer.email.toLowerCase()) ?? false;
  const because = named ? words.because.named : words.because.recruiter;
  return text(`${because} ${words.because.change}`, { size: 'small', isSubtle: true, separator: true });
}

function stateActions({ notification, reviewed, snoozedUntil }: Item): CardAction[] {
  if (reviewed) return [execute(words.buttons.undo, 'undo-review', { notification })];
  const review = execute(words.buttons.review, 'review', { notification }, { style: 'positive' });
  if (snoozedUntil) return [execute(words.buttons.undo, 'undo-snooze', { notification }), review];
  return [review, snoozeAction(notification)];
}

export function snoozeAction(notification: string): CardAction {
  return unfold(
    words.buttons.snooze,
    choices('until', words.snoozeLabel, words.snoozeChoices, 'tomorrow'),
    execute(words.buttons.snooze, 'snooze', { notification }),
  );
}

function openAction({ data }: Item): CardAction[] {
  const profile = openable(data.candidate.profileUrl);
  if (profile) return [{ type: 'Action.OpenUrl', title: words.buttons.openProfile, url: profile }];
  const job = openable(data.job.url);
  return job ? [{ type: 'Action.OpenUrl', title: words.buttons.openJob, url: job }] : [];
}
