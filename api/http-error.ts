/** A fault of the protocol alone: a wrong media type, a foreign host. What the product knows throws DomainError. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The client went away before its request was whole: nobody is left to answer. */
export class ClosedError extends Error {
  constructor() {
    super('The client closed the connection.');
    this.name = 'ClosedError';
  }
}
