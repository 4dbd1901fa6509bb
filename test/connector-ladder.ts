import type { NewFault } from '#sandbox/faults.ts';

/** Microsoft's page "Send and receive messages", status codes: what each answer means for the row, for the person and for the way that is left. */
type Rung = {
  answer: string;
  kind: NewFault['kind'];
  /** Outcome and code of each attempt while the Connector answers so. */
  attempt: string;
  /** Sent once the fault is gone; or given up, with the state of the bot and why the mail came. */
  ends: 'sent' | { teams: string; why: RegExp };
  blockedShape?: 'code' | 'subcode';
};

export const ladder: Rung[] = [
  { answer: '429 with Retry-After', kind: 'throttled', attempt: 'retry Throttled', ends: 'sent' },
  { answer: '502', kind: 'bad-gateway', attempt: 'unclear BadGateway', ends: 'sent' },
  { answer: 'silence', kind: 'silent', attempt: 'unclear DEADLINE', ends: 'sent' },
  { answer: 'a reset after the card was stored', kind: 'reset', attempt: 'unclear ECONNRESET', ends: 'sent' },
  {
    answer: '403 blocked, as an error code',
    kind: 'blocked',
    attempt: 'blocked ConversationBlockedByUser',
    ends: { teams: 'blocked', why: /because you have blocked the app in Teams/ },
  },
  {
    answer: '403 blocked, as a subCode within the message',
    kind: 'blocked',
    blockedShape: 'subcode',
    attempt: 'blocked MessageWritesBlocked',
    ends: { teams: 'blocked', why: /because you have blocked the app in Teams/ },
  },
  {
    answer: '403 not in the roster',
    kind: 'not-in-roster',
    attempt: 'not-installed BotNotInConversationRoster',
    ends: { teams: 'removed', why: /because the app is not installed in your Teams/ },
  },
];
