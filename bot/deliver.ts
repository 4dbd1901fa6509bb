import type { ConversationReference, TurnContext } from 'botbuilder';
import type { Deliver, Outcome, Parcel } from '#core/notifications/contract.ts';
import type { Sender } from './adapter.ts';
import { cardActivity } from './card-activity.ts';
import type { Message } from './cards/card.ts';
import { noticeCard } from './cards/notice.ts';
import { notificationCard } from './cards/notification.ts';
import { type Failure, readFailure } from './outcome.ts';

/** Sends cards through the Bot Connector. Never throws for what the channel answers. */
export function createDeliver(bot: Sender): Deliver {
  return async parcel => {
    const message = messageOf(parcel);
    const first = await attempt(bot, parcel, message, parcel.address.conversationId);
    if (first.kind !== 'stale') return first;
    if (parcel.activityId !== undefined)
      return { kind: 'failed', reason: 'the card is no longer there', code: first.code };
    return sendAnew(bot, parcel, message);
  };
}

function messageOf({ notice, items, recipient, address, now }: Parcel): Message {
  return notice ? noticeCard(notice) : notificationCard(items, { ...recipient, userId: address.userId, now });
}

async function attempt(
  bot: Sender,
  parcel: Parcel,
  message: Message,
  conversationId: string,
): Promise<Outcome | Failure> {
  let activityId: string | undefined;
  try {
    await bot.adapter.continueConversationAsync(bot.botId, reference(parcel, conversationId), async context => {
      activityId = await post(context, parcel, message);
    });
  } catch (error) {
    return readFailure(error);
  }
  if (!activityId) return { kind: 'unclear', reason: 'Teams named no message', code: 'NoActivityId' };
  return { kind: 'sent', activityId };
}

async function post(context: TurnContext, parcel: Parcel, message: Message): Promise<string | undefined> {
  // botbuilder gives the continuation an id of its own making, and would send the card as a reply to it.
  context.activity.id = undefined;
  const activity = cardActivity(message, parcel.entraTenantId);
  if (parcel.activityId === undefined) return (await context.sendActivity(activity))?.id;
  await context.updateActivity({ ...activity, id: parcel.activityId });
  return parcel.activityId;
}

/** For a reference that has gone stale: the chat is made once more, and what fails then is final. */
async function sendAnew(bot: Sender, parcel: Parcel, message: Message): Promise<Outcome> {
  const conversation = await createConversation(bot, parcel);
  if (typeof conversation !== 'string') return final(conversation);
  const second = await attempt(bot, parcel, message, conversation);
  return second.kind === 'sent' ? { ...second, conversationId: conversation } : final(second);
}

function final(failure: Outcome | Failure): Outcome {
  if (failure.kind !== 'stale' && failure.kind !== 'failed') return failure;
  return { kind: 'not-installed', reason: 'the chat is gone and cannot be made anew', code: failure.code };
}

async function createConversation(bot: Sender, parcel: Parcel): Promise<string | Failure> {
  const { address, entraTenantId, entraObjectId } = parcel;
  const parameters = {
    isGroup: false,
    bot: { id: address.botId, name: bot.appName },
    members: [{ id: address.userId, name: '', aadObjectId: entraObjectId }],
    tenantId: entraTenantId,
    channelData: { tenant: { id: entraTenantId } },
  };
  let id: string | undefined;
  try {
    await bot.adapter.createConversationAsync(
      bot.botId,
      'msteams',
      address.serviceUrl,
      '',
      parameters,
      async context => {
        id = context.activity.conversation.id;
      },
    );
  } catch (error) {
    return readFailure(error);
  }
  return id ?? { kind: 'failed', reason: 'Teams named no conversation', code: 'NoConversationId' };
}

/** Without an activity id, which would make each card a reply to an old message. */
function reference({ address, entraTenantId, entraObjectId, recipient }: Parcel, conversationId: string) {
  return {
    channelId: 'msteams',
    serviceUrl: address.serviceUrl,
    bot: { id: address.botId, name: '' },
    user: { id: address.userId, name: recipient.displayName, aadObjectId: entraObjectId },
    conversation: {
      id: conversationId,
      name: '',
      isGroup: false,
      conversationType: 'personal',
      tenantId: entraTenantId,
      aadObjectId: entraObjectId,
    },
  } satisfies Partial<ConversationReference>;
}
