import { type Role, roles } from '#core/people/model.ts';
import { UsageError } from './parse.ts';

/** @throws UsageError */
export function parseRole(text: string): Role {
  const role = roles.find(known => known === text);
  if (!role) throw new UsageError(`"${text}" is not a role: it must be ${roles.toReversed().join(', ')}.`);
  return role;
}
