import type { Parcel } from '#core/notifications/contract.ts';
import type { CardElement, Message } from './card.ts';
import { card, heading, plain, run } from './elements.ts';
import { clip, openable } from './text.ts';

type Notice = NonNullable<Parcel['notice']>;

/** Words about the product itself. The text may hold names that people wrote, so that it is not read as markdown. */
export function noticeCard({ subject, text, button }: Notice): Message {
  const title = clip(subject.replace(/[[\]*_`]/g, ''), 200);
  const paragraphs = text.split(/\n{2,}/).filter(paragraph => paragraph.trim() !== '');
  const body: CardElement[] = [heading(title), ...paragraphs.map(words => plain([run(clip(words, 1_000))]))];
  const url = openable(button?.url);
  return {
    summary: title,
    card: card(body, button && url ? [{ type: 'Action.OpenUrl', title: button.title, url }] : []),
  };
}
