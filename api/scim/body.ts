import type { Request, Response } from 'restify';
import { DomainError } from '#core/errors.ts';
import { parseJson, readBody } from '../body.ts';
import { isObject } from '../is-object.ts';
import { mediaTypeOf, refuseCharset, refuseMediaType } from '../media-type.ts';
import { ScimError } from './errors.ts';

export type Body = Record<string, unknown>;

const mediaTypes = ['application/scim+json', 'application/json'];
/** No resource needs more; whatever walks through a body may then call itself. */
const maxDepth = 20;

/**
 * Reads a body as a JSON object. Okta's test sends application/json, and some clients name no type.
 * @throws ScimError `invalidSyntax`, HttpError 415, DomainError `too-large`.
 */
export async function readObject(req: Request, res: Response, maxBytes: number): Promise<Body> {
  const contentType = req.headers['content-type'];
  const mediaType = mediaTypeOf(contentType);
  if (mediaType !== '' && !mediaTypes.includes(mediaType)) refuseMediaType(mediaTypes);
  refuseCharset(contentType);
  const body = parse(await readBody(req, res, maxBytes));
  if (!isObject(body)) throw new ScimError(400, 'invalidSyntax', 'The body must be a JSON object.');
  if (isDeeper(body, maxDepth))
    throw new ScimError(400, 'invalidSyntax', `The body is nested deeper than ${maxDepth} levels.`);
  return body;
}

/** By names in lower case, since directories differ in how they write those of messages. */
export function lowered(body: Body): Body {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
}

function parse(bytes: Buffer): unknown {
  try {
    return parseJson(bytes);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new ScimError(400, 'invalidSyntax', cause.message);
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap(each => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}
