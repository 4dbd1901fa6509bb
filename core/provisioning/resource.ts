import type { Person } from '#core/people/model.ts';
import { type Attribute, commonAttributes, enterpriseAttributes, userAttributes } from './attributes.ts';

export type Value = string | boolean | Values | Value[];
export type Values = { [name: string]: Value };

/**
 * A user as a directory keeps it here: SCIM's attributes by their canonical names, without what is read-only (`id`,
 * `meta`, `groups`, every `$ref`), with the enterprise extension under `enterprise`, since MongoDB takes no dots in names.
 */
export type Resource = Values & {
  userName: string;
  active: boolean;
  externalId?: string;
  displayName?: string;
  name?: Values;
  emails?: Values[];
  enterprise?: Values;
};

/** What a person has by hand until a directory says more. */
export function resourceOf(
  person: Pick<Person, 'email' | 'givenName' | 'familyName' | 'displayName' | 'active'> & Partial<Person>,
): Resource {
  const { directory, email, givenName, familyName, displayName, active } = person;
  // The product's own word on these, which may be newer than the directory's.
  if (directory?.resource) return { ...directory.resource, active };
  return {
    userName: email,
    active,
    displayName,
    name: { givenName, familyName },
    emails: [{ value: email, type: 'work', primary: true }],
  };
}

/** The person's address is the work e-mail, else one of no type; of several the primary one. A private one never is. */
export function workEmail({ emails = [] }: Pick<Resource, 'emails'>): string | undefined {
  const work = emails.filter(({ type }) => typeof type === 'string' && type.toLowerCase() === 'work');
  const untyped = emails.filter(({ type }) => type === undefined || type === '');
  const candidates = work.length > 0 ? work : untyped;
  const chosen = candidates.find(({ primary }) => primary === true) ?? candidates[0];
  return typeof chosen?.value === 'string' && chosen.value.trim() !== '' ? chosen.value.trim() : undefined;
}

/** What the product reads of a resource. Names that the short list lacks are taken from the display name. */
export function personFields(
  resource: Resource,
): Pick<Person, 'email' | 'emailLower' | 'givenName' | 'familyName' | 'displayName' | 'active'> {
  const email = workEmail(resource) ?? resource.userName;
  const shown = text(resource.displayName) ?? text(resource.name?.formatted);
  const words = (shown ?? email).split(/\s+/);
  const givenName = text(resource.name?.givenName) ?? words[0] ?? email;
  const familyName = text(resource.name?.familyName) ?? words.slice(1).join(' ');
  return {
    email,
    emailLower: email.toLowerCase(),
    givenName,
    familyName,
    displayName: shown ?? `${givenName} ${familyName}`.trim(),
    active: resource.active,
  };
}

function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The resource as filters compare it: lower case wherever case does not count. Never shown. */
export function fold(resource: Resource): Values {
  const { enterprise, ...core } = resource;
  return {
    ...foldValues(core, [...userAttributes, ...commonAttributes]),
    ...(enterprise ? { enterprise: foldValues(enterprise, enterpriseAttributes) } : {}),
  };
}

function foldValues(values: Values, attributes: readonly Attribute[]): Values {
  const folded: Values = {};
  for (const attribute of attributes) {
    const value = values[attribute.name];
    if (value !== undefined) folded[attribute.name] = foldValue(value, attribute);
  }
  return folded;
}

function foldValue(value: Value, attribute: Attribute): Value {
  if (Array.isArray(value)) return value.map(each => foldValue(each, attribute));
  if (typeof value === 'object') return foldValues(value, attribute.subAttributes ?? []);
  return typeof value === 'string' && !attribute.caseExact ? value.toLowerCase() : value;
}
