import type { Auth0User } from '#core/clients/auth0-users.ts';
import type { Resource, Values } from '../resource.ts';

/** Kinds of connection behind which a company's own directory stands: people cannot sign up there by themselves. */
const enterprise = new Set([
  'ad',
  'adfs',
  'auth0-adldap',
  'google-apps',
  'ip',
  'office365',
  'oidc',
  'okta',
  'pingfederate',
  'samlp',
  'sharepoint',
  'waad',
]);

/**
 * Whether somebody has vouched for the address, so that no one takes a colleague's account by signing up with it. Auth0
 * marks none of an enterprise connection as verified; the one that the operator names counts, since a tenant may hold
 * those of other companies too. The profile is that of the first identity.
 */
export function addressVouchedFor({ email_verified, identities }: Auth0User, named: string | undefined): boolean {
  const [first] = identities;
  if (email_verified === true) return true;
  return named !== undefined && first?.connection === named && enterprise.has(first.provider ?? '');
}

/** A user of Auth0's as SCIM has it; nothing for one without an e-mail address. The Action sends the same. */
export function resourceFrom(user: Auth0User): Resource | undefined {
  const email = user.email?.trim();
  if (!email) return undefined;
  const given = user.given_name?.trim() ?? '';
  const family = user.family_name?.trim() ?? '';
  const name: Values = {
    ...(given === '' ? {} : { givenName: given }),
    ...(family === '' ? {} : { familyName: family }),
  };
  // Auth0 puts the address where it knows no name.
  const shown = user.name?.trim() === email ? '' : (user.name?.trim() ?? '');
  return {
    externalId: user.user_id,
    userName: email,
    displayName: shown || `${given} ${family}`.trim() || email,
    ...(given || family ? { name } : {}),
    emails: [{ value: email, type: 'work', primary: true }],
    active: user.blocked !== true,
  };
}

/** What is kept once Auth0 has said its part: what it does not speak of stays. */
export function overlay(former: Resource, said: Resource): Resource {
  const { name, emails, ...rest } = said;
  const address = emails?.[0];
  return {
    ...former,
    ...rest,
    ...(name ? { name: { ...former.name, ...name } } : {}),
    ...(address ? { emails: withWork(former.emails ?? [], address) } : {}),
  };
}

function withWork(former: Values[], address: Values): Values[] {
  const work = former.findIndex(({ type }) => typeof type === 'string' && type.toLowerCase() === 'work');
  if (work >= 0) return former.map((each, place) => (place === work ? { ...each, value: address.value ?? '' } : each));
  const primary = !former.some(each => each.primary === true);
  return [...former, { value: address.value ?? '', type: 'work', ...(primary ? { primary } : {}) }];
}
