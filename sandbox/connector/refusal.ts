import type { Answer } from '../http/answer.ts';

/** How Teams words a block: by its error code, or by a subCode in JSON within the message. */
export type BlockedShape = 'code' | 'subcode';

// Source: Microsoft page "Send and receive messages", status code responses.
const errors = {
  BadArgument: { status: 400, message: 'Unknown activity type.' },
  BadSyntax: { status: 400, message: 'Incorrect conversation creation parameters.' },
  BotNotRegistered: { status: 401, message: 'No registration found for this bot.' },
  ConversationBlockedByUser: { status: 403, message: 'User blocked the conversation with the bot.' },
  BotNotInConversationRoster: { status: 403, message: 'The bot is not part of the conversation roster.' },
  BotDisabledByAdmin: { status: 403, message: 'The tenant admin disabled this bot.' },
  Forbidden: { status: 403, message: 'The bot may change its own messages only.' },
  ConversationNotFound: { status: 404, message: 'Conversation not found.' },
  ActivityNotFoundInConversation: {
    status: 404,
    message: 'The message ID provided could not be found in the conversation.',
  },
  MemberNotFoundInConversation: { status: 404, message: 'The member was not found in the conversation.' },
  PreconditionFailed: { status: 412, message: 'Precondition failed, please try again.' },
  MessageSizeTooBig: { status: 413, message: 'Message size too large.' },
  BadGateway: { status: 502, message: 'Service unavailable or connection failed.' },
} as const;

export function refuse(code: keyof typeof errors, message?: string): Answer {
  return { status: errors[code].status, body: { error: { code, message: message ?? errors[code].message } } };
}

/** The subCode's shape is the example on Microsoft's page "Send proactive messages": there is no `error` around it. */
export function refuseBlocked(shape: BlockedShape): Answer {
  if (shape === 'code') return refuse('ConversationBlockedByUser');
  const detail = {
    subCode: 'MessageWritesBlocked',
    details: 'Thread is blocked from message writes.',
    errorCode: null,
    errorSubCode: null,
  };
  return {
    status: 403,
    body: { errorCode: 209, message: JSON.stringify(detail, undefined, 2).replaceAll('\n', '\r\n') },
  };
}

export function refuseThrottled(
  retryAfterSeconds: number,
  code: 'Throttled' | 'TooManyRequests' = 'Throttled',
): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: { error: { code, message: 'Too many requests.' } },
  };
}

/** What the Connector says to a missing or unfit token. */
export const unauthorized: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
  body: { message: 'Authorization has been denied for this request.' },
};
