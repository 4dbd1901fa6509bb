import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults.ts';
import { type Answer, sendAnswer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import type { Call } from '../http/routes.ts';
import type { LogEntry, RequestLog } from '../log.ts';
import type { Fault } from '../page/contract.ts';
import type { Chat } from '../state.ts';
import type { Authenticate } from './authenticate.ts';
import type { Chats } from './chats.ts';
import { refuse, refuseBlocked, refuseThrottled, unauthorized } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Throttle } from './throttle.ts';

export type Request = { kind: 'send' | 'create' | 'members'; text: string; entry: LogEntry; param: Call['param'] };

export type Desk = {
  authenticate: Authenticate;
  chats: Chats;
  faults: Faults;
  throttle: Throttle;
  log: RequestLog;
  settings: Settings;
};

// A message may have about 100 KB as UTF-16. Source: Microsoft page "Format your bot messages".
const maxMessageBytes = 100 * 1024;
const maxBodyBytes = 4 * 1024 * 1024;
const defaultRetryAfterSeconds = 5;

/** Takes a request to the Connector past token, rate, faults and the chat's state, in the order in which Teams refuses. */
export async function receive(
  desk: Desk,
  call: Call,
  kind: Request['kind'],
  find: (text: string) => Chat | undefined,
  work: (request: Request, chat: Chat | undefined) => Answer,
): Promise<void> {
  const { req, res, url } = call;
  const text = await readBody(req, maxBodyBytes);
  const entry = desk.log.begin({ service: 'connector', method: req.method ?? '', path: url.pathname, body: text });
  res.once('close', () => desk.log.end(entry, 0));
  const request: Request = { kind, text, entry, param: call.param };
  const outcome = await decide(desk, request, req.headers.authorization, find, work);
  if (outcome === 'silence') return;
  if (outcome === 'reset') {
    desk.log.end(entry, 0);
    req.socket.resetAndDestroy();
    return;
  }
  desk.log.end(entry, res.destroyed ? 0 : outcome.status);
  sendAnswer(res, outcome);
}

async function decide(
  desk: Desk,
  request: Request,
  authorization: string | undefined,
  find: (text: string) => Chat | undefined,
  work: (request: Request, chat: Chat | undefined) => Answer,
): Promise<Answer | 'silence' | 'reset'> {
  if (!(await desk.authenticate(authorization))) return unauthorized;
  const chat = find(request.text);
  if (chat) Object.assign(request.entry, { person: chat.person, tenantId: chat.tenantId });
  const slow = chat && desk.settings.throttle ? tooMany(desk, request, chat) : undefined;
  if (slow) return slow;
  const { delayMs, fault } = desk.faults.meet({
    kind: request.kind,
    ...(chat ? { person: chat.person, tenantId: chat.tenantId, openedAt: chat.openedAt } : {}),
  });
  const waitMs = delayMs + desk.settings.latencyMs;
  const refused = fault ? refuseFor(fault, chat, desk.settings) : undefined;
  if (refused) {
    if (waitMs > 0) await sleep(waitMs);
    return refused;
  }
  const answer = await writeApart(
    desk,
    chat,
    request,
    waitMs,
    () => refuseByState(desk, request, chat) ?? work(request, chat),
  );
  return fault?.kind === 'reset' ? 'reset' : answer;
}

const writing = new WeakSet<Chat>();

/** Two writes to one conversation at the same time fail a precondition within Teams. */
async function writeApart(
  desk: Desk,
  chat: Chat | undefined,
  request: Request,
  waitMs: number,
  work: () => Answer,
): Promise<Answer> {
  if (waitMs === 0) return work();
  const alone = chat !== undefined && request.kind === 'send' && desk.settings.conflicts;
  if (alone && writing.has(chat)) return refuse('PreconditionFailed');
  if (alone) writing.add(chat);
  try {
    await sleep(waitMs);
    return work();
  } finally {
    if (alone) writing.delete(chat);
  }
}

function tooMany(desk: Desk, { kind }: Request, chat: Chat): Answer | undefined {
  const throttled = desk.throttle.admit({
    kind,
    conversation: kind === 'create' ? chat.person : chat.conversationId,
    tenantId: chat.tenantId,
    tenantPerSecond: desk.settings.tenantPerSecond,
  });
  if (!throttled) return undefined;
  return refuseThrottled(throttled.retryAfterSeconds, throttled.by === 'tenant' ? 'TooManyRequests' : 'Throttled');
}

function refuseFor(fault: Fault, chat: Chat | undefined, settings: Settings): Answer | 'silence' | undefined {
  switch (fault.kind) {
    case 'throttled':
      return refuseThrottled(fault.retryAfterSeconds ?? defaultRetryAfterSeconds);
    case 'bad-gateway':
      return refuse('BadGateway');
    case 'blocked':
      return refuseBlocked(settings.blockedShape);
    case 'disabled-by-admin':
      return refuse('BotDisabledByAdmin');
    case 'not-in-roster':
      return refuse('BotNotInConversationRoster');
    case 'unauthorized':
      return refuse('BotNotRegistered');
    case 'silent':
      return 'silence';
    case 'not-found':
      if (chat) chat.stale = true;
      return undefined;
    case 'reset':
    case 'slow':
      return undefined;
  }
}

function refuseByState(desk: Desk, { kind, text }: Request, chat: Chat | undefined): Answer | undefined {
  // The route for a new conversation answers for its own parameters.
  if (!chat) return kind === 'create' ? undefined : refuse('ConversationNotFound');
  if (chat.stale && kind !== 'create') return refuse('ConversationNotFound');
  if (chat.bot === 'absent') return refuse('BotNotInConversationRoster');
  if (chat.bot === 'blocked' && kind !== 'members') return refuseBlocked(desk.settings.blockedShape);
  if (text.length * 2 > maxMessageBytes) return refuse('MessageSizeTooBig');
  return undefined;
}
