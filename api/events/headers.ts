import type { Fault } from '#core/errors.ts';

export type Headers = NodeJS.Dict<string[]>;

const attributes = ['specversion', 'id', 'source', 'type', 'time', 'subject', 'dataschema'];
const mandatory = ['ce-specversion', 'ce-id', 'ce-source', 'ce-type'];

/** Whether the headers speak of an event in binary mode. */
export function hasEventHeaders(headers: Headers): boolean {
  return mandatory.some(name => headers[name] !== undefined);
}

/** The attributes that stand in `ce-` headers, decoded; an extension attribute is not looked at. */
export function readEventHeaders(headers: Headers): { attributes: Record<string, string>; faults: Fault[] } {
  const read: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const field of attributes) {
    const [value, ...more] = headers[`ce-${field}`] ?? [];
    if (value === undefined) continue;
    const decoded = decodeHeader(value);
    if (more.length > 0) faults.push({ index: 0, field, message: 'stands twice in the headers' });
    else if (decoded === undefined) faults.push({ index: 0, field, message: 'does not decode to UTF-8' });
    else read[field] = decoded;
  }
  return { attributes: read, faults };
}

/**
 * Undoes quoting, then one round of percent-encoding; undefined for what is not UTF-8 then. Node hands header bytes over
 * as latin1, so that bytes which the sender left unencoded are decoded along.
 * Source: CloudEvents HTTP Protocol Binding 1.0.2 §3.1.3.2.
 */
export function decodeHeader(value: string): string | undefined {
  const quoted = /^"(.*)"$/.exec(value)?.[1];
  const plain = quoted === undefined ? value : quoted.replace(/\\(.)/g, '$1');
  const bytes = plain.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}
