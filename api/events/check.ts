import { CloudEvent, ValidationError } from 'cloudevents';
import type { Fault } from '#core/errors.ts';
import type { IncomingEvent } from '#core/notifications/accept.ts';
import { isObject } from '../is-object.ts';
import { type EventAttributes, eventAttributes, eventData, eventTypes } from './contract.ts';
import { explain, shorten, toFaults } from './faults.ts';

const aheadMs = 24 * 3_600_000;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

export type Checked = { event: IncomingEvent } | { faults: Fault[] };

/** Checks one event, envelope and data at once, so that its sender learns of every fault in one go. */
export function checkEvent(raw: unknown, index: number, now: Date): Checked {
  if (!isObject(raw)) return { faults: [{ index, field: '', message: 'must be a CloudEvent, a JSON object' }] };
  const envelope = presentAttributes(raw);
  const attributes = eventAttributes.safeParse(envelope, { error: explain });
  const faults = attributes.success ? [] : toFaults(attributes.error, index, '');
  faults.push(...nameFaults(envelope, index));
  if (attributes.success && Date.parse(attributes.data.time ?? '') > now.getTime() + aheadMs)
    faults.push({ index, field: 'time', message: 'lies more than a day ahead' });
  const event = attributes.success ? assemble(attributes.data) : undefined;
  if (attributes.success && !event)
    faults.push({ index, field: 'source', message: 'must be a URI reference (RFC 3986)' });
  const found = readData(envelope);
  if ('message' in found) return { faults: [...faults, { index, ...found }] };
  const type = eventTypes.find(known => known === envelope.type);
  if (type === undefined) return { faults };
  const data = eventData[type].safeParse(found.data, { error: explain });
  if (!data.success) faults.push(...toFaults(data.error, index, 'data'));
  if (faults.length > 0 || !attributes.success || !data.success || !event) return { faults };
  return {
    event: {
      source: event.source,
      id: event.id,
      type,
      time: attributes.data.time === undefined ? now : new Date(attributes.data.time),
      ...(event.subject === undefined ? {} : { subject: event.subject }),
      data: data.data,
    },
  };
}

/** Null means unset (JSON Event Format 1.0.2 §2.2); RFC 3339 §5.6 lets T and Z be lower case. */
function presentAttributes(raw: Record<string, unknown>): Record<string, unknown> {
  const present = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
  return typeof present.time === 'string' ? { ...present, time: present.time.toUpperCase() } : present;
}

/** A name that cannot be an extension's is a misspelt one of ours: Time, dataContentType. */
function nameFaults(envelope: Record<string, unknown>, index: number): Fault[] {
  return Object.keys(envelope)
    .filter(name => name !== 'data_base64' && !/^[a-z0-9]+$/.test(name))
    .map(name => ({
      index,
      field: shorten(name),
      message: 'is not the name of an attribute: these have lower-case letters and digits only',
    }));
}

function readData(envelope: Record<string, unknown>): { data: unknown } | { field: string; message: string } {
  const { data, data_base64: encoded } = envelope;
  if (encoded === undefined) return { data };
  const field = 'data_base64';
  if (data !== undefined) return { field, message: 'must not stand beside data' };
  if (typeof encoded !== 'string' || !base64.test(encoded)) return { field, message: 'must be base64' };
  try {
    return { data: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'))) };
  } catch {
    return { field, message: 'must be JSON in UTF-8 below its base64' };
  }
}

/**
 * Has the cloudevents package check by the specification's own schema what is checked already, which leaves the form of
 * `source` to it. It gets no other attributes, since some extensions make it throw, and not by `HTTP.toEvent`: that one
 * invents a missing id, accepts a missing source, makes numbers of data_base64, and costs 25 times as much.
 */
function assemble({ specversion, id, source, type, subject }: EventAttributes): CloudEvent<undefined> | undefined {
  try {
    return new CloudEvent({ specversion, id, source, type, ...(subject === undefined ? {} : { subject }) });
  } catch (error) {
    if (error instanceof ValidationError) return undefined;
    throw error;
  }
}
