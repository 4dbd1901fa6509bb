import type { Request } from 'restify';
import { z } from 'zod';
import { burst } from '#core/provisioning/burst.ts';
import { listConnections } from '#core/provisioning/connections.ts';
import { guardSettings } from '#core/provisioning/guard.ts';
import { listLog } from '#core/provisioning/log-list.ts';
import { overview } from '#core/provisioning/overview.ts';
import type { Config } from '#env/config.ts';
import type { SignedIn } from '../../me/authenticate.ts';
import type { Operation } from '../../route.ts';
import type { Security } from './contract.ts';
import { describeSecurity } from './describe.ts';

export const base = '/api/settings/security';

export type Parts = {
  config: Config;
  /** Admins and bosses may look. */
  looker: (req: Request) => Promise<SignedIn>;
  /** Admins alone may change. */
  admin: (req: Request) => Promise<SignedIn>;
};

/** The address that directories are given. */
export function tenantUrlOf({ PUBLIC_URL }: Config): string {
  return `${PUBLIC_URL}/api/scim/v2`;
}

/** All that the page shows but for its lists. */
export async function readSecurity({ config }: Parts, { ctx, person }: SignedIn): Promise<Security> {
  const [counts, connections, guard, burstNow, log] = await Promise.all([
    overview(ctx),
    listConnections(ctx),
    guardSettings(ctx),
    burst(ctx),
    listLog(ctx, { limit: 1 }),
  ]);
  return describeSecurity({
    mayChange: person.role === 'admin',
    tenantUrl: tenantUrlOf(config),
    overview: counts,
    connections,
    guard,
    burst: burstNow,
    newestEntry: log.entries[0]?._id,
    now: ctx.now,
  });
}

const json = (schema: z.ZodType, io: 'input' | 'output' = 'output') => ({
  'application/json': { schema: z.toJSONSchema(schema, { io }) },
});

type Described = {
  summary: string;
  description?: string;
  answer: z.ZodType;
  body?: z.ZodType;
  path?: Record<string, string>;
  query?: Record<string, string>;
  status?: 200 | 201;
  problems?: number[];
};

/** What the API's description says of a route here. */
export function operation(described: Described): Operation {
  const { summary, description, answer, body, path = {}, query = {}, status = 200, problems = [] } = described;
  const parameters = [
    ...Object.entries(path).map(([name, text]) => ({ name, in: 'path' as const, required: true, description: text })),
    ...Object.entries(query).map(([name, text]) => ({ name, in: 'query' as const, description: text })),
  ];
  return {
    summary,
    ...(description ? { description } : {}),
    tags: ['settings'],
    security: ['teamsTab'],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { request: json(body, 'input') } : {}),
    responses: { [status]: { description: summary, content: json(answer) } },
    problems: [401, 403, 503, ...(body ? [400, 413, 415] : []), ...problems],
  };
}
