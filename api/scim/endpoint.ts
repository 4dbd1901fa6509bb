import type { Answer } from './answer.ts';
import type { Body } from './body.ts';
import { quote, ScimError } from './errors.ts';
import { type Listing, names, type Reader } from './list.ts';
import type { Kind } from './path.ts';
import type { Scim } from './scim.ts';

/** What Users and Groups have in common, for the routes, searches and bulk. */
export type Endpoint = {
  kind: Kind;
  path: '/Users' | '/Groups';
  read: (scim: Scim, id: string) => Promise<Answer>;
  create: (scim: Scim, body: Body) => Promise<Answer>;
  replace: (scim: Scim, id: string, body: Body) => Promise<Answer>;
  patch: (scim: Scim, id: string, body: Body) => Promise<Answer>;
  remove: (scim: Scim, id: string) => Promise<Answer>;
  /** Reads the filter before anything is asked of the database. @throws ScimError */
  reader: (scim: Scim, listing: Listing) => Reader;
};

/** Which attributes the address asks for. */
export function shown({ parameters }: Scim): Pick<Listing, 'attributes' | 'excludedAttributes'> {
  const attributes = names(parameters, 'attributes');
  const excludedAttributes = names(parameters, 'excludedAttributes');
  return {
    ...(attributes === undefined ? {} : { attributes }),
    ...(excludedAttributes === undefined ? {} : { excludedAttributes }),
  };
}

/** One refusal for what never was here, is gone, or is another organization's. */
export function nothing(kind: Kind, id: string): ScimError {
  const detail = `There is no ${kind} ${quote(id)} here. It may have been deleted; the directory's next full cycle finds or creates it.`;
  return new ScimError(404, undefined, detail);
}
