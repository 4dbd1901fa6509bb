import type * as AdaptiveCardsModule from 'adaptivecards';

/** The library comes as a classic script before this module and knows itself by this global name. */
declare const AdaptiveCards: typeof AdaptiveCardsModule;

export const library = AdaptiveCards;

const pair = (name: string, subtle = name) => ({ default: `var(--${name})`, subtle: `var(--${subtle})` });

const colors = {
  default: pair('text', 'card-quiet'),
  dark: pair('text', 'card-quiet'),
  light: pair('card-quiet'),
  accent: pair('accent-text'),
  good: pair('good'),
  warning: pair('warn'),
  attention: pair('bad'),
};

const style = (background: string) => ({
  backgroundColor: `var(--${background})`,
  borderColor: 'var(--line)',
  foregroundColors: colors,
});

const fontSizes = { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 };
const fontWeights = { lighter: 400, default: 400, bolder: 600 };

/** Teams' measures; the colours are the page's own variables, so that a card follows the theme without a new render. */
export const hostConfig = {
  supportsInteractivity: true,
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  fontTypes: {
    default: { fontFamily: 'var(--font)', fontSizes, fontWeights },
    monospace: { fontFamily: 'var(--mono)', fontSizes, fontWeights },
  },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: style('surface'),
    emphasis: style('sunken'),
    accent: style('card-accent-wash'),
    good: style('good-wash'),
    warning: style('warn-wash'),
    attention: style('bad-wash'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  adaptiveCard: { allowCustomStyle: true },
  textBlock: { headingLevel: 3 },
  textStyles: { heading: { size: 'large', weight: 'bolder' } },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 140 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 12,
  },
  inputs: {
    label: { inputSpacing: 4, requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
    errorMessage: { size: 'small', color: 'attention', weight: 'default', spacing: 4 },
  },
};
