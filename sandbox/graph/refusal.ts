import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/answer.ts';

/** An error as Graph words it. Source: Microsoft page "Microsoft Graph error responses and resource types". */
export function refuse(status: number, code: string, message: string): Answer {
  const id = randomUUID();
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id };
  return { status, body: { error: { code, message, innerError } } };
}
