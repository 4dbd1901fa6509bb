import { DomainError } from '#core/errors.ts';
import type { IncomingEvent } from '#core/notifications/accept.ts';
import { parseJson } from '../body.ts';
import { mediaTypeOf, refuseCharset, refuseMediaType } from '../media-type.ts';
import { type Checked, checkEvent } from './check.ts';
import { type Headers, hasEventHeaders, readEventHeaders } from './headers.ts';

const mediaTypes = ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json'];

/** `json` is plain application/json: one event when an object comes, a batch when a list does. */
export type ContentMode = 'structured' | 'batch' | 'binary' | 'json';

/**
 * Tells by the headers alone how a request carries its events. Source: CloudEvents HTTP Protocol Binding 1.0.2 §3.
 * @throws HttpError 415 that says what is taken.
 */
export function contentMode(headers: Headers): ContentMode {
  const contentType = headers['content-type']?.[0];
  const mediaType = mediaTypeOf(contentType);
  refuseCharset(contentType);
  if (mediaType === 'application/cloudevents+json') return 'structured';
  if (mediaType === 'application/cloudevents-batch+json') return 'batch';
  const json = mediaType === 'application/json' || /^application\/[\w.!#$&^-]+\+json$/.test(mediaType);
  if (json && !mediaType.startsWith('application/cloudevents') && hasEventHeaders(headers)) return 'binary';
  if (mediaType === 'application/json') return 'json';
  return refuseMediaType(mediaTypes);
}

/**
 * The events of a request, every one checked; a batch is taken whole or not at all.
 * @throws DomainError `invalid` with each fault, `too-large` for more than `batchMax` events.
 */
export function parseEvents(
  message: { mode: ContentMode; headers: Headers; body: Uint8Array },
  options: { batchMax: number; now: Date },
): IncomingEvent[] {
  const { headers, mode } = message;
  const body = parseJson(message.body);
  if (mode === 'binary') return allOrNothing([checkBinary(headers, body, options.now)]);
  if (mode === 'batch' && !Array.isArray(body))
    throw new DomainError('invalid', 'A batch is a JSON array of CloudEvents.');
  if (!Array.isArray(body)) return allOrNothing([checkEvent(body, 0, options.now)]);
  if (mode === 'structured')
    throw new DomainError('invalid', 'A list of events has the type application/cloudevents-batch+json.');
  if (body.length === 0) throw new DomainError('invalid', 'The batch holds no event.');
  if (body.length > options.batchMax)
    throw new DomainError('too-large', `A batch may hold ${options.batchMax} events; this one has ${body.length}.`);
  return allOrNothing(body.map((item: unknown, index) => checkEvent(item, index, options.now)));
}

function checkBinary(headers: Headers, data: unknown, now: Date): Checked {
  const given = readEventHeaders(headers);
  const checked = checkEvent({ ...given.attributes, data }, 0, now);
  if (given.faults.length === 0) return checked;
  const named = new Set(given.faults.map(fault => fault.field));
  const others = 'faults' in checked ? checked.faults.filter(fault => !named.has(fault.field)) : [];
  return { faults: [...given.faults, ...others] };
}

function allOrNothing(checked: Checked[]): IncomingEvent[] {
  const faults = checked.flatMap(one => ('faults' in one ? one.faults : []));
  if (faults.length === 0) return checked.flatMap(one => ('event' in one ? [one.event] : []));
  const faulty = new Set(faults.map(fault => fault.index)).size;
  const what = checked.length === 1 ? 'The event is' : `${faulty} of ${checked.length} events are`;
  throw new DomainError('invalid', `${what} faulty; nothing was stored.`, { faults });
}
