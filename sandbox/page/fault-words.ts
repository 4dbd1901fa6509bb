import type { Fault } from './contract.ts';

type Words = { kind: Fault['kind']; title: string; effect: string };

/** Each fault in the words of somebody who watches Teams from outside. */
export const faultWords: Words[] = [
  {
    kind: 'throttled',
    title: 'Teams answers “too many requests”',
    effect: '429, and asks to wait before the next try',
  },
  { kind: 'silent', title: 'Teams is silent', effect: 'It takes the request and never answers' },
  { kind: 'slow', title: 'Teams is slow', effect: 'It answers, but late' },
  { kind: 'blocked', title: 'The person blocked the bot', effect: '403; the notification should go by mail' },
  { kind: 'bad-gateway', title: 'Teams has a bad moment', effect: '502, which passes' },
  { kind: 'reset', title: 'The connection breaks off', effect: 'In the middle of a request' },
  { kind: 'not-found', title: 'The chat is gone', effect: '404 for the conversation' },
  { kind: 'not-in-roster', title: 'The person left the chat', effect: '403; no longer in its roster' },
  { kind: 'disabled-by-admin', title: 'An admin switched the app off', effect: '403 for the whole organization' },
  { kind: 'unauthorized', title: 'Teams refuses the bot’s token', effect: '401' },
];

export const titleOf = (kind: Fault['kind']): string => faultWords.find(one => one.kind === kind)?.title ?? kind;

/** Says how long a fault lasts and what it asks for. */
export const detailOf = (fault: Fault): string =>
  [
    fault.kind === 'throttled' && fault.retryAfterSeconds !== undefined && `wait ${fault.retryAfterSeconds} s`,
    fault.kind === 'slow' && fault.delayMs !== undefined && `after ${fault.delayMs / 1000} s`,
    fault.remaining === undefined
      ? 'until switched off'
      : `${fault.remaining} more ${fault.remaining === 1 ? 'request' : 'requests'}`,
  ]
    .filter(Boolean)
    .join(', ');
