import { words } from '../words.ts';
import type { Message } from './card.ts';
import { card, choices, execute, heading, text } from './elements.ts';

export function pauseCard(): Message {
  const body = [
    heading(words.pauseTitle),
    text(words.pauseText),
    choices('length', words.pauseLabel, words.pauseChoices, 'today'),
  ];
  return {
    summary: words.pauseTitle,
    card: card(body, [execute(words.buttons.pause, 'pause', {}, { style: 'positive' })]),
  };
}

/** @param until the end of the pause, in words. */
export function pausedCard(until: string): Message {
  const body = [heading(words.paused(until)), text(words.pauseText)];
  return {
    summary: words.paused(until),
    card: card(body, [execute(words.buttons.resume, 'resume', {}, { style: 'positive' })]),
  };
}

export function resumedCard(): Message {
  const actions = [execute(words.buttons.pause, 'pause-choices'), execute(words.buttons.status, 'status')];
  return { summary: words.resumed, card: card([text(words.resumed)], actions) };
}
