import { Refusal } from './http/answer.ts';
import type { Store } from './store.ts';

const deadlineMs = 20_000;

/** Posts an event (or, as a list, a batch) to the product with the company's own API key; answers what it answered. */
export async function postEvent(
  store: Store,
  productUrl: string,
  tenantId: string,
  event: unknown,
): Promise<{ status: number; body: unknown }> {
  const apiKey = store.state.apiKeys.get(tenantId);
  if (apiKey === undefined)
    throw new Refusal(409, 'This company has no API key here. Load the sample company again to get one.');
  const type = Array.isArray(event) ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
  const response = await fetch(`${productUrl}/api/events`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(deadlineMs),
  }).catch((error: unknown) => {
    throw new Refusal(502, `The product does not answer at ${productUrl}: ${reasonOf(error)}.`);
  });
  const text = await response.text();
  // A product that no longer knows the key has lost its data: the sample is to be loaded again.
  if (response.status === 401) {
    store.state.apiKeys.delete(tenantId);
    store.changed();
  }
  return { status: response.status, body: readJson(text) };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
