import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { DomainError } from '#core/errors.ts';
import type { Auth0 } from './auth0.ts';
import { download } from './outbound.ts';

const text = z.string().nullish();

/** A user as the Management API gives it: of the whole profile what we ask for. An export has `null` for what is absent. */
const userSchema = z.object({
  user_id: z.string().min(1),
  email: text,
  email_verified: z.boolean().nullish(),
  name: text,
  nickname: text,
  given_name: text,
  family_name: text,
  blocked: z.boolean().nullish(),
  created_at: text,
  identities: z
    .array(z.object({ connection: text, provider: text, isSocial: z.boolean().nullish() }))
    .nullish()
    .transform(list => list ?? []),
});
export type Auth0User = z.infer<typeof userSchema>;

const pageSchema = z.object({ total: z.number().int(), users: z.array(userSchema) });
const jobSchema = z.object({ id: z.string().min(1), status: z.string(), location: z.url().nullish() });

const fields = Object.keys(userSchema.shape);
const pageSize = 100;
/** A list gives no more than this; beyond it Auth0 asks for an export. Source: Auth0 page "View Search Results by Page". */
const listMax = 1000;
const triesMax = 3;
const exportMaxBytes = 256 * 1024 * 1024;
const unpackedMaxBytes = 480 * 1024 * 1024;

type Way = { connection?: string | undefined; pollMs: number; waitMs: number };

/**
 * Every user of the tenant, or of one of its connections.
 * @throws DomainError when they did not all come: there is no part of an answer.
 */
export async function pullUsers(auth0: Auth0, way: Way): Promise<Auth0User[]> {
  for (let tries = 1; ; tries++) {
    const first = await page(auth0, way, 0);
    if (first.total >= listMax) return exported(auth0, way);
    const found = await rest(auth0, way, first);
    if (found) return found;
    if (tries >= triesMax)
      throw new DomainError('unavailable', 'The list of users changed while it was read, each time anew.');
    auth0.account.progress('The list of users changed while it was read: reading it again.');
  }
}

/** The pages after the first; nothing when they do not add up, since somebody may have moved past a page's edge. */
async function rest(auth0: Auth0, way: Way, first: z.infer<typeof pageSchema>): Promise<Auth0User[] | undefined> {
  const byId = new Map(first.users.map(user => [user.user_id, user]));
  let { total } = first;
  for (let number = 1; number * pageSize < total; number++) {
    const next = await page(auth0, way, number);
    total = next.total;
    for (const user of next.users) byId.set(user.user_id, user);
  }
  return total === first.total && byId.size === total ? [...byId.values()] : undefined;
}

function page(auth0: Auth0, { connection }: Way, number: number): Promise<z.infer<typeof pageSchema>> {
  const query = new URLSearchParams({
    page: String(number),
    per_page: String(pageSize),
    include_totals: 'true',
    sort: 'created_at:1',
    fields: fields.join(','),
    include_fields: 'true',
    search_engine: 'v3',
    ...(connection ? { q: `identities.connection:"${connection}"` } : {}),
  });
  return auth0.ask({ path: `/api/v2/users?${query}`, schema: pageSchema });
}

/** Auth0 writes a file: one user a line (NDJSON), packed by gzip, whose own check tells a torn one. */
async function exported(auth0: Auth0, way: Way): Promise<Auth0User[]> {
  auth0.account.progress(`There are ${listMax} users or more: Auth0 writes an export.`);
  const body = { format: 'json', fields: fields.map(name => ({ name })) };
  const { id } = await auth0.ask({ path: '/api/v2/jobs/users-exports', body, schema: jobSchema });
  const location = await finished(auth0, id, way);
  const users = (await lines(auth0, location)).map(readLine);
  const wanted = way.connection
    ? users.filter(({ identities }) => identities.some(({ connection }) => connection === way.connection))
    : users;
  if (wanted.length < listMax)
    throw new DomainError('unavailable', `Auth0's export has ${wanted.length} users, fewer than its list.`);
  return wanted;
}

async function finished(auth0: Auth0, id: string, { pollMs, waitMs }: Way): Promise<string> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const job = await auth0.ask({ path: `/api/v2/jobs/${encodeURIComponent(id)}`, schema: jobSchema });
    if (job.status === 'completed' && job.location) return job.location;
    if (job.status === 'failed') throw new DomainError('unavailable', 'Auth0 could not write the export of its users.');
    if (Date.now() > deadline)
      throw new DomainError(
        'unavailable',
        `Auth0 had not written its export after ${Math.round(waitMs / 60_000)} min.`,
      );
    await sleep(pollMs);
  }
}

/** The address is good for a minute and lies outside of Auth0's domain, so no token goes there. */
async function lines({ account }: Auth0, location: string): Promise<string[]> {
  if (!location.startsWith('https://') && !account.url)
    throw new DomainError('unavailable', 'Auth0 offers its export at an address without https.');
  const file = await download({ url: location, deadlineMs: account.deadlineMs * 10, maxBytes: exportMaxBytes }).catch(
    cause => {
      throw new DomainError('unavailable', "Auth0's export could not be fetched.", { cause });
    },
  );
  if (file.status !== 200) throw new DomainError('unavailable', `Auth0's export could not be fetched: ${file.status}.`);
  const content = await unpack(file.body).catch(cause => {
    throw new DomainError('unavailable', "Auth0's export did not arrive whole.", { cause });
  });
  return content.split('\n').filter(line => line.trim() !== '');
}

async function unpack(body: Uint8Array): Promise<string> {
  const packed = body[0] === 0x1f && body[1] === 0x8b;
  if (!packed) throw new Error('not gzip');
  return (await promisify(gunzip)(body, { maxOutputLength: unpackedMaxBytes })).toString('utf8');
}

function readLine(line: string, number: number): Auth0User {
  const parsed = userSchema.safeParse(parse(line));
  if (!parsed.success) throw new DomainError('unavailable', `Line ${number + 1} of Auth0's export cannot be read.`);
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
