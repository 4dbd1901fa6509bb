import { type Person, roles } from '#core/people/model.ts';
import { createPerson, findByEmail, listPeople } from '#core/people/people.ts';
import { disablePerson, enablePerson } from '#core/provisioning/active-by-hand.ts';
import { setRoleByHand } from '#core/provisioning/role-by-hand.ts';
import { operatorContext, organizationOption } from './context.ts';
import type { Command } from './parse.ts';
import { parseRole } from './role.ts';

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
  {
    name: 'user enable',
    summary: 'Activates a person again, against the directory, until it says something new about them.',
    options: { ...organizationOption, email: { value: 'E', required: true }, reason: { value: 'TEXT' } },
    async run(at, options) {
      const ctx = await operatorContext(at, options);
      const email = options.one('email');
      const { _id } = await findByEmail(ctx, { email });
      await enablePerson(ctx, { person: _id, reason: options.maybe('reason') ?? 'by the operator' });
      const person = await findByEmail(ctx, { email });
      return { rows: [shown(person)], document: shown(person) };
    },
  },
  {
    name: 'user role',
    summary: 'Sets the role that a person has by hand; a group may give them a higher one.',
    options: {
      ...organizationOption,
      email: { value: 'E', required: true },
      role: { value: roles.toReversed().join('|'), required: true },
    },
    async run(at, options) {
      const ctx = await operatorContext(at, options);
      const role = parseRole(options.one('role'));
      const person = await findByEmail(ctx, { email: options.one('email') });
      const row = shown({ ...person, role: await setRoleByHand(ctx, { person: person._id, role }) });
      return { rows: [row], document: row };
    },
  },
];

function shown({ _id, email, displayName, role, active, teams }: Person) {
  return { id: _id, email, name: displayName, role, active, teams: teams?.state ?? 'not installed' };
}
