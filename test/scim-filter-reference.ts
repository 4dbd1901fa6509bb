import fc from 'fast-check';
import type { Resource, Value, Values } from '#core/provisioning/resource.ts';
import { type About, anyCase, comparison, isThere, joined, presence, text, truth } from './scim-filter-comparison.ts';
import { core, enterprise } from './scim-person.ts';

/** A person as SCIM sees one, to hold filters against. */
export type Seen = {
  id: string;
  resource: Resource;
  created: Date;
  lastModified: Date;
  groups: { value: string; display: string }[];
};

/** A filter as text, with what RFC 7644 §3.4.2.2 means by it written down plainly. */
export type Asked = { text: string; holds: (seen: Seen) => boolean };

/** What is stored is never empty; it is still asked for. */
const stored = text.filter(each => each.trim() !== '');
export const dates = fc.date({ min: new Date('2025-01-01'), max: new Date('2025-01-05'), noInvalidDate: true });
const value = fc.record(
  { value: stored, type: fc.constantFrom('work', 'Home'), display: stored, primary: fc.boolean() },
  { requiredKeys: ['value'] },
);

export const resources: fc.Arbitrary<Resource> = fc.record(
  {
    userName: stored,
    active: fc.boolean(),
    externalId: stored,
    displayName: stored,
    title: stored,
    profileUrl: stored,
    name: fc.record({ givenName: stored, familyName: stored }, { requiredKeys: ['givenName'] }),
    emails: fc.array(value, { minLength: 1, maxLength: 3 }),
    x509Certificates: fc.array(fc.record({ value: stored }), { minLength: 1, maxLength: 2 }),
    enterprise: fc.record(
      { department: stored, manager: fc.record({ value: stored }) },
      { requiredKeys: ['department'] },
    ),
  },
  { requiredKeys: ['userName', 'active'] },
);

type Single = { names: string[]; exact: boolean; ordered: boolean; of: (seen: Seen) => Value | undefined };

const named = (name: string): string[] => [name, name.toUpperCase(), `${core}:${name}`];
const inExtension = (name: string): string[] => [name, `${enterprise}:${name}`];
const single = (names: string[], of: Single['of'], exact = false): Single => ({ names, exact, ordered: true, of });

function managerOf({ resource }: Seen): Value | undefined {
  const manager = resource.enterprise?.manager;
  return typeof manager === 'object' && !Array.isArray(manager) ? manager.value : undefined;
}

const singles: Single[] = [
  single(['id'], seen => seen.id, true),
  single(named('userName'), ({ resource }) => resource.userName),
  single(['externalId'], ({ resource }) => resource.externalId, true),
  single(named('displayName'), ({ resource }) => resource.displayName),
  single(named('title'), ({ resource }) => resource.title),
  single(named('profileUrl'), ({ resource }) => resource.profileUrl, true),
  single([...named('name.givenName'), 'name[givenName'], ({ resource }) => resource.name?.givenName),
  single(named('name.familyName'), ({ resource }) => resource.name?.familyName),
  single(inExtension('department'), ({ resource }) => resource.enterprise?.department),
  single([...inExtension('manager'), ...inExtension('manager.value')], managerOf, true),
];

type Part = { name: 'value' | 'type' | 'display' | 'primary'; exact: boolean; ordered: boolean };
type Plural = { name: 'emails' | 'x509Certificates'; parts: Part[] };

const part = (name: Part['name'], exact = false, ordered = true): Part => ({ name, exact, ordered });
export const emails: Plural = { name: 'emails', parts: [part('value'), part('type'), part('display')] };
const plurals: Plural[] = [emails, { name: 'x509Certificates', parts: [part('value', true, false)] }];

const ofSingle: fc.Arbitrary<Asked> = fc.constantFrom(...singles).chain(({ names, exact, ordered, of }) =>
  fc.tuple(fc.constantFrom(...names), comparison(exact, ordered)).map(([name, { text: rest, holds }]) => ({
    text: `${name} ${rest}${name.includes('[') ? ']' : ''}`,
    holds: seen => holds(of(seen)),
  })),
);

const ofActive: fc.Arbitrary<Asked> = fc.oneof(truth, presence).map(({ text: rest, holds }) => ({
  text: `active ${rest}`,
  holds: ({ resource }) => holds(resource.active),
}));

