import { changeGroup, type GroupPatch } from './change-group.ts';
import { ScimError } from './errors.ts';

/** A group as it was sent; members are absent where nothing was said of them. */
export type SentGroup = { displayName: string; externalId?: string; members?: string[] };

/**
 * Reads the group of a POST or PUT. `schemas` is not looked at: Entra names one of its own.
 * @throws ScimError
 */
export function readGroup(body: unknown): SentGroup {
  const patch: GroupPatch = { members: [] };
  changeGroup(patch, { op: 'replace', value: body });
  const { displayName, externalId, members } = patch;
  if (displayName === undefined)
    throw new ScimError(400, 'invalidValue', 'displayName is missing. It is what a group is known by.');
  const people = members.at(-1)?.people;
  return { displayName, ...(externalId ? { externalId } : {}), ...(people ? { members: people } : {}) };
}
