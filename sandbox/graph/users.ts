import type { Answer } from '../http/answer.ts';
import type { Person } from '../state.ts';
import { refuse } from './refusal.ts';

const origin = 'https://graph.microsoft.com';

/** A page of the people, by `$top` and `$skiptoken`, or those that `$filter` names by one address or id. */
export function listUsers(people: Person[], url: URL): Answer {
  const filter = url.searchParams.get('$filter');
  const match = filter === null ? undefined : /^(mail|userPrincipalName|id) eq '([^']*)'$/.exec(filter);
  if (filter !== null && !match)
    return refuse(400, 'Request_UnsupportedQuery', 'Unsupported or invalid query filter clause.');
  const [, field, value = ''] = match ?? [];
  const found = people.filter(person => {
    if (field === 'id') return person.id === value;
    if (field === 'mail') return person.email.toLowerCase() === value.toLowerCase();
    return field === undefined || person.userPrincipalName.toLowerCase() === value.toLowerCase();
  });
  const top = Math.min(Number(url.searchParams.get('$top') ?? '100') || 100, 999);
  const skip = Number(url.searchParams.get('$skiptoken') ?? '0') || 0;
  const page = found.slice(skip, skip + top).map(describeUser);
  const more = skip + top < found.length;
  const next = `${origin}/v1.0/users?$top=${top}&$skiptoken=${skip + top}`;
  return {
    status: 200,
    body: { '@odata.context': context('users'), ...(more ? { '@odata.nextLink': next } : {}), value: page },
  };
}

export function describeUser(person: Person) {
  return {
    id: person.id,
    displayName: person.name,
    givenName: person.givenName,
    surname: person.familyName,
    mail: person.email,
    userPrincipalName: person.userPrincipalName,
    jobTitle: null,
    preferredLanguage: person.locale,
  };
}

export function context(what: string): string {
  return `${origin}/v1.0/$metadata#${what}`;
}
