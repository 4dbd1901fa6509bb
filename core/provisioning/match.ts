import { DomainError } from '#core/errors.ts';
import type { Person } from '#core/people/model.ts';

/** What a directory sends of a new person by which an account may be known; userName and email in lower case. */
export type Wanted = { userName: string; email: string; externalId?: string };

export type Met = Pick<Person, '_id' | 'displayName' | 'email' | 'emailLower' | 'mergedInto' | 'directory'>;

export type Match<Found extends Met> =
  | { kind: 'none' }
  /** An account made by hand: the directory takes it over. */
  | { kind: 'link'; person: Found }
  /** Deleted by the directory before. */
  | { kind: 'return'; person: Found }
  /** One of two accounts that were merged: `into` is the id of the one that was kept. */
  | { kind: 'merged'; into: string }
  | { kind: 'taken'; attribute: 'userName' | 'email'; person: Found };

/**
 * Which account a new person of a directory is. Within one organization alone: `found` holds nobody of another.
 * Who is listed comes first, then whom merges have made of it, then who was deleted.
 */
export function matchOf<Found extends Met>(found: Found[], wanted: Wanted): Match<Found> {
  const { userName, email, externalId } = wanted;
  const listed = found.filter(person => person.directory.listed);
  const byName = listed.find(({ directory }) => directory.folded.userName === userName);
  const byEmail = listed.find(({ emailLower }) => emailLower === email);
  for (const [attribute, person] of [['userName', byName] as const, ['email', byEmail] as const])
    if (person?.directory.connection) return { kind: 'taken', attribute, person };
  // Two accounts made by hand: neither can take over the other's address.
  if (byName && byEmail && byName._id !== byEmail._id) return { kind: 'taken', attribute: 'userName', person: byName };
  const direct = byEmail ?? byName;
  if (direct) return { kind: 'link', person: direct };
  const alias = found.find(({ directory }) => directory.aliases?.some(name => name === userName || name === email));
  if (alias) return { kind: 'merged', into: alias._id };
  const gone = found.filter(person => !person.directory.listed);
  const byId = gone.find(({ directory }) => externalId !== undefined && directory.folded.externalId === externalId);
  const former = gone.find(({ emailLower }) => emailLower === email);
  const person = byId ?? former;
  if (!person) return { kind: 'none' };
  if (person.mergedInto) return { kind: 'merged', into: person.mergedInto };
  if (former && former._id !== person._id) return { kind: 'taken', attribute: 'email', person: former };
  return { kind: 'return', person };
}

/** The refusal that names which attribute met whom. */
export function takenError(
  attribute: 'userName' | 'email',
  value: string,
  other: Pick<Person, '_id' | 'displayName'> & { directory: { listed?: true } },
): DomainError {
  const name = attribute === 'email' ? 'e-mail address' : 'userName';
  const deleted = other.directory.listed ? '' : ', whom the directory has deleted';
  return new DomainError('conflict', `The ${name} ${value} belongs to ${other.displayName} (${other._id})${deleted}.`);
}
