import type { Request, Response } from 'restify';
import type { z } from 'zod';
import { DomainError } from '#core/errors.ts';
import { parseJson, readBody } from './body.ts';
import { explain } from './events/faults.ts';
import { mediaTypeOf, refuseCharset, refuseMediaType } from './media-type.ts';

/** A body as its schema has it. @throws DomainError `invalid` that names each fault, `too-large`, HttpError 415. */
export async function readJson<T>(req: Request, res: Response, schema: z.ZodType<T>, maxBytes: number): Promise<T> {
  const contentType = req.headers['content-type'];
  if (mediaTypeOf(contentType) !== 'application/json') refuseMediaType(['application/json']);
  refuseCharset(contentType);
  return parseBy(schema, parseJson(await readBody(req, res, maxBytes)), 'The body is not as it must be.');
}

/** The parameters of the query as their schema has them; of two with one name the last counts. @throws DomainError `invalid`. */
export function readQuery<T>(req: Request, schema: z.ZodType<T>): T {
  const { searchParams } = new URL(req.url ?? '/', 'http://localhost');
  return parseBy(schema, Object.fromEntries(searchParams), 'The query is not as it must be.');
}

function parseBy<T>(schema: z.ZodType<T>, value: unknown, refusal: string): T {
  const parsed = schema.safeParse(value, { error: explain });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new DomainError('invalid', refusal, { faults });
}
