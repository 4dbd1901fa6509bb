import type { Provider } from '#api/settings/security/contract.ts';

export type RequiredAttribute = { name: string; short: boolean; from: Partial<Record<Provider, string>> };

/** What a person needs, with where it comes from; `short` ones are needed by the short list as well. */
export const requiredAttributes: RequiredAttribute[] = [
  { name: 'userName', short: true, from: { entra: 'userPrincipalName', okta: 'userName' } },
  { name: 'emails[type eq "work"].value', short: true, from: { entra: 'mail', okta: 'email' } },
  { name: 'name.givenName', short: false, from: { entra: 'givenName', okta: 'firstName' } },
  { name: 'name.familyName', short: false, from: { entra: 'surname', okta: 'lastName' } },
  { name: 'displayName', short: true, from: { entra: 'displayName', okta: 'displayName' } },
  { name: 'active', short: true, from: { entra: 'IIF([IsSoftDeleted]…)' } },
];
