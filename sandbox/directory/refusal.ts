import { type Answer, type Request, Unreachable } from './client.ts';
import { isJson } from './resource.ts';

/** What kept a step from succeeding, in plain words. */
export class Refused extends Error {
  /** Nothing else will succeed either: the whole cycle ends. */
  readonly fatal: boolean;
  constructor(message: string, fatal: boolean) {
    super(message);
    this.name = 'Refused';
    this.fatal = fatal;
  }
}

/** The answer's own words: SCIM's detail, or another problem document's. */
function detailOf({ body }: Answer): string {
  if (typeof body === 'string') return body.length > 0 && body.length < 200 && !body.includes('<') ? body : '';
  if (!isJson(body)) return '';
  const found = [body.detail, body.message, body.title].find(text => typeof text === 'string' && text !== '');
  return typeof found === 'string' ? found : '';
}

const sentences: Record<number, string> = {
  400: 'The product did not take this',
  403: 'The product forbids this to the token',
  404: 'The product knows nothing at this address; check the tenant URL',
  409: 'The product says that somebody else has this already',
  412: 'Somebody else changed it in between',
  413: 'The product says that the request is too large',
  429: 'The product still asks to slow down',
};

/** An answer that is not the one hoped for. */
export function refuse(answer: Answer): Refused {
  const { status, body } = answer;
  if (status === 401)
    return new Refused(
      'The product refused the token (401). Check that it was pasted whole, and that it has not expired or been revoked.',
      true,
    );
  if (status >= 300 && status < 400)
    return new Refused(`The tenant URL leads elsewhere (${status}). Paste the address where it ends.`, true);
  const type = isJson(body) && typeof body.scimType === 'string' ? ` ${body.scimType}` : '';
  const words = sentences[status] ?? (status >= 500 ? 'The product failed' : 'The product answered unexpectedly');
  const detail = detailOf(answer);
  return new Refused(`${words} (${status}${type})${detail === '' ? '.' : `: ${detail}`}`, status === 403);
}

/** What was thrown while asking. */
export function explain(error: unknown, { method, path }: Request): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof Unreachable)
    return new Refused(`Nobody answers at the tenant URL: ${error.message}. Is the product running there?`, true);
  throw new Error(`${method} ${path} could not be made`, { cause: error });
}
