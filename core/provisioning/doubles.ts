import type { mongo } from 'mongoose';
import type { Person } from '#core/people/model.ts';
import { fold, personFields, type Resource, type Value } from './resource.ts';

export type Double = Pick<Person, '_id' | 'displayName' | 'email'>;

/**
 * Finds people of the organization, active or not, with the same given and family name as a new one, in any letter case,
 * and another address: by the display names that such a person would have, which an index serves. Undefined where a
 * name is missing.
 */
export function doubleFilter(organization: string, resource: Resource): mongo.Filter<Person> | undefined {
  const { name, displayName } = fold(namesAlone(resource));
  if (typeof name !== 'object' || Array.isArray(name)) return undefined;
  const { givenName: given, familyName: family } = name;
  if (!isText(given) || !isText(family)) return undefined;
  const shown = [displayName, `${given} ${family}`, `${family}, ${given}`, `${family} ${given}`].filter(isText);
  return {
    organization,
    'directory.listed': true,
    'directory.folded.displayName': { $in: [...new Set(shown)] },
    'directory.folded.name.givenName': given,
    'directory.folded.name.familyName': family,
    emailLower: { $ne: personFields(resource).emailLower },
  };
}

function namesAlone({ userName, active, name, displayName }: Resource): Resource {
  return { userName, active, ...(name ? { name } : {}), ...(displayName ? { displayName } : {}) };
}

function isText(value: Value | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
