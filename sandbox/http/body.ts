import type { IncomingMessage } from 'node:http';
import type { ZodType } from 'zod';
import { Refusal } from './answer.ts';

/**
 * The whole body as text.
 * @throws Refusal 413 above `maxBytes`.
 */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.byteLength;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) throw new Refusal(413, `The body is larger than ${maxBytes} bytes.`);
  return Buffer.concat(chunks).toString('utf8');
}

/** @throws Refusal 400 for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`);
  }
}

/** @throws Refusal 400 that names the first faulty field. */
export function parseAs<T>(schema: ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const field = issue && issue.path.length > 0 ? issue.path.join('.') : 'body';
  throw new Refusal(400, `${field}: ${issue?.message ?? 'is not valid'}`);
}
