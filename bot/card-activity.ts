import { type Activity, ActivityTypes } from 'botbuilder';
import type { Message } from './cards/card.ts';

/** A message that is one card. Teams answers 403 to some messages that do not name the tenant. */
export function cardActivity({ card, summary }: Message, entraTenantId: string): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    channelData: { tenant: { id: entraTenantId } },
  };
}
