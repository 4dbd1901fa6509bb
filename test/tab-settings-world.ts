import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Group, LogEntry, MadeToken, RolePreview, Security } from '#api/settings/security/contract.ts';
import { openTabServer, type TabServer } from './tab-page-world.ts';
import {
  connectionOf,
  mergeOf,
  securityOf,
  someEntries,
  someGroups,
  someGuide,
  somePreview,
  tenantUrl,
  tokenOf,
} from './tab-settings-samples.ts';

type Refused = { status: number; code: string; detail: string };

/** What the settings' part of the server answers; a test sets it. */
type SettingsAnswers = {
  security: Security | Refused | 'never';
  groups: Group[] | Refused | 'never';
  preview: RolePreview;
  log: LogEntry[] | Refused | 'never';
  /** How many entries a page has. */
  page: number;
  /** Refuses every change, or leaves it without an answer. */
  change: 'done' | 'never' | Refused;
  /** Which burst is there once another one is undone, and how many of that one cannot be brought back. */
  earlier?: Security['guard']['burst'];
  left?: number;
};

export type SettingsServer = TabServer & {
  settings: SettingsAnswers;
  /** What was asked for with its query, and the bodies of changes. */
  queries: string[];
  bodies: { path: string; body: unknown }[];
};

const base = '/api/settings/security';
export const secret = 'vJ3kQ0m9d7xT2b8nYcRfW5sLpZ1gHaEo4uKiMtXqB6D';

/** The tab's small server with a Security page that remembers what is done to it. */
export async function openSettingsServer(): Promise<SettingsServer> {
  const settings: SettingsAnswers = {
    security: securityOf(),
    groups: someGroups,
    preview: somePreview,
    log: someEntries,
    page: 50,
    change: 'done',
  };
  const queries: string[] = [];
  const bodies: { path: string; body: unknown }[] = [];
  const server = await openTabServer(async (req, res, path) => {
    if (!path.startsWith(base)) return false;
    const url = new URL(req.url ?? '/', 'http://localhost');
    queries.push(`${req.method} ${url.pathname}${url.search}`);
    const body = req.method === 'GET' ? undefined : await bodyOf(req);
    if (req.method !== 'GET') bodies.push({ path, body });
    answer(settings, res, { path: path.slice(base.length), query: url.searchParams, method: req.method ?? '', body });
    return true;
  });
  return Object.assign(server, { settings, queries, bodies });
}

type Asked = { path: string; query: URLSearchParams; method: string; body: unknown };

function answer(settings: SettingsAnswers, res: ServerResponse, asked: Asked): void {
  const found = asked.method === 'GET' ? read(settings, asked) : change(settings, asked);
  if (found === 'never') return;
  if (typeof found === 'string') {
    res.writeHead(200, { 'content-type': 'text/csv' });
    res.end(found);
    return;
  }
  const refused = typeof found === 'object' && found !== null && 'code' in found;
  const status = refused ? (found as Refused).status : 200;
  res.writeHead(status, { 'content-type': refused ? 'application/problem+json' : 'application/json' });
  res.end(JSON.stringify(refused ? { requestId: '5d1c2a70-9a4e', ...(found as Refused) } : found));
}

function read(settings: SettingsAnswers, { path, query }: Asked): unknown {
  if (path === '') return settings.security;
  if (path === '/groups') {
    if (!Array.isArray(settings.groups)) return settings.groups;
    const q = query.get('q')?.toLowerCase() ?? '';
    const groups = settings.groups.filter(({ name }) => name.toLowerCase().includes(q));
    return pageOf(groups, query.get('after'), 20, (items, next) => ({ total: groups.length, groups: items, ...next }));
  }
  if (path.startsWith('/guides/')) return someGuide;
  if (path === '/merge/preview') return mergeOf(query.get('keep'));
  if (path === '/log/export') return 'time,verb\r\n';
  if (path === '/log') return logOf(settings, query);
  if (path.startsWith('/log/'))
    return (
      someEntries.find(({ id }) => path.endsWith(id)) ?? {
        status: 404,
        code: 'not-found',
        detail: 'There is no such entry.',
      }
    );
  return { status: 404, code: 'not-found', detail: 'There is nothing at this address.' };
}

