import type { Answer } from '../http/answer.ts';

/** An error as the Management API words it. Source: Auth0's Management API v2 reference. */
export function refuse(statusCode: number, error: string, message: string, headers?: Record<string, string>): Answer {
  return { status: statusCode, body: { statusCode, error, message }, ...(headers ? { headers } : {}) };
}
