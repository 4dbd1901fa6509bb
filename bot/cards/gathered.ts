import type { Item } from '#core/notifications/contract.ts';
import { sayTime } from '../clock.ts';
import { words } from '../words.ts';
import { refresh, snoozeAction, type Viewer } from './candidate.ts';
import type { CardAction, CardElement, Message, RichTextBlock } from './card.ts';
import { card, execute, plain, run, text } from './elements.ts';
import { clip } from './text.ts';

const shown = 5;
const namesInSummary = 2;
const longest = { name: 80, job: 80 };

/** One card for several events. Its buttons act on all of them; they name the card by its first notification. */
export function gatheredCard(items: [Item, ...Item[]], viewer: Viewer): Message {
  const { notification } = items[0];
  const more = items.length - shown;
  const body: CardElement[] = [
    text(words.gathered(items.length), { style: 'heading', size: 'large', weight: 'bolder' }),
    ...state(items, viewer),
    ...items.slice(0, shown).map(line),
    ...(more > 0 ? [text(words.more(more), { isSubtle: true })] : []),
    text(`${words.because.recruiter} ${words.because.change}`, { size: 'small', isSubtle: true, separator: true }),
  ];
  const names = items.slice(0, namesInSummary).map(item => clip(item.data.candidate.fullName, longest.name));
  const said = words.gatheredSummary(names.join(', '), items.length - names.length);
  return {
    summary: `${words.gathered(items.length)}: ${said}`,
    card: { ...card(body, actions(items)), refresh: refresh(notification, viewer) },
  };
}

function line(item: Item): RichTextBlock {
  const { candidate, job } = item.data;
  const reviewed = item.reviewed ? ` · ${words.reviewedShort(clip(item.reviewed.byName, longest.name))}` : '';
  return plain(
    [
      run(clip(candidate.fullName, longest.name), { weight: 'bolder' }),
      run(` ${words.forJob(clip(job.title, longest.job))}`),
      run(` · ${words.kicker[item.type]}${reviewed}`, { isSubtle: true }),
    ],
    { spacing: 'small' },
  );
}

function state(items: Item[], viewer: Viewer): CardElement[] {
  const open = items.filter(item => !item.reviewed);
  if (open.length === 0) return [{ type: 'Container', style: 'good', items: [text(words.allReviewed)] }];
  const until = allSnoozed(open);
  if (!until) return [];
  const sentence = words.allSnoozed(sayTime(until, viewer.now, viewer));
  return [{ type: 'Container', style: 'warning', items: [text(sentence)] }];
}

/** Until when, if every one of them is snoozed. */
function allSnoozed(items: Item[]): Date | undefined {
  const times = items.map(item => item.snoozedUntil);
  return times.every(time => time !== undefined) ? times[0] : undefined;
}

function actions(items: [Item, ...Item[]]): CardAction[] {
  const { notification } = items[0];
  const open = items.filter(item => !item.reviewed);
  if (open.length === 0) return [execute(words.buttons.undo, 'undo-review', { notification })];
  const review = execute(words.buttons.reviewAll, 'review', { notification }, { style: 'positive' });
  if (allSnoozed(open)) return [execute(words.buttons.undo, 'undo-snooze', { notification }), review];
  return [review, snoozeAction(notification)];
}
