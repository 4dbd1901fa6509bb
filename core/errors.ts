/** What can be expected to go wrong. Each code has one HTTP status, given where errors are mapped. */
export type DomainCode =
  | 'invalid'
  | 'unauthorized'
  | 'no-organization'
  | 'unknown-person'
  | 'inactive'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  /** The version asked for by If-Match is not the one that is there. */
  | 'stale'
  | 'too-many'
  | 'too-large'
  | 'unavailable';

export type Fault = { index?: number; field: string; message: string };

/** An expected failure. Its message may be shown to the caller; private detail belongs in `cause`. */
export class DomainError extends Error {
  readonly code: DomainCode;
  readonly faults: Fault[];
  constructor(code: DomainCode, message: string, options: { cause?: unknown; faults?: Fault[] } = {}) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.faults = options.faults ?? [];
  }
}
