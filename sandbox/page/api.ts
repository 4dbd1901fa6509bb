import type { EventExample, Fault, SandboxCompany, SandboxState } from './contract.ts';

/** What the page may tell a person about a request that failed. */
export class RequestError extends Error {}

const reasonIn = (body: unknown): string | undefined => {
  if (typeof body !== 'object' || body === null) return undefined;
  for (const key of ['message', 'detail', 'title', 'error']) {
    const value: unknown = Reflect.get(body, key);
    if (typeof value === 'string' && value) return value;
  }
  return undefined;
};

const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  let answer: Response;
  try {
    answer = await fetch(`/sandbox/api${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new RequestError('The sandbox does not answer. Is `npm start` still running?', { cause });
  }
  const text = await answer.text();
  let parsed: unknown;
  try {
    parsed = text ? JSON.parse(text) : undefined;
  } catch {
    parsed = undefined;
  }
  if (!answer.ok) throw new RequestError(reasonIn(parsed) ?? `The sandbox answered ${answer.status}.`);
  return parsed;
};

/** The sandbox's own server is trusted to keep the contract; this is the one place that says so. */
export const request = <Answer>(method: string, path: string, body?: unknown) =>
  send(method, path, body) as Promise<Answer>;

export type ActionAnswer = { status: number; card?: unknown; message?: string };

export const api = {
  state: () => request<SandboxState>('GET', '/state'),
  loadSample: (name: string) => request<SandboxCompany>('POST', '/samples', { name }),
  examples: (tenantId: string) =>
    request<EventExample[]>('GET', `/examples?${new URLSearchParams({ tenantId }).toString()}`),
  postEvent: (tenantId: string, body: unknown) =>
    request<{ status: number; body: unknown }>('POST', '/events', { tenantId, body }),
  write: (person: string, text: string) => request<{ status: number }>('POST', '/messages', { person, text }),
  act: (input: { person: string; activityId: string; action: unknown; data: unknown }) =>
    request<ActionAnswer>('POST', '/actions', input),
  install: (person: string, installed: boolean) =>
    request<{ status: number }>('POST', '/installs', { person, installed }),
  block: (person: string, blocked: boolean) => request<{ status: number }>('POST', '/blocks', { person, blocked }),
  tabToken: (person: string) => request<{ token: string }>('POST', '/tab-tokens', { person }),
  addFault: (fault: Omit<Fault, 'id'>) => request<Fault>('POST', '/faults', fault),
  removeFault: (id: string) => request<void>('DELETE', `/faults/${encodeURIComponent(id)}`),
  emptyMails: () => request<void>('DELETE', '/mails'),
};

/** A failure in words for the page. */
export const inWords = (error: unknown): string =>
  error instanceof RequestError ? error.message : 'Something went wrong in this page. Load it again.';