const ofDates: fc.Arbitrary<Asked> = fc
  .tuple(fc.constantFrom('created', 'lastModified'), fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), dates)
  .map(([name, op, date]) => ({
    text: `meta.${name} ${op} "${date.toISOString()}"`,
    holds: seen => {
      const apart = (name === 'created' ? seen.created : seen.lastModified).getTime() - date.getTime();
      return (
        { eq: apart === 0, ne: apart !== 0, gt: apart > 0, ge: apart >= 0, lt: apart < 0, le: apart <= 0 }[op] ?? false
      );
    },
  }));

/** A condition on one value, as it stands in brackets. */
export function inner({ parts, name }: Plural): fc.Arbitrary<About<Values>> {
  const ofPart = fc.constantFrom(...parts).chain(({ name: sub, exact, ordered }) =>
    fc.tuple(anyCase(sub), comparison(exact, ordered)).map(([written, { text: rest, holds }]) => ({
      text: `${written} ${rest}`,
      holds: (one: Values) => holds(one[sub]),
    })),
  );
  const ofPrimary = truth.map(({ text: rest, holds }) => ({
    text: `primary ${rest}`,
    holds: (one: Values) => holds(one.primary),
  }));
  return joined(name === 'emails' ? fc.oneof({ weight: 4, arbitrary: ofPart }, ofPrimary) : ofPart, 2);
}

const ofPlural: fc.Arbitrary<Asked> = fc.constantFrom(...plurals).chain(plural => {
  const { name, parts } = plural;
  const all = ({ resource }: Seen): Values[] => (resource[name] as Values[] | undefined) ?? [];
  const some = (holds: (one: Values) => boolean) => (seen: Seen) => all(seen).some(holds);
  const brackets = inner(plural).map(({ text: within, holds }) => ({ text: `${name}[${within}]`, holds: some(holds) }));
  const behind = fc.tuple(inner(plural), fc.constantFrom(...parts)).chain(([one, { name: sub, exact, ordered }]) =>
    comparison(exact, ordered).map(other => ({
      text: `${name}[${one.text}].${sub} ${other.text}`,
      holds: some(each => one.holds(each) && other.holds(each[sub])),
    })),
  );
  const dotted = fc.constantFrom(...parts).chain(({ name: sub, exact, ordered }) =>
    comparison(exact, ordered).map(({ text: rest, holds }) => ({
      text: `${name}.${sub} ${rest}`,
      // What is absent is absent from all of them.
      holds: (seen: Seen) =>
        rest === 'eq null' ? !some(one => isThere(one[sub]))(seen) : some(one => holds(one[sub]))(seen),
    })),
  );
  return fc.oneof(brackets, behind, dotted);
});

const ofWhole: fc.Arbitrary<Asked> = fc
  .tuple(fc.constantFrom('name', 'emails', 'x509Certificates', 'manager'), presence)
  .map(([name, { text: rest, holds }]) => ({
    text: `${name} ${rest}`,
    holds: seen => holds(name === 'manager' ? managerOf(seen) : seen.resource[name]),
  }));

const ofGroups: fc.Arbitrary<Asked> = fc
  .constantFrom(
    { name: 'groups', sub: 'value', exact: true },
    { name: 'groups.value', sub: 'value', exact: true },
    { name: 'groups.display', sub: 'display', exact: false },
    { name: 'groups[not (display', sub: 'display', exact: false },
  )
  .chain(({ name, sub, exact }) =>
    comparison(exact, true).map(({ text: rest, holds }) => {
      const negated = name.includes('not');
      const some = ({ groups }: Seen, meets: (one: Values) => boolean) => groups.some(meets);
      return {
        text: `${name} ${rest}${negated ? ')]' : ''}`,
        holds: seen =>
          rest === 'eq null' && !negated ? seen.groups.length === 0 : some(seen, one => holds(one[sub]) !== negated),
      };
    }),
  );

export const filters: fc.Arbitrary<Asked> = joined(
  fc.oneof(
    { weight: 4, arbitrary: ofSingle },
    ofActive,
    ofDates,
    { weight: 4, arbitrary: ofPlural },
    ofWhole,
    ofGroups,
  ),
  3,
);
