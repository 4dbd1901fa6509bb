import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { Context } from '#core/context.ts';
import { briefsOf } from '#core/people/briefs.ts';
import { exportLog, getLogEntry, type LogQuery, listLog } from '#core/provisioning/log-list.ts';
import type { LogEntry as CoreEntry } from '#core/provisioning/model.ts';
import { answerJson } from '../../answer.ts';
import { ClosedError } from '../../http-error.ts';
import { readQuery } from '../../json-body.ts';
import { getAndHead } from '../../operations.ts';
import type { Route } from '../../route.ts';
import { type LogEntry, log, logEntry, verb } from './contract.ts';
import { describeEntry, peopleIn } from './describe.ts';
import { base, operation, type Parts } from './parts.ts';

const filters = {
  verbs: z
    .string()
    .transform(text => text.split(','))
    .pipe(z.array(verb).max(5))
    .optional(),
  errors: z.enum(['true', 'false']).optional(),
  q: z.string().max(200).optional(),
  target: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};
const logQuery = z.strictObject({
  ...filters,
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const exportQuery = z.strictObject({ ...filters, format: z.enum(['csv', 'json']) });

const filterWords = {
  verbs: 'create, update, disable, skip, failure, separated by commas.',
  errors: '`true`: failures alone, whatever verbs says.',
  q: 'Words that are in names, addresses or ids, in any letter case.',
  target: 'The id of a person or group.',
  from: 'From this time on, RFC 3339.',
  to: 'Before this time.',
};

/** The provisioning log. */
export function logRoutes({ looker, config }: Parts): Route[] {
  const scanMs = config.limits.SCIM_SCAN_MS;
  const list = async (req: Request, res: Response): Promise<void> => {
    const { ctx } = await looker(req);
    const { after, limit, ...query } = readQuery(req, logQuery);
    const { entries, next } = await listLog(ctx, {
      ...filterOf(query),
      limit,
      scanMs,
      ...(after === undefined ? {} : { after }),
    });
    answerJson(res, 200, { entries: await described(ctx, entries), ...(next === undefined ? {} : { next }) });
  };
  const one = async (req: Request, res: Response): Promise<void> => {
    const { ctx } = await looker(req);
    const [entry] = await described(ctx, [await getLogEntry(ctx, String(req.params.entry))]);
    answerJson(res, 200, entry);
  };
  const download = async (req: Request, res: Response): Promise<void> => {
    const { ctx } = await looker(req);
    const { format, ...query } = readQuery(req, exportQuery);
    res.writeHead(200, {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'Content-Disposition': `attachment; filename="provisioning-log-${ctx.now.toISOString().slice(0, 10)}.${format}"`,
    });
    await pipeline(Readable.from(exportLog(ctx, { ...filterOf(query), format })), res).catch((error: unknown) => {
      throw res.destroyed && isPremature(error) ? new ClosedError() : error;
    });
  };
  return [
    ...getAndHead(
      `${base}/log`,
      list,
      operation({
        summary: 'What provisioning did and refused, newest first',
        description: 'For admins and bosses.',
        query: { ...filterWords, after: '`next` of the page before.', limit: '1 to 200; 50 unless given.' },
        answer: log,
        problems: [400],
      }),
    ),
    {
      method: 'GET',
      path: `${base}/log/export`,
      handle: download,
      operation: {
        ...operation({
          summary: 'The log as a file',
          description: 'For admins and bosses. All that fits, newest first.',
          query: { ...filterWords, format: 'csv or json.' },
          answer: z.array(z.unknown()),
          problems: [400],
        }),
        responses: {
          200: {
            description: 'The file',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/json': { schema: { type: 'array', items: { type: 'object' } } },
            },
          },
        },
      },
    },
    ...getAndHead(
      `${base}/log/:entry`,
      one,
      operation({
        summary: 'One entry of the log',
        description: 'For admins and bosses.',
        path: { entry: '`id` of an entry.' },
        answer: logEntry,
        problems: [404],
      }),
    ),
  ];
}

async function described(ctx: Context, entries: CoreEntry[]): Promise<LogEntry[]> {
  const people = await briefsOf(ctx, peopleIn(entries));
  return entries.map(entry => describeEntry(entry, people));
}

type Filters = z.infer<ReturnType<typeof z.object<typeof filters>>>;

function filterOf({ verbs, errors, q, target, from, to }: Filters): LogQuery {
  const wanted = errors === 'true' ? (['failure'] as const) : verbs;
  return {
    ...(wanted ? { verbs: [...wanted] } : {}),
    ...(q ? { q } : {}),
    ...(target ? { target } : {}),
    ...(from ? { from: new Date(from) } : {}),
    ...(to ? { to: new Date(to) } : {}),
  };
}

function isPremature(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
