import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/answer.ts';

const errors = {
  'unknown-tenant': { number: 90002, status: 400, error: 'invalid_request' },
  'unknown-application': { number: 700016, status: 400, error: 'unauthorized_client' },
  'no-service-principal': { number: 7000229, status: 400, error: 'unauthorized_client' },
  'wrong-secret': { number: 7000215, status: 401, error: 'invalid_client' },
  'no-secret': { number: 7000218, status: 401, error: 'invalid_client' },
  'no-grant-type': { number: 900144, status: 400, error: 'invalid_request' },
  'wrong-grant-type': { number: 70003, status: 400, error: 'unsupported_grant_type' },
  'wrong-scope': { number: 1002012, status: 400, error: 'invalid_scope' },
} as const;

/** An error of the token endpoint as Entra words it. Source: Microsoft page "Microsoft Entra authentication error codes". */
export function refuse(kind: keyof typeof errors, sentence: string): Answer {
  const { number, status, error } = errors[kind];
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${sentence} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
  };
}
