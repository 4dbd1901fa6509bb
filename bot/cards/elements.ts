import { words } from '../words.ts';
import type {
  ActionData,
  AdaptiveCard,
  CardAction,
  CardElement,
  ChoiceSet,
  Execute,
  RichTextBlock,
  ShowCard,
  TextBlock,
  TextRun,
} from './card.ts';

export function card(body: CardElement[], actions: CardAction[] = []): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    ...(actions.length > 0 ? { actions } : {}),
  };
}

export function heading(text: string): TextBlock {
  return { type: 'TextBlock', text, wrap: true, style: 'heading', size: 'large', weight: 'bolder' };
}

/** Our own fixed words. What people have written goes into `plain`, since a TextBlock reads markdown. */
export function text(content: string, look: Partial<TextBlock> = {}): TextBlock {
  return { type: 'TextBlock', text: content, wrap: true, ...look };
}

export function run(content: string, look: Partial<TextRun> = {}): TextRun {
  return { type: 'TextRun', text: content, ...look };
}

/** Text runs read no markdown: a name like `[x](javascript:…)` stays what it is. */
export function plain(inlines: TextRun[], place: Pick<RichTextBlock, 'spacing' | 'separator'> = {}): RichTextBlock {
  return { type: 'RichTextBlock', inlines, ...place };
}

export function execute(
  title: string,
  verb: string,
  data: ActionData = {},
  look: { style?: 'positive' } = {},
): Execute {
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...look,
    fallback: { type: 'Action.Submit', title, data: { ...data, verb } },
  };
}

export function choices<Value extends string>(
  id: string,
  label: string,
  titles: Record<Value, string>,
  chosen: Value,
): ChoiceSet {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'compact',
    value: chosen,
    choices: Object.entries<string>(titles).map(([value, title]) => ({ title, value })),
    isRequired: true,
    errorMessage: words.choose,
  };
}

/** A button that unfolds a choice and the button that acts on it. */
export function unfold(title: string, choice: ChoiceSet, action: Execute): ShowCard {
  return { type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', body: [choice], actions: [action] } };
}
