import type { Item } from '#core/notifications/contract.ts';
import { words } from '../words.ts';
import { candidateCard, type Viewer } from './candidate.ts';
import type { Message } from './card.ts';
import { card, heading, text } from './elements.ts';
import { gatheredCard } from './gathered.ts';

/** The card for what is to be told: one event, several, or none where all of it has been deleted. */
export function notificationCard(items: Item[], viewer: Viewer): Message {
  const [first, ...others] = items;
  if (!first) return { summary: words.removed, card: card([heading(words.removed), text(words.removedText)]) };
  return others.length > 0 ? gatheredCard([first, ...others], viewer) : candidateCard(first, viewer);
}
