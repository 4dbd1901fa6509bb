import { TokenError } from '#core/clients/entra.ts';
import { OutboundError } from '#core/clients/outbound.ts';
import type { Outcome } from '#core/notifications/contract.ts';
import { ConnectorError, ForeignHostError } from './connector-client.ts';

/** `stale`: the conversation is gone, and may be made anew. */
export type Failure = Exclude<Outcome, { kind: 'sent' }> | { kind: 'stale'; reason: string; code: string };

/**
 * What a failed try means. Source: Microsoft page "Send and receive messages", status codes from bot conversational
 * APIs. What is no answer of the channel is a bug, and thrown on.
 */
export function readFailure(error: unknown): Failure {
  if (error instanceof ConnectorError) return readAnswer(error);
  if (error instanceof OutboundError)
    return { kind: error.kind === 'refused' ? 'retry' : 'unclear', reason: error.message, code: error.code };
  if (error instanceof TokenError)
    return { kind: error.kind === 'refused' ? 'misconfigured' : 'retry', reason: error.message, code: error.code };
  if (error instanceof ForeignHostError) return { kind: 'failed', reason: error.message, code: 'ForeignHost' };
  throw error;
}

function readAnswer({ statusCode, code, retryAfterMs }: ConnectorError): Failure {
  const after = retryAfterMs === undefined ? {} : { afterMs: retryAfterMs };
  if (statusCode === 429) return { kind: 'retry', reason: 'Teams asks to slow down', code, throttled: true, ...after };
  if (statusCode === 412)
    return { kind: 'retry', reason: 'another message to this chat was under way', code, ...after };
  if (statusCode === 408 || statusCode >= 500) return { kind: 'unclear', reason: `Teams answered ${statusCode}`, code };
  if (statusCode === 401) return { kind: 'misconfigured', reason: 'Teams does not accept our bot registration', code };
  if (statusCode === 413) return { kind: 'failed', reason: 'the card is too large for Teams', code };
  if (code === 'BotNotInConversationRoster') return { kind: 'not-installed', reason: 'the bot is not installed', code };
  if (statusCode === 403) return readRefusal(code);
  if (statusCode === 404) return { kind: 'stale', reason: 'the chat or the card is no longer there', code };
  return { kind: 'failed', reason: `Teams answered ${statusCode}`, code };
}

function readRefusal(code: string): Failure {
  if (code === 'ConversationBlockedByUser' || code === 'MessageWritesBlocked')
    return { kind: 'blocked', reason: 'the person has blocked or removed the bot', code };
  if (code === 'BotDisabledByAdmin')
    return { kind: 'tenant-disabled', reason: 'an admin of the company has disabled the bot', code };
  return { kind: 'failed', reason: 'Teams refuses messages to this person', code };
}
