import { createHash } from 'node:crypto';
import type { Request, Response } from 'restify';
import { answerJson } from './answer.ts';

/**
 * Answers JSON with an ETag, or 304 to who has it already. Weak: two answers with the same `seen`, all of the body unless
 * given, show the same (RFC 9110 §8.8.1, §13.1.2).
 */
export function answerTagged(req: Request, res: Response, body: unknown, seen: unknown = body): void {
  const tag = `"${createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 22)}"`;
  const known = (req.headers['if-none-match'] ?? '').split(',').map(each => each.trim().replace(/^W\//, ''));
  if (!known.includes(tag)) {
    answerJson(res, 200, body, { ETag: `W/${tag}` });
    return;
  }
  res.writeHead(304, { ETag: `W/${tag}` });
  res.end();
}
