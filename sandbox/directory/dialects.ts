import type { DialectName } from '../page/directory-contract.ts';
import type { Dialect } from './dialect.ts';
import { entra } from './entra.ts';
import { okta } from './okta.ts';
import type { Connection } from './record.ts';
import { rfc } from './rfc.ts';

const dialects: Record<DialectName, Dialect> = {
  entra: entra(false),
  'entra-flag': entra(true),
  okta: okta(false),
  'okta-catalogue': okta(true),
  rfc,
};

/** The dialect of that name; Entra's own flag in the tenant URL counts as well. */
export function dialectOf({ dialect: name, url }: Connection): Dialect {
  const flagged = name === 'entra' && new URL(url).searchParams.has('aadOptscim062020');
  return dialects[flagged ? 'entra-flag' : name];
}

/** Provision on demand does not know the flag. Source: Microsoft page on SCIM 2.0 protocol compliance. */
export function onDemandDialect({ dialect: name }: Connection): Dialect {
  return dialects[name === 'entra-flag' ? 'entra' : name];
}
