import { sendAnswer } from '../http/answer.ts';
import type { Route } from '../http/routes.ts';
import { refuse } from './refusal.ts';

export type Auth0User = {
  user_id: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  nickname?: string;
  given_name?: string;
  family_name?: string;
  /** Absent until somebody has blocked the user once. */
  blocked?: boolean;
  created_at: string;
  identities: { connection: string; provider: string; user_id: string; isSocial: boolean }[];
};

const pageMax = 100;
const recordsMax = 1000;

/** GET /api/v2/users: pages of at most 100, the first 1,000 records alone. Source: Auth0 page "View Search Results by Page". */
export function userRoutes(users: Auth0User[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v2/users',
      handle({ res, url }) {
        const page = Number(url.searchParams.get('page') ?? 0);
        const size = Number(url.searchParams.get('per_page') ?? 50);
        if (!Number.isInteger(page) || page < 0 || !Number.isInteger(size) || size < 1 || size > pageMax)
          return sendAnswer(res, refuse(400, 'Bad Request', 'Query validation error: page or per_page'));
        if (page * size + size > recordsMax)
          return sendAnswer(
            res,
            refuse(400, 'Bad Request', `You can only page through the first ${recordsMax} records.`),
          );
        const found = matching(users, url.searchParams.get('q'));
        const part = found.slice(page * size, page * size + size).map(user => choose(user, url.searchParams));
        const totals = url.searchParams.get('include_totals') === 'true';
        const body = totals
          ? { start: page * size, limit: size, length: part.length, users: part, total: found.length }
          : part;
        sendAnswer(res, { status: 200, body });
      },
    },
  ];
}

/** Of the query syntax the one question that is asked of it. */
function matching(users: Auth0User[], q: string | null): Auth0User[] {
  const [, connection] = /^identities\.connection:"([^"]+)"$/.exec(q ?? '') ?? [];
  return connection === undefined
    ? users
    : users.filter(({ identities }) => identities.some(identity => identity.connection === connection));
}

function choose(user: Auth0User, query: URLSearchParams): Partial<Auth0User> {
  const fields = query.get('fields')?.split(',');
  if (!fields) return user;
  const included = query.get('include_fields') !== 'false';
  return Object.fromEntries(Object.entries(user).filter(([name]) => fields.includes(name) === included));
}
