import { HttpError } from './http-error.ts';

/** A media type in lower case, without parameters; '' when there is none. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** @throws HttpError 415 when the charset is another than UTF-8, which JSON always is (RFC 8259 §8.1). */
export function refuseCharset(contentType: string | undefined): void {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset))
    throw new HttpError(415, 'unsupported-media-type', 'The charset must be utf-8.');
}

/** @throws HttpError 415 that says what is taken (RFC 9110 §12.5.1: Accept in an answer). */
export function refuseMediaType(accepted: string[]): never {
  throw new HttpError(415, 'unsupported-media-type', `Content-Type must be ${accepted.join(', ')}.`, {
    Accept: accepted.join(', '),
  });
}
