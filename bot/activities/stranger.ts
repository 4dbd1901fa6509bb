import type { Message } from '../cards/card.ts';
import { card, text } from '../cards/elements.ts';
import { inactiveCard, notConnectedCard, unknownPersonCard } from '../cards/not-connected.ts';
import type { Stranger } from '../identify.ts';
import { words } from '../words.ts';

/** What somebody is told whom the bot does not serve, and what to do about it. */
export function strangerCard(identity: Stranger, appName: string): Message {
  if (identity.kind === 'no-organization') return notConnectedCard({ appName, entraTenantId: identity.entraTenantId });
  if (identity.kind === 'unknown-person') return unknownPersonCard(identity);
  if (identity.kind === 'inactive') return inactiveCard({ appName });
  return { summary: words.errors.unknownSender, card: card([text(words.errors.unknownSender)]) };
}
