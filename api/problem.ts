import { STATUS_CODES } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import { type DomainCode, DomainError, type Fault } from '#core/errors.ts';
import { isUnavailable } from '#core/unavailable.ts';
import { answerRefusal } from './answer.ts';
import { linger } from './body.ts';
import { ClosedError, HttpError } from './http-error.ts';
import type { Problem } from './problem-contract.ts';
import { requestState } from './request.ts';
import { scimAddress } from './scim/address.ts';
import { respondError } from './scim/answer.ts';
import { ScimError, type ScimType } from './scim/errors.ts';

const listedFaults = 100;
const retryAfter = { 'Retry-After': '5' };

const statuses: Record<DomainCode, number> = {
  invalid: 400,
  unauthorized: 401,
  'no-organization': 401,
  'unknown-person': 401,
  inactive: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-many': 400,
  'too-large': 413,
  unavailable: 503,
};

export type Refusal = {
  status: number;
  code: string;
  detail: string;
  headers?: Record<string, string>;
  faults?: Fault[];
  scimType?: ScimType;
};

/** The one listener of restify's `restifyError`: every throw, and the router's own 404 and 405, end here. */
export function answerError(req: Request, res: Response, error: unknown, done: () => void): void {
  // Not calling `done` keeps restify from answering once more, which would throw outside of every handler.
  if (error instanceof ClosedError) return;
  const state = requestState(req);
  const refusal = refusalOf(error, req.method ?? '');
  state.refused = refusal.code;
  logRefusal(state.log, refusal, error);
  if (res.headersSent) {
    res.destroy();
    return;
  }
  if (!req.complete) linger(req);
  // Whoever waits to be asked for the body may send the next request instead of it, in the place of the body.
  if (req.headers.expect !== undefined) res.setHeader('Connection', 'close');
  if (isScim(req)) respondError(res, refusal);
  else {
    const problem = toProblem(refusal, state.id);
    answerRefusal(res, refusal.status, 'application/problem+json', JSON.stringify(problem), refusal.headers);
  }
  done();
}

/** Logs what is no fault of the request. */
export function logRefusal(log: Logger, { status }: Refusal, error: unknown): void {
  if (status === 500) log.error({ error: scrubbed(error) }, 'a request failed');
  if (status === 503) log.warn({ error: scrubbed(error) }, 'a request met what is unavailable');
}

/** By the address as it came, since a request can be refused before it is routed. */
function isScim(req: Request): boolean {
  return scimAddress(req.url?.split('?', 1)[0] ?? '') !== undefined;
}

/** RFC 9457 §3; titles are reason phrases, as §4.2.1 has it for about:blank. */
export function toProblem(refusal: Refusal, requestId: string): Problem {
  const faults = refusal.faults ?? [];
  return {
    type: 'about:blank',
    title: STATUS_CODES[refusal.status] ?? 'Error',
    status: refusal.status,
    detail: refusal.detail,
    code: refusal.code,
    ...(faults.length > 0 ? { errors: faults.slice(0, listedFaults), errorCount: faults.length } : {}),
    requestId,
  };
}

/** What an error comes to, in no protocol's form yet. */
export function refusalOf(error: unknown, method: string): Refusal {
  if (error instanceof DomainError) return domainRefusal(error);
  if (error instanceof ScimError)
    return {
      status: error.status,
      code: error.scimType ?? 'scim',
      detail: error.detail,
      ...(error.scimType ? { scimType: error.scimType } : {}),
    };
  if (error instanceof HttpError)
    return { status: error.status, code: error.code, detail: error.message, headers: error.headers };
  if (isUnavailable(error))
    return { status: 503, code: 'unavailable', detail: 'The database does not answer.', headers: retryAfter };
  if (error instanceof Error && error.name === 'ResourceNotFoundError')
    return { status: 404, code: 'not-found', detail: 'There is nothing at this address.' };
  if (error instanceof Error && error.name === 'MethodNotAllowedError')
    return {
      status: 405,
      code: 'method-not-allowed',
      detail: `This address does not take ${method}; Allow says what.`,
    };
  return { status: 500, code: 'internal', detail: 'Something went wrong here. The request id says where to look.' };
}

function domainRefusal(error: DomainError): Refusal {
  const status = statuses[error.code];
  const headers: Record<string, string> = {};
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer';
  if (status === 503) Object.assign(headers, retryAfter);
  return { status, code: error.code, detail: error.message, headers, faults: error.faults };
}

/** What may stand in the log of an error: a driver's messages quote the values of documents, addresses among them. */
function scrubbed(error: unknown): { type: string; message: string; stack?: string; cause?: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no error was thrown' };
  const cause = error.cause instanceof Error ? scrub(`${error.cause.name}: ${error.cause.message}`) : undefined;
  return {
    type: error.name,
    message: scrub(error.message),
    ...(error.stack ? { stack: scrub(error.stack) } : {}),
    ...(cause ? { cause } : {}),
  };
}

function scrub(text: string): string {
  return text
    .replace(/[^\s"'`<>()[\]{},;:=/]{1,64}@[\w-]+(\.[\w-]+)+/g, '[address]')
    .replace(/\b(wintro_|Bearer\s+)[\w.~+/=-]+/gi, '$1[redacted]');
}
