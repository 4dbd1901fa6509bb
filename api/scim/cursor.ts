import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { digest } from '#core/identifiers.ts';
import { sameSecret } from '../bearer.ts';
import { ScimError } from './errors.ts';

/** How long a cursor is good after it was given. Nothing is kept for it here. */
export const cursorTimeoutSeconds = 24 * 3600;

/** Where a list goes on: in which of the lists that are read one after the other, and after whom or how many. */
export type Position = { source: number; after?: string; skip?: number };

/** What a cursor is good for: the same query of the same organization. */
export type Query = { organization: string; asked: unknown; now: Date };

const payload = z.strictObject({
  v: z.literal(1),
  l: z.number().int().min(0).max(1),
  a: z.string().max(100).optional(),
  s: z.number().int().min(0).optional(),
  t: z.number().int(),
});

/** RFC 9865 §2: of unreserved characters, and opaque. It grants nothing; the seal keeps it to its query. */
export function writeCursor({ source, after, skip }: Position, query: Query): string {
  const t = Math.floor(query.now.getTime() / 1000);
  const text = Buffer.from(JSON.stringify({ v: 1, l: source, a: after, s: skip, t })).toString('base64url');
  return `${text}.${seal(text, query)}`;
}

/** @throws ScimError `invalidCursor`, or `expiredCursor` (RFC 9865 §2.1). */
export function readCursor(cursor: string, query: Query): Position {
  const [text = '', mark = '', ...tail] = cursor.split('.');
  if (tail.length > 0 || !sameSecret(mark, seal(text, query)))
    throw new ScimError(
      400,
      'invalidCursor',
      'This cursor was not given for this query. Begin with an empty cursor, and repeat filter and sorting unchanged.',
    );
  const { l, a, s, t } = payload.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  if (query.now.getTime() / 1000 - t > cursorTimeoutSeconds)
    throw new ScimError(400, 'expiredCursor', 'This cursor is older than a day. Begin again with an empty cursor.');
  return { source: l, ...(a === undefined ? {} : { after: a }), ...(s === undefined ? {} : { skip: s }) };
}

function seal(text: string, { organization, asked }: Query): string {
  return createHmac('sha256', organization)
    .update(digest('cursor', text, JSON.stringify(asked)))
    .digest('base64url')
    .slice(0, 22);
}
