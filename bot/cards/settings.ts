import type { Preferences } from '#core/people/model.ts';
import { words } from '../words.ts';
import type { CardElement, Message } from './card.ts';
import { card, choices, execute, heading, text } from './elements.ts';

const kinds = ['referred', 'recommended', 'matched'] as const;

/** @param savedAt the time to say after saving, in words. */
export function settingsCard(preferences: Preferences, savedAt?: string): Message {
  const saved: CardElement[] = savedAt
    ? [{ type: 'Container', style: 'good', items: [text(words.saved(savedAt))] }]
    : [];
  const body: CardElement[] = [
    heading(words.settingsTitle),
    ...saved,
    text(words.settingsText),
    ...kinds.map(kind => choices(kind, words.kinds[kind], words.paces, preferences[kind] ?? 'at-once')),
    text(words.settingsAction, { size: 'small', isSubtle: true }),
  ];
  const actions = [
    execute(words.buttons.save, 'save-settings', {}, { style: 'positive' }),
    execute(words.buttons.pause, 'pause-choices'),
  ];
  return { summary: savedAt ? words.saved(savedAt) : words.settingsTitle, card: card(body, actions) };
}
