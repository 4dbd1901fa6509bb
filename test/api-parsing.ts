import assert from 'node:assert/strict';
import { eventExamples } from '#api/events/examples.ts';
import type { Headers } from '#api/events/headers.ts';
import { contentMode, parseEvents } from '#api/events/parse.ts';
import { DomainError, type Fault } from '#core/errors.ts';

export const now = new Date('2025-06-01T12:00:00Z');
export const matched = eventExamples['candidate.matched'];
export const structured = 'application/cloudevents+json';

export function parse(contentType: string, body: unknown, headers: Headers = {}) {
  const all = { 'content-type': [contentType], ...headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return parseEvents({ mode: contentMode(all), headers: all, body: Buffer.from(text) }, { batchMax: 1000, now });
}

export function refusal(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

export function faults(body: unknown, contentType = structured, headers: Headers = {}): Fault[] {
  return refusal(() => parse(contentType, body, headers)).faults;
}

/** The one fault of an event, as `field: message`. */
export function fault(body: unknown): string {
  const found = faults(body);
  assert.equal(found.length, 1, JSON.stringify(found));
  return `${found[0]?.field}: ${found[0]?.message}`;
}

export function withData(change: Record<string, unknown>) {
  return { ...matched, data: { ...matched.data, ...change } };
}

export const binary: Headers = {
  'ce-specversion': ['1.0'],
  'ce-id': ['1'],
  'ce-source': ['/engine'],
  'ce-type': ['candidate.matched'],
};
