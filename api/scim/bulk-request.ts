import { isObject } from '../is-object.ts';
import { type Body, lowered } from './body.ts';
import { quote, ScimError } from './errors.ts';

export const maxOperations = 1_000;

/** One operation as it was asked for; what of it is wrong is found when it is its turn. */
export type Requested = { method: string; bulkId?: string; path: string; version?: string; data: unknown };

/** @throws ScimError `invalidSyntax`, or 413 for more operations than are taken (RFC 7644 §3.7.4). */
export function readBulk(body: Body): { operations: Requested[]; failOnErrors: number } {
  const { operations, failonerrors } = lowered(body);
  if (!Array.isArray(operations))
    throw new ScimError(400, 'invalidSyntax', 'A bulk request has a list of Operations (RFC 7644 §3.7).');
  if (operations.length > maxOperations)
    throw new ScimError(
      413,
      undefined,
      `A bulk request may hold ${maxOperations} operations; this one has ${operations.length}. Send them in several.`,
    );
  const failOnErrors = failonerrors ?? Number.POSITIVE_INFINITY;
  if (typeof failOnErrors !== 'number' || !(failOnErrors >= 1))
    throw new ScimError(400, 'invalidValue', 'failOnErrors is a whole number of at least 1.');
  return { operations: operations.map(readOperation), failOnErrors };
}

function readOperation(given: unknown): Requested {
  const { method, bulkid, path, version, data } = isObject(given) ? lowered(given) : ({} as Body);
  return {
    method: typeof method === 'string' ? method.toUpperCase() : '',
    path: typeof path === 'string' ? path : '',
    ...(typeof bulkid === 'string' && bulkid !== '' ? { bulkId: bulkid } : {}),
    ...(typeof version === 'string' ? { version } : {}),
    data,
  };
}

const prefix = 'bulkId:';

/** The bulkIds that an operation refers to, in its path and anywhere in its data (RFC 7644 §3.7.2). */
export function referencesOf({ path, data }: Requested): Set<string> {
  const found = new Set<string>();
  withReferences([...path.split('/'), data], bulkId => {
    found.add(bulkId);
    return '';
  });
  return found;
}

/** The value with each reference replaced: `bulkId:a` as a whole string, and `"bulkId:a"` within a path or filter. */
export function withReferences(value: unknown, replace: (bulkId: string) => string): unknown {
  if (typeof value === 'string') {
    if (value.startsWith(prefix)) return replace(value.slice(prefix.length));
    return value.replace(/"bulkId:([^"\\]+)"/g, (_, bulkId: string) => JSON.stringify(replace(bulkId)));
  }
  if (Array.isArray(value)) return value.map(each => withReferences(each, replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withReferences(each, replace)]));
}

/** What a reference that leads nowhere is answered with. */
export function deadReference(bulkId: string, why: 'unknown' | 'failed' | 'circular'): ScimError {
  const name = quote(`${prefix}${bulkId}`);
  if (why === 'unknown')
    return new ScimError(400, 'invalidValue', `${name} is no bulkId of an operation of this request.`);
  const words = why === 'failed' ? 'stands for an operation that failed' : 'refers to what refers back to it';
  return new ScimError(409, undefined, `${name} ${words}. Send this operation again by itself.`);
}
