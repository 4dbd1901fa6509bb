import type { Response } from 'restify';
import { answer, answerRefusal } from '../answer.ts';
import type { ScimType } from './errors.ts';

const mediaType = 'application/scim+json';

export const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** What a request comes to; without a body, 204 and 304 alone. */
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export function respond(res: Response, { status, body, headers = {} }: Answer): void {
  if (body !== undefined) {
    answer(res, status, mediaType, JSON.stringify(body), headers);
    return;
  }
  res.writeHead(status, headers);
  res.end();
}

export type Refused = {
  status: number;
  code: string;
  detail: string;
  scimType?: ScimType;
  headers?: Record<string, string>;
};

/** SCIM's own types of what the product refuses by other names (RFC 7644 §3.12, table 9). */
const domainTypes: Partial<Record<string, ScimType>> = {
  invalid: 'invalidValue',
  conflict: 'uniqueness',
  'too-many': 'tooMany',
};

/** RFC 7644 §3.12: the status is a string. */
export function errorBody({ status, code, detail, scimType = domainTypes[code] }: Refused) {
  return { schemas: [errorSchema], status: String(status), ...(scimType ? { scimType } : {}), detail };
}

/** Answers a refusal; `headers` are such as Allow and WWW-Authenticate. */
export function respondError(res: Response, refused: Refused): void {
  answerRefusal(res, refused.status, mediaType, JSON.stringify(errorBody(refused)), refused.headers);
}
