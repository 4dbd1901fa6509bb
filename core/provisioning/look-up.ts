import type { mongo } from 'mongoose';
import { driver } from '#core/database.ts';
import { People, type Person, type UnlinkedInstall, UnlinkedInstalls } from '#core/people/model.ts';
import type { DirectoryContext } from './contract.ts';
import { type Double, doubleFilter } from './doubles.ts';
import { type Match, matchOf, type Wanted } from './match.ts';
import { personFields, type Resource } from './resource.ts';

export type LookedUp = {
  match: Match<Person>;
  /** Somebody else with the same name. */
  double?: Double;
  /** Bot installs that wait for the address, in whichever tenant. */
  installs: UnlinkedInstall[];
};

type Found =
  | { kind: 'person'; document: Person }
  | { kind: 'double'; document: Double }
  | { kind: 'install'; document: UnlinkedInstall };

/**
 * All that has to be known before a person is made, in one question to the database: a question more for each person
 * would cost as much as the rest of our own share.
 */
export async function lookUp(ctx: DirectoryContext, resource: Resource): Promise<LookedUp> {
  const names = namesOf(resource);
  const found = await driver<Person>(People)
    .aggregate<Found>(lookUpStages(ctx.organization, resource, names))
    .toArray();
  const people = found.flatMap(each => (each.kind === 'person' ? each.document : []));
  const [other] = found.flatMap(each => (each.kind === 'double' ? each.document : []));
  return {
    match: matchOf(people, names),
    ...(other ? { double: other } : {}),
    installs: found.flatMap(each => (each.kind === 'install' ? each.document : [])),
  };
}

function namesOf(resource: Resource): Wanted {
  const { userName, externalId } = resource;
  const email = personFields(resource).emailLower;
  return { userName: userName.toLowerCase(), email, ...(externalId ? { externalId } : {}) };
}

/** The one question of `lookUp`. */
export function lookUpStages(
  organization: string,
  resource: Resource,
  names = namesOf(resource),
): mongo.BSON.Document[] {
  const double = doubleFilter(organization, resource);
  return [
    { $match: { $or: accounts(organization, names) } },
    as('person'),
    ...(double ? [join(People, [{ $match: double }, { $limit: 1 }, { $project: nameAlone }, as('double')])] : []),
    join(UnlinkedInstalls, [{ $match: { emails: names.email } }, as('install')]),
  ];
}

/** Each by an index of its own. */
function accounts(organization: string, { userName, email, externalId }: Wanted): mongo.Filter<Person>[] {
  return [
    { organization, 'directory.listed': true, 'directory.folded.userName': userName },
    { organization, emailLower: email },
    { organization, 'directory.aliases': { $in: [userName, email] } },
    ...(externalId
      ? [{ organization, 'directory.listed': { $exists: false }, 'directory.folded.externalId': externalId }]
      : []),
  ];
}

const nameAlone = { displayName: 1, email: 1 };

function as(kind: Found['kind']): mongo.BSON.Document {
  return { $project: { _id: 0, kind: { $literal: kind }, document: '$$ROOT' } };
}

function join(model: { collection: { collectionName: string } }, pipeline: mongo.BSON.Document[]): mongo.BSON.Document {
  return { $unionWith: { coll: model.collection.collectionName, pipeline } };
}
