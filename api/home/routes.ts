import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { Context } from '#core/context.ts';
import { type OnCard, review, snooze, undoReview, undoSnooze } from '#core/notifications/actions.ts';
import type { Changes } from '#core/notifications/changes.ts';
import { readHome } from '#core/notifications/home.ts';
import { homeEvent as readHomeEvent } from '#core/notifications/home-events.ts';
import type { Config } from '#env/config.ts';
import { answerJson } from '../answer.ts';
import { readJson } from '../json-body.ts';
import { type Authenticate, requireRecruiter, type SignedIn } from '../me/authenticate.ts';
import { getAndHead } from '../operations.ts';
import type { Operation, Route } from '../route.ts';
import { answerTagged } from '../tagged.ts';
import { type Home, home, homeEvent, snoozeBody } from './contract.ts';
import { describeEvent, describeHome } from './describe.ts';
import type { Streams } from './streams.ts';

type Parts = { config: Config; authenticate: Authenticate; changes: Changes; streams: Streams };

const json = (schema: z.ZodType) => ({ 'application/json': { schema: z.toJSONSchema(schema) } });
const shared = { tags: ['home'], security: ['teamsTab'] };

/** What a recruiter's first page shows and does. */
export function homeRoutes(parts: Parts): Route[] {
  const recruiter = async (req: Request): Promise<SignedIn> => {
    const signedIn = await parts.authenticate(req);
    requireRecruiter(signedIn);
    return signedIn;
  };
  const show = async (req: Request, res: Response): Promise<void> => {
    const { ctx, person } = await recruiter(req);
    answerHome(req, res, describeHome(await readHome(ctx, { person: person._id }), person._id));
  };
  const follow = async (req: Request, res: Response): Promise<void> => parts.streams.open(res, await recruiter(req));
  return [
    ...getAndHead('/api/home', show, {
      ...shared,
      summary: 'What needs a recruiter, what came last and what became of it',
      description:
        'With If-None-Match, 304 when nothing has changed; `week.since`, which moves with time, does not count.',
      parameters: [{ name: 'If-None-Match', in: 'header', description: 'The ETag of what is shown already.' }],
      responses: { 200: { description: 'Home', content: json(home) }, 304: { description: 'Nothing has changed' } },
      problems: [401, 403, 503],
    }),
    { method: 'GET', path: '/api/home/changes', handle: follow, operation: changesOperation },
    ...actions(parts, recruiter),
  ];
}

const changesOperation: Operation = {
  ...shared,
  summary: 'Word of each change, as server-sent events',
  description:
    '`changed`, with no data, when what /api/home answers may have changed, at most one a second; a comment ' +
    'every 20 seconds. It ends with the token.',
  responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' } } } } },
  problems: [401, 403, 429, 503],
};

/** `since` moves with time, and no page differs for it. */
function answerHome(req: Request, res: Response, body: Home): void {
  const { since: _, ...week } = body.week;
  answerTagged(req, res, body, { ...body, week });
}

type Act = (ctx: Context, on: OnCard, req: Request, res: Response) => Promise<unknown>;

function actions({ config, changes }: Parts, recruiter: (req: Request) => Promise<SignedIn>): Route[] {
  const acts: Record<string, { summary: string; act: Act }> = {
    review: { summary: 'Mark as reviewed, for every recruiter', act: (ctx, on) => review(ctx, on) },
    'undo-review': { summary: 'Take a review back', act: (ctx, on) => undoReview(ctx, on) },
    snooze: {
      summary: 'Put aside until a time, when it comes again',
      act: async (ctx, on, req, res) =>
        snooze(ctx, {
          ...on,
          until: new Date((await readJson(req, res, snoozeBody, config.limits.BODY_MAX_BYTES)).until),
        }),
    },
    'undo-snooze': { summary: 'End a snooze', act: (ctx, on) => undoSnooze(ctx, on) },
  };
  return Object.entries(acts).map(([verb, { summary, act }]) => ({
    method: 'POST',
    path: `/api/home/notifications/:notification/${verb}`,
    operation: { ...actionOperation, summary, ...(verb === 'snooze' ? { request: json(snoozeBody) } : {}) },
    handle: async (req, res) => {
      const { ctx, person } = await recruiter(req);
      const on = { notification: String(req.params.notification), person: person._id };
      await act(ctx, on, req, res);
      await changes.tell(ctx);
      answerJson(res, 200, describeEvent(await readHomeEvent(ctx, on), person._id));
    },
  }));
}

const actionOperation = {
  ...shared,
  description: 'For a card that shows several, it counts for all of them. Answers how the event stands now.',
  parameters: [
    {
      name: 'notification',
      in: 'path' as const,
      required: true,
      description: '`notification` of an event of /api/home.',
    },
  ],
  responses: { 200: { description: 'The event', content: json(homeEvent) } },
  problems: [400, 401, 403, 413, 415, 503],
};
