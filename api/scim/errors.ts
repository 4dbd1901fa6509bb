/** RFC 7644 §3.12, table 9; the cursors' are of RFC 9865 §2.1. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

/** A fault of a SCIM request alone; its detail is shown to whoever runs the directory. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | undefined;
  constructor(status: number, scimType: ScimType | undefined, detail: string, options: { cause?: unknown } = {}) {
    super(detail, options);
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
  }
  get detail(): string {
    return this.message;
  }
}

const quotedLength = 120;

/** A part of a request as a detail repeats it: shortened, on one line. */
export function quote(text: string): string {
  const start = text.slice(0, quotedLength + 1);
  const line = start.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return `"${text.length > quotedLength ? `${line.slice(0, quotedLength)}…` : line}"`;
}
