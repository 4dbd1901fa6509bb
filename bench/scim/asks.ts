import type { Ask } from './load.ts';
import { batch, bigGroup, body, emailOf, emptyGroup, personId, scattered } from './subjects.ts';

export const operations = ['lookup', 'create', 'disable', 'page', 'addToEmpty', 'addToBig'] as const;
export type Operation = (typeof operations)[number];
export type Amounts = Record<Operation, number>;

const patch = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The requests of one operation; `round` keeps those apart that cannot be done twice. */
export function asksOf(operation: Operation, count: number, size: number, round: number): Ask[] {
  return numbersOf(operation, count, size, round).map(number => askOf(operation, number, size));
}

/** What each request is about: a person's number, the place of a page, or the number of a batch of members. */
export function numbersOf(operation: Operation, count: number, size: number, round: number): number[] {
  if (operation === 'lookup') return scattered(size, count);
  if (operation === 'page') return scattered(size - 100, count);
  const first = operation === 'create' ? 10 * size + round * count : round * count;
  return Array.from({ length: count }, (_, turn) => first + turn);
}

function askOf(operation: Operation, number: number, size: number): Ask {
  if (operation === 'lookup') {
    const filter = encodeURIComponent(`userName eq "${emailOf(number)}"`);
    return { method: 'GET', path: `/Users?filter=${filter}` };
  }
  if (operation === 'create') return { method: 'POST', path: '/Users', body: body(number) };
  if (operation === 'page') return { method: 'GET', path: `/Users?startIndex=${number + 1}&count=100` };
  if (operation === 'disable') {
    const Operations = [{ op: 'replace', path: 'active', value: false }];
    return { method: 'PATCH', path: `/Users/${personId(number)}`, body: { schemas: [patch], Operations } };
  }
  const group = operation === 'addToBig' ? bigGroup : emptyGroup(number);
  const value = newMembers(number, size).map(person => ({ value: personId(person) }));
  const Operations = [{ op: 'add', path: 'members', value }];
  return { method: 'PATCH', path: `/Groups/${group}`, body: { schemas: [patch], Operations } };
}

/** People who are in no group yet. */
export function newMembers(number: number, size: number): number[] {
  return Array.from({ length: batch }, (_, turn) => size + number * batch + turn);
}
