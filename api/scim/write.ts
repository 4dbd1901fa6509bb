import { logFailure } from '#core/provisioning/log.ts';
import { isObject } from '../is-object.ts';
import { refusalOf } from '../problem.ts';
import type { Answer } from './answer.ts';
import { type Body, lowered } from './body.ts';
import type { Endpoint } from './endpoint.ts';
import type { Scim } from './scim.ts';

export type Write = { id?: string; read: () => Promise<Body> };
export type WriteMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One write, as a request or in a bulk. Why it was refused stands in the provisioning log before it is answered. */
export async function write(
  scim: Scim,
  endpoint: Endpoint,
  method: WriteMethod,
  { id = '', read }: Write,
): Promise<Answer> {
  let body: Body | undefined;
  try {
    body = method === 'DELETE' ? {} : await read();
    const answer = await act(scim, endpoint, method, id, body);
    scim.facts.wrote = true;
    return answer;
  } catch (error) {
    await noteFailure(scim, endpoint, { id, body, error });
    throw error;
  }
}

function act(scim: Scim, endpoint: Endpoint, method: WriteMethod, id: string, body: Body): Promise<Answer> {
  switch (method) {
    case 'POST':
      return endpoint.create(scim, body);
    case 'PUT':
      return endpoint.replace(scim, id, body);
    case 'PATCH':
      return endpoint.patch(scim, id, body);
    case 'DELETE':
      return endpoint.remove(scim, id);
  }
}

type Failure = { id: string; body: Body | undefined; error: unknown };

async function noteFailure({ ctx }: Scim, { kind }: Endpoint, { id, body, error }: Failure): Promise<void> {
  const { status, code, detail } = refusalOf(error, '');
  // What is our own fault is in our own log, and the directory repeats such a request.
  if (status >= 500) return;
  const named = kind === 'User' ? [body?.userName, body?.displayName] : [body?.displayName];
  const words = [...named, body?.externalId].filter(word => typeof word === 'string');
  const name = words[0] ?? (id || 'Nobody whom the request names');
  const target = { kind: kind === 'User' ? ('user' as const) : ('group' as const), ...(id ? { id } : {}), name };
  await logFailure(ctx, { target, reason: detail, code, words, ...(body ? { sent: withoutSecrets(body) } : {}) });
}

const secret = /password|secret|token/i;

/** A body as the log shows it: neither what is called a secret, nor what a PATCH puts at such a path. */
function withoutSecrets(body: Body): string {
  const mask = (name: string, value: unknown): unknown => {
    if (secret.test(name)) return '…';
    if (!isObject(value) || !secret.test(String(lowered(value).path ?? ''))) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, /^value$/i.test(key) ? '…' : each]));
  };
  return JSON.stringify(body, mask, 2);
}
