import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Problem, problemSchema } from '#api/problem-contract.ts';

export const get = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });

/** Sends bytes and reads what comes back until the connection ends. */
export async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => {
    answer += chunk.toString();
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

/** Checks that an answer is a problem of that status and code. */
export async function problem(response: Response, status: number, code: string): Promise<Problem> {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const body = problemSchema.parse(await response.json());
  assert.equal(body.status, status);
  assert.equal(body.code, code);
  assert.equal(body.requestId, response.headers.get('x-request-id'));
  return body;
}
