import type { TurnContext } from 'botbuilder';
import { decodeJwt, jwtVerify } from 'jose';
import { z } from 'zod';
import { DomainError } from '#core/errors.ts';
import { type Bot, connectorIssuer, type Sender } from './adapter.ts';

/** What of restify's request is needed; its body parsed. */
export type InboundRequest = {
  method?: string;
  headers: Record<string, string | string[] | undefined>;
  body?: unknown;
};

/** What of restify's response is needed. */
export type InboundResponse = {
  header(name: string, value: unknown): unknown;
  send(status: number, body?: unknown): unknown;
};

const activitySchema = z.looseObject({
  type: z.string().min(1).max(100),
  channelId: z.literal('msteams', 'comes from another channel than Teams'),
  serviceUrl: z.string('is missing').max(2048),
});

/**
 * Lets an activity in: our own checks of token and service URL first, then the adapter's.
 *
 * Ours are needed because botframework-connector 4.23 skips the service URL's check where an activity has none, takes a
 * token of any Entra tenant by its ways for the emulator and for skills, and answers a false signature with 500.
 * @throws DomainError `invalid`, `unauthorized` or `forbidden`, before any work is done.
 */
export async function receive(
  bot: Bot,
  req: InboundRequest,
  res: InboundResponse,
  turn: (context: TurnContext) => Promise<void>,
): Promise<void> {
  const { authorization } = req.headers;
  const token = readToken(authorization, bot.botId);
  const activity = readActivity(req.body);
  if (!bot.isServiceUrl(activity.serviceUrl))
    throw new DomainError('forbidden', 'The service URL is not one of the Bot Connector.');
  await verify(token, activity.serviceUrl, bot);
  await takeTurn(bot, { method: 'POST', headers: { authorization }, body: activity }, res, turn);
}

/** Has the adapter handle what was let in, and answers with what it answers. */
export async function takeTurn(
  bot: Sender,
  request: Request,
  res: InboundResponse,
  turn: (context: TurnContext) => Promise<void>,
): Promise<void> {
  const answer = await process(bot, request, turn);
  if (answer.status === 401) throw new DomainError('unauthorized', 'The token is not valid.', { cause: answer.body });
  // The adapter puts the message of an unexpected error into the body, which is for our log alone.
  if (answer.status === 500) throw new Error('The adapter failed.', { cause: answer.body });
  if (answer.body === undefined) res.send(answer.status);
  else res.send(answer.status, answer.body);
}

/** Without a look at the signature, so that a stranger's token costs nothing. */
function readToken(authorization: string | string[] | undefined, botId: string): string {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(String(authorization))?.[1];
  if (!token) throw new DomainError('unauthorized', 'A bearer token is required.');
  const claims = decode(token);
  if (claims?.iss !== connectorIssuer)
    throw new DomainError('unauthorized', 'The token is not one of the Bot Connector.');
  if (claims.aud !== botId) throw new DomainError('unauthorized', 'The token is meant for another bot.');
  return token;
}

function decode(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

export function readActivity(body: unknown): z.infer<typeof activitySchema> {
  const read = activitySchema.safeParse(body);
  if (read.success) return read.data;
  const faults = read.error.issues.map(issue => ({ field: issue.path.join('.') || 'body', message: issue.message }));
  throw new DomainError('invalid', 'This is no activity of Teams.', { faults });
}

const clockToleranceSeconds = 300;

async function verify(token: string, serviceUrl: string, bot: Bot): Promise<void> {
  const rules = {
    issuer: connectorIssuer,
    audience: bot.botId,
    algorithms: ['RS256', 'RS384', 'RS512'],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp'],
  };
  const { payload } = await jwtVerify(token, bot.findKey, rules).catch((cause: unknown) => {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('unauthorized', 'The token is not valid.', { cause });
  });
  if (payload.serviceurl !== serviceUrl)
    throw new DomainError('unauthorized', 'The token is meant for another service URL.');
}

type Answer = { status: number; body: unknown };
type Request = { method: string; headers: InboundRequest['headers']; body: Record<string, unknown> };

/** Has the adapter answer into a value of ours rather than to the client. */
async function process(bot: Sender, request: Request, turn: (context: TurnContext) => Promise<void>): Promise<Answer> {
  const answer: Answer = { status: 200, body: undefined };
  const collector = {
    socket: undefined,
    header: () => undefined,
    status(code: number) {
      answer.status = code;
    },
    send(content: unknown) {
      answer.body = content;
    },
    end: () => undefined,
  };
  await bot.adapter.process(request, collector, turn);
  return answer;
}
