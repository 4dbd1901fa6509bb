import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

type Json = Record<string, unknown>;
type Heard = {
  method: string;
  path: string;
  agent: string | undefined;
  type: string | undefined;
  body: unknown;
};
type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export type ScimTarget = {
  url: string;
  heard: Heard[];
  /** Since the last call, without the connection test: method and decoded path. */
  asked: () => string[];
  users: Map<string, Json>;
  groups: Map<string, Json>;
  /** Answers first; undefined lets the request through. */
  meet: (fault: ((heard: Heard) => Answer | undefined) | undefined) => void;
  stop: () => Promise<void>;
};

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const token = 'secret:dir_1';

/** A plain SCIM server for one tenant that takes what directories send, in memory, and writes down what it hears. */
export async function startScimTarget(): Promise<ScimTarget> {
  const heard: Heard[] = [];
  const kinds = { Users: new Map<string, Json>(), Groups: new Map<string, Json>() };
  let fault: ((heard: Heard) => Answer | undefined) | undefined;
  let made = 0;
  let told = 0;

  function answer(met: Heard): Answer {
    const url = new URL(met.path, 'http://target');
    const [, name = '', id] = url.pathname.split('/');
    if (name === 'ServiceProviderConfig') return { status: 200, body: {} };
    if (name !== 'Users' && name !== 'Groups') return refuse(404, 'Nothing is here.');
    const all = kinds[name];
    const body = isJson(met.body) ? met.body : {};
    if (id === undefined)
      return met.method === 'GET'
        ? find(all, url.searchParams)
        : create(all, name === 'Users' ? 'userName' : 'displayName', body);
    const found = all.get(id);
    if (!found) return refuse(404, `Resource ${id} not found.`);
    if (met.method === 'DELETE') all.delete(id);
    if (met.method === 'PUT') all.set(id, { ...body, id });
    if (met.method === 'PATCH') for (const operation of listOf(body.Operations)) patch(found, operation);
    if (met.method === 'DELETE' || (met.method === 'PATCH' && name === 'Groups')) return { status: 204 };
    return { status: 200, body: shown(all.get(id) ?? {}, url.searchParams) };
  }

  function create(all: Map<string, Json>, unique: string, body: Json): Answer {
    const taken = [...all.values()].some(one => lower(one[unique]) === lower(body[unique]));
    if (taken) return refuse(409, `${unique} ${body[unique]} is taken.`, 'uniqueness');
    made += 1;
    const id = `id-${made}`;
    all.set(id, structuredClone({ ...body, id }));
    return { status: 201, body: all.get(id) };
  }

  const server = createServer(async (req, res) => {
    const path = decodeURIComponent((req.url ?? '').replaceAll('+', ' '));
    const text = await readText(req);
    const met: Heard = {
      method: req.method ?? '',
      path: path.replace(/^\/scim\/v2/, ''),
      agent: req.headers['user-agent'],
      type: req.headers['content-type'],
      body: text === '' ? undefined : JSON.parse(text),
    };
    heard.push(met);
    const allowed = req.headers.authorization === `Bearer ${token}`;
    const { status, body, headers } = allowed ? (fault?.(met) ?? answer(met)) : refuse(401, 'Who are you?');
    res.writeHead(status, { 'content-type': 'application/scim+json', ...headers });
    res.end(body === undefined ? '' : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    url: `http://127.0.0.1:${address.port}/scim/v2`,
    heard,
    asked() {
      const news = heard.slice(told).map(({ method, path }) => `${method} ${path}`);
      told = heard.length;
      return news.filter(line => !/eq "[0-9a-f]{8}-[0-9a-f-]{27}"$/.test(line) || line.includes('externalId'));
    },
    users: kinds.Users,
    groups: kinds.Groups,
    meet(next) {
      fault = next;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export const targetToken = token;

function refuse(status: number, detail: string, scimType?: string): Answer {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  return { status, body: { schemas, status: String(status), detail, ...(scimType ? { scimType } : {}) } };
}

function find(all: Map<string, Json>, query: URLSearchParams): Answer {
  const filter = query.get('filter');
  const matches = filter === null ? () => true : matcherOf(filter);
  const found = [...all.values()].filter(matches);
  return { status: 200, body: { totalResults: found.length, Resources: found.map(one => shown(one, query)) } };
}

function matcherOf(filter: string): (one: Json) => boolean {
  const terms = filter.split(' and ').map(term => {
    const [, path = '', value = ''] = /^(.+) eq "(.*)"$/.exec(term) ?? [];
    const wanted = value.toLowerCase();
    if (path === 'manager') return (one: Json) => isJson(one[enterprise]) && one[enterprise].manager === value;
    if (path.startsWith('emails')) return (one: Json) => listOf(one.emails).some(each => lower(each.value) === wanted);
    return (one: Json) => lower(one[path]) === wanted;
  });
  return one => terms.every(term => term(one));
}

function shown(one: Json, query: URLSearchParams): Json {
  if (query.get('excludedAttributes') !== 'members') return one;
  const { members: _, ...rest } = one;
  return rest;
}

function patch(one: Json, { op, path, value }: Json): void {
  const verb = lower(op);
  if (path === undefined) {
    for (const [key, each] of Object.entries(isJson(value) ? value : {})) set(one, key, each);
    return;
  }
  const member = /^members\[value eq "(.+)"\]$/.exec(String(path))?.[1];
  const members = listOf(one.members);
  if (member !== undefined) one.members = members.filter(each => each.value !== member);
  else if (path === 'members') {
    const named = listOf(value).map(each => ({ value: each.value }));
    const rest = members.filter(each => verb === 'add' || !named.some(other => other.value === each.value));
    const fresh = verb === 'remove' ? [] : named.filter(each => !rest.some(other => other.value === each.value));
    one.members = verb === 'replace' ? named : [...rest, ...fresh];
  } else set(one, String(path), verb === 'remove' || value === '' ? undefined : value);
}

function set(one: Json, path: string, given: unknown): void {
  const value = path === 'active' ? lower(given) === 'true' : given;
  const element = /^(\w+)\[type eq "(\w+)"\]\.value$/.exec(path);
  if (path.startsWith(`${enterprise}:`)) inner(one, enterprise)[path.slice(enterprise.length + 1)] = value;
  else if (element) {
    const [, name = '', type = ''] = element;
    one[name] = [...listOf(one[name]).filter(each => each.type !== type), { type, value }];
  } else if (path.includes('.')) inner(one, path.split('.')[0] ?? '')[path.split('.')[1] ?? ''] = value;
  else one[path] = value;
}

function inner(one: Json, name: string): Json {
  const there = one[name];
  const made = isJson(there) ? there : {};
  one[name] = made;
  return made;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

function lower(value: unknown): string {
  return String(value).toLowerCase();
}

async function readText(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text;
}
