import { type Role, roles } from '#core/people/model.ts';
import { previewGroupRole, type RolePreview, setGroupRole } from '#core/provisioning/group-roles.ts';
import { listGroupRoles } from '#core/provisioning/list-group-roles.ts';
import { operatorContext, organizationOption } from './context.ts';
import type { Command, Options, Result, Surroundings } from './parse.ts';
import { parseRole } from './role.ts';

const groupOption = { ...organizationOption, group: { value: 'DISPLAYNAME', required: true } } as const;

export const groupRoleCommands: Command[] = [
  {
    name: 'group-role list',
    summary: 'Shows the groups that directories brought, and the role that each gives.',
    options: organizationOption,
    async run(at, options) {
      const { groups } = await listGroupRoles(await operatorContext(at, options));
      const rows = groups.map(({ id, displayName, role, members }) => ({ id, group: displayName, role, members }));
      return { rows, document: groups };
    },
  },
  {
    name: 'group-role set',
    summary: 'Gives the members of a group a role, at once; with --preview it only shows who would change.',
    options: {
      ...groupOption,
      role: { value: roles.toReversed().join('|'), required: true },
      preview: { flag: true },
    },
    run: (at, options) => map(at, options, parseRole(options.one('role'))),
  },
  {
    name: 'group-role unset',
    summary: 'Takes from a group the role that it gives; with --preview it only shows who would change.',
    options: { ...groupOption, preview: { flag: true } },
    run: (at, options) => map(at, options, undefined),
  },
];

async function map(at: Surroundings, options: Options, role: Role | undefined): Promise<Result> {
  const ctx = await operatorContext(at, options);
  const group = options.one('group');
  if (options.has('preview')) {
    const people = await previewGroupRole(ctx, { group, role });
    return { rows: people.map(shown), document: people, note: 'Nothing was changed: this is what would.' };
  }
  const { id, displayName, role: given, members, changed } = await setGroupRole(ctx, { group, role });
  const row = { id, group: displayName, role: given, members, changed };
  return { rows: [row], document: row };
}

function shown({ person, from, to, kept }: RolePreview) {
  return { id: person.id, name: person.name, email: person.email, from, to, kept };
}
