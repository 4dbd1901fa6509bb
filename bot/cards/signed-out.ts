import { words } from '../words.ts';
import type { Message } from './card.ts';
import { card, execute, heading, text } from './elements.ts';

export function signedOutCard(): Message {
  const body = [heading(words.signedOutTitle), text(words.signedOutText)];
  return { summary: words.signedOutTitle, card: card(body, [execute(words.buttons.signIn, 'sign-in')]) };
}