function logOf({ log, page }: SettingsAnswers, query: URLSearchParams): unknown {
  if (!Array.isArray(log)) return log;
  const verbs = query.get('verbs')?.split(',');
  const q = query.get('q')?.toLowerCase() ?? '';
  const target = query.get('target');
  const found = log
    .filter(({ verb }) => !verbs || verbs.includes(verb))
    .filter(entry => entry.target.name.toLowerCase().includes(q))
    .filter(entry => !target || entry.target.id === target);
  return pageOf(found, query.get('after'), page, (entries, next) => ({ entries, ...next }));
}

function pageOf<T extends { id: string }>(
  all: T[],
  after: string | null,
  limit: number,
  write: (items: T[], next: { next?: string }) => unknown,
): unknown {
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const items = all.slice(from, from + limit);
  const last = items.at(-1);
  return write(items, last && from + limit < all.length ? { next: last.id } : {});
}

function change(settings: SettingsAnswers, { path, body }: Asked): unknown {
  if (settings.change !== 'done') return settings.change;
  const { security } = settings;
  if (typeof security !== 'object' || 'code' in security) throw new Error('There is nothing to change.');
  const given = body as Record<string, never>;
  if (path === '/tokens') {
    settings.security = withToken(security);
    const id = 'dir_QmVyZ2FtbzIwMjU';
    const made: MadeToken = {
      token: `${secret}:${id}`,
      tokenId: 'tok_2',
      providerId: id,
      tenantUrl,
      expiresAt: new Date(Date.now() + 365 * 86_400_000).toISOString(),
    };
    return made;
  }
  if (path.endsWith('/revoke')) {
    const connections = security.connections.map(each => ({
      ...each,
      maySupplyToken: true,
      tokens: each.tokens.map(token =>
        path.includes(token.id) ? { ...token, state: 'revoked' as const, revokedAt: new Date().toISOString() } : token,
      ),
    }));
    settings.security = { ...security, connections };
    return settings.security;
  }
  if (path.endsWith('/required')) {
    const connections = security.connections.map(each => ({ ...each, required: given.required ?? each.required }));
    settings.security = { ...security, connections };
    return settings.security;
  }
  if (path.endsWith('/preview')) return settings.preview;
  if (path.endsWith('/role')) {
    const [, id] = /\/groups\/([^/]+)\/role$/.exec(path) ?? [];
    if (Array.isArray(settings.groups))
      settings.groups = settings.groups.map(({ role: _, ...group }) =>
        group.id === id
          ? { ...group, ...(given.role ? { role: given.role } : {}) }
          : { ...group, ...(_ ? { role: _ } : {}) },
      );
    return { id, changed: 2 };
  }
  if (path === '/guard') {
    const chosen: number | null = given.threshold ?? null;
    const { automatic } = security.guard;
    settings.security = {
      ...security,
      guard: { threshold: chosen ?? automatic, automatic, ...(chosen ? { chosen } : {}) },
    };
    return settings.security;
  }
  if (path === '/guard/restore') {
    const { burst: _, ...guard } = security.guard;
    const { earlier, left } = settings;
    settings.security = { ...security, guard: { ...guard, ...(earlier ? { burst: earlier } : {}) } };
    return { people: 61, ...(left ? { left } : {}) };
  }
  if (path === '/guard/intended') {
    const { burst, ...guard } = security.guard;
    settings.security = { ...security, guard: { ...guard, ...(burst ? { burst: { ...burst, intended: true } } : {}) } };
    return settings.security;
  }
  if (path === '/merge') return mergeOf(given.keep ?? null);
  if (path.endsWith('/enable')) return { people: 1 };
  return { status: 404, code: 'not-found', detail: 'There is nothing at this address.' };
}

function withToken(security: Security): Security {
  const second = tokenOf({ id: 'tok_2', ending: 'qB6D', createdAt: new Date().toISOString() });
  const { lastUsedAt: _, ...fresh } = second;
  const [first] = security.connections;
  const connection = first
    ? { ...first, tokens: [...first.tokens, fresh], maySupplyToken: false }
    : connectionOf({ state: 'waiting', seen: {}, tokens: [fresh] });
  return { ...security, connections: [connection] };
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text === '' ? undefined : JSON.parse(text);
}
