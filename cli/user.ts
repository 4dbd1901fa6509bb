import { type Person, type Role, roles } from '#core/people/model.ts';
import { createPerson, disablePerson, listPeople } from '#core/people/people.ts';
import { operatorContext, organizationOption } from './context.ts';
import { type Command, UsageError } from './parse.ts';

export const userCommands: Command[] = [
  {
    name: 'user create',
    summary: 'Makes a person by hand, active at once.',
    options: {
      ...organizationOption,
      email: { value: 'E', required: true },
      'given-name': { value: 'G', required: true },
      'family-name': { value: 'F', required: true },
      role: { value: roles.toReversed().join('|'), required: true },
    },
    async run(at, options) {
      const role = parseRole(options.one('role'));
      const person = await createPerson(await operatorContext(at, options), {
        email: options.one('email'),
        givenName: options.one('given-name'),
        familyName: options.one('family-name'),
        role,
      });
      return { rows: [shown(person)], document: shown(person) };
    },
  },
  {
    name: 'user list',
    summary: 'Shows everyone of an organization, and how each is reached.',
    options: organizationOption,
    async run(at, options) {
      return { rows: (await listPeople(await operatorContext(at, options))).map(shown) };
    },
  },
  {
    name: 'user disable',
    summary: 'Deactivates a person: the history stays, access and pending notifications end at once.',
    options: { ...organizationOption, email: { value: 'E', required: true } },
    async run(at, options) {
      const person = await disablePerson(await operatorContext(at, options), { email: options.one('email') });
      return { rows: [shown(person)], document: shown(person) };
    },
  },
];

function parseRole(text: string): Role {
  const role = roles.find(known => known === text);
  if (!role) throw new UsageError(`"${text}" is not a role: it must be ${roles.toReversed().join(', ')}.`);
  return role;
}

function shown({ _id, email, displayName, role, active, teams }: Person) {
  return { id: _id, email, name: displayName, role, active, teams: teams?.state ?? 'not installed' };
}
