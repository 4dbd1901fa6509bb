import { apiKeyCommands } from './api-key.ts';
import { directorySyncCommand } from './directory-sync.ts';
import { doctorCommand } from './doctor.ts';
import { groupRoleCommands } from './group-role.ts';
import { logCommands } from './log.ts';
import { mergeCommand } from './merge.ts';
import { organizationCommands } from './organization.ts';
import { outboxCommands } from './outbox.ts';
import { type Command, usage } from './parse.ts';
import { scimTokenCommands } from './scim-token.ts';
import { userCommands } from './user.ts';

/** Every command of the operator, in the order in which the help shows them. */
export const commands: Command[] = [
  ...organizationCommands,
  ...userCommands,
  mergeCommand,
  ...scimTokenCommands,
  ...groupRoleCommands,
  ...apiKeyCommands,
  ...logCommands,
  ...outboxCommands,
  directorySyncCommand,
  doctorCommand,
];

export function help(): string {
  const lines = commands.map(command => `${usage(command)}\n    ${command.summary}`);
  return `The operator's commands. Each prints a table, or one JSON document with --json.\nO is an organization's id or one of its domains.\n\n${lines.join('\n')}\n`;
}
