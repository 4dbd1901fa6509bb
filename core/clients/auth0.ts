import { setTimeout as sleep } from 'node:timers/promises';
import { type ZodType, z } from 'zod';
import { DomainError } from '#core/errors.ts';
import { type OutboundAnswer, OutboundError, type OutboundRequest, send } from './outbound.ts';

export type Auth0Account = {
  /** The tenant's own, such as `acme.eu.auth0.com`: the Management API does not answer to a custom one. */
  domain: string;
  clientId: string;
  clientSecret: string;
  /** AUTH0_URL: where to connect instead; the token's audience stays the domain's. */
  url?: string | undefined;
  deadlineMs: number;
  backoffMs: number;
  progress: (line: string) => void;
};

export type Auth0 = {
  /**
   * One request to the Management API, repeated when it may be.
   * @throws DomainError `forbidden` when Auth0 refuses, `unavailable` when no good answer came.
   */
  ask<T>(request: { path: string; body?: unknown; schema: ZodType<T> }): Promise<T>;
  account: Auth0Account;
};

const attemptsMax = 8;
const waitMaxMs = 120_000;
const renewBeforeMs = 5 * 60_000;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().default(3600) });
/** Auth0 words its refusals in two ways: the token endpoint's (RFC 6749 §5.2) and the Management API's. */
const refusalSchema = z.object({ error_description: z.string().optional(), message: z.string().optional() });

/** A client of Auth0's Management API, which signs in by client credentials and keeps its token while that lives. */
export function createAuth0(account: Auth0Account): Auth0 {
  let held: { token: string; until: number } | undefined;

  async function token(): Promise<string> {
    if (held && held.until > Date.now()) return held.token;
    const body = {
      grant_type: 'client_credentials',
      client_id: account.clientId,
      client_secret: account.clientSecret,
      audience: `https://${account.domain}/api/v2/`,
    };
    const answer = await patiently(account, requestOf(account, '/oauth/token', body));
    if (answer.status !== 200)
      throw new DomainError('forbidden', `Auth0 gave no token to application ${account.clientId}: ${said(answer)}`);
    const { access_token, expires_in } = read(answer, tokenSchema);
    held = { token: access_token, until: Date.now() + expires_in * 1000 - renewBeforeMs };
    return access_token;
  }

  return {
    account,
    async ask({ path, body, schema }) {
      for (let again = true; ; again = false) {
        const headers = { authorization: `Bearer ${await token()}` };
        const answer = await patiently(account, requestOf(account, path, body, headers));
        if (answer.status === 401 && again) {
          held = undefined;
          continue;
        }
        if (answer.status === 401 || answer.status === 403)
          throw new DomainError('forbidden', `Auth0 refused: ${said(answer)} The application needs read:users.`);
        if (answer.status >= 300)
          throw new DomainError('unavailable', `Auth0 answered ${answer.status}: ${said(answer)}`);
        return read(answer, schema);
      }
    },
  };
}

function requestOf(
  { domain, url, deadlineMs }: Auth0Account,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): OutboundRequest {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  return {
    url: `${url ?? `https://${domain}`}${path}`,
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      ...(content.body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...content,
    deadlineMs,
    // A page of a hundred people with many identities each.
    maxBytes: 8 * 1024 * 1024,
  };
}

/** Waits out what passes: 429 as long as Auth0 says, faults of its own and broken connections ever longer. */
async function patiently(account: Auth0Account, request: OutboundRequest): Promise<OutboundAnswer> {
  let backoffMs = account.backoffMs;
  for (let attempt = 1; ; attempt++) {
    const answer = await send(request).catch(asFault);
    const passes = answer instanceof OutboundError || answer.status === 429 || answer.status >= 500;
    if (!passes) return answer;
    const why = answer instanceof OutboundError ? answer.message : `Auth0 answered ${answer.status}.`;
    if (attempt >= attemptsMax)
      throw new DomainError('unavailable', `Auth0 could not be asked, ${attemptsMax} times over: ${why}`);
    const told = answer instanceof OutboundError ? undefined : rest(answer, Date.now());
    const waitMs = Math.min(told ?? backoffMs, waitMaxMs);
    account.progress(`${why} Asking again in ${Math.ceil(waitMs / 1000)} s.`);
    await sleep(waitMs);
    if (told === undefined) backoffMs *= 2;
  }
}

function asFault(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  throw error;
}

/** `x-ratelimit-reset` is a second of the Unix epoch. Source: Auth0 page "Management API Endpoint Rate Limits". */
function rest({ status, headers }: OutboundAnswer, now: number): number | undefined {
  if (status !== 429) return undefined;
  const reset = Number(headers['x-ratelimit-reset'] ?? 'none');
  if (Number.isFinite(reset)) return Math.max(reset * 1000 - now, 250);
  const seconds = Number(headers['retry-after'] ?? 'none');
  return Number.isFinite(seconds) ? Math.max(seconds * 1000, 250) : undefined;
}

function read<T>(answer: OutboundAnswer, schema: ZodType<T>): T {
  const parsed = schema.safeParse(parse(answer.body));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') || 'the answer';
  throw new DomainError('unavailable', `Auth0 answered what was not expected: ${place}: ${issue?.message ?? 'faulty'}`);
}

function said({ body, status }: OutboundAnswer): string {
  const { error_description, message } = refusalSchema.safeParse(parse(body)).data ?? {};
  const sentence = (error_description ?? message ?? `HTTP ${status}`).slice(0, 300);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
