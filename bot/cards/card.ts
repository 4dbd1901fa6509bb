/** The part of Adaptive Cards 1.5 that our cards use. Source: adaptivecards.io/explorer. */
type Spacing = 'none' | 'small' | 'default' | 'medium' | 'large';
type Placed = { spacing?: Spacing; separator?: true };

export type TextBlock = Placed & {
  type: 'TextBlock';
  text: string;
  wrap: true;
  style?: 'heading';
  size?: 'small' | 'medium' | 'large';
  weight?: 'bolder';
  color?: 'accent' | 'good' | 'attention' | 'warning';
  isSubtle?: true;
};

export type TextRun = {
  type: 'TextRun';
  text: string;
  size?: 'small' | 'medium' | 'large';
  weight?: 'bolder';
  isSubtle?: true;
  italic?: true;
  fontType?: 'monospace';
};

export type RichTextBlock = Placed & { type: 'RichTextBlock'; inlines: TextRun[] };

export type ChoiceSet = Placed & {
  type: 'Input.ChoiceSet';
  id: string;
  label: string;
  style: 'compact' | 'expanded';
  value: string;
  choices: { title: string; value: string }[];
  isRequired: true;
  errorMessage: string;
};

type Container = Placed & {
  type: 'Container';
  style?: 'emphasis' | 'good' | 'warning' | 'attention' | 'accent';
  items: CardElement[];
};

export type CardElement = TextBlock | RichTextBlock | ChoiceSet | Container;

export type ActionData = Record<string, string>;
type Submit = { type: 'Action.Submit'; title: string; data: ActionData };
export type Execute = {
  type: 'Action.Execute';
  title: string;
  verb: string;
  data: ActionData;
  style?: 'positive';
  /** For clients that know no Universal Actions: the same verb arrives as a message. */
  fallback: Submit;
};
type OpenUrl = { type: 'Action.OpenUrl'; title: string; url: string };
export type ShowCard = {
  type: 'Action.ShowCard';
  title: string;
  card: { type: 'AdaptiveCard'; body: CardElement[]; actions: Execute[] };
};
export type CardAction = Execute | OpenUrl | ShowCard;

type Refresh = { action: { type: 'Action.Execute'; verb: string; data: ActionData }; userIds: string[] };

export type AdaptiveCard = {
  type: 'AdaptiveCard';
  $schema: string;
  version: '1.5';
  body: CardElement[];
  actions?: CardAction[];
  refresh?: Refresh;
};

/** A card, and what a toast and a screen reader say of it. */
export type Message = { summary: string; card: AdaptiveCard };
