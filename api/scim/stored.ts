import { ScimError } from './errors.ts';
import type { Served } from './filter-query.ts';
import { type Kind, label, subNames, type Target } from './path.ts';

/**
 * Where an attribute is: in the document under a path, folded; the same for every resource; the ETag's number; or in
 * another collection, for core to resolve.
 */
export type Place =
  | { at: 'path'; path: string }
  | { at: 'constant'; value: string }
  | { at: 'version'; path: string }
  | { at: 'leaf'; leaf: '$members' | '$groups'; part: 'value' | 'display' }
  | { at: 'leaf-constant'; leaf: '$members' | '$groups'; value: string };

const places: Record<Kind, Record<string, Place>> = {
  User: {
    id: path('_id'),
    'meta.resourceType': { at: 'constant', value: 'User' },
    'meta.created': path('createdAt'),
    'meta.lastModified': path('directory.changedAt'),
    'meta.version': { at: 'version', path: 'directory.version' },
    'groups.value': { at: 'leaf', leaf: '$groups', part: 'value' },
    'groups.display': { at: 'leaf', leaf: '$groups', part: 'display' },
    'groups.type': { at: 'leaf-constant', leaf: '$groups', value: 'direct' },
  },
  Group: {
    id: path('_id'),
    externalId: path('externalId'),
    displayName: path('displayNameLower'),
    'meta.resourceType': { at: 'constant', value: 'Group' },
    'meta.created': path('createdAt'),
    'meta.lastModified': path('changedAt'),
    'meta.version': { at: 'version', path: 'version' },
    'members.value': { at: 'leaf', leaf: '$members', part: 'value' },
    'members.type': { at: 'leaf-constant', leaf: '$members', value: 'User' },
  },
};

function path(stored: string): Place {
  return { at: 'path', path: stored };
}

/** Where a simple attribute is; undefined for what is not kept and thus cannot be asked for. */
export function placeOf(kind: Kind, { field, sub }: Target): Place | undefined {
  const name = sub ? `${field.name}.${sub.name}` : field.name;
  const special = field.part === 'core' ? places[kind][name] : undefined;
  if (special || kind === 'Group' || !isKept(field) || (sub && !isKept(sub))) return special;
  return path(folded({ field, ...(sub ? { sub } : {}) }));
}

function isKept({ attribute }: Target['field']): boolean {
  return attribute.mutability === 'readWrite' && attribute.name !== '$ref';
}

/** The path of a user's attribute in the document of the person. */
export function folded({ field, sub }: Target): string {
  const parts = ['directory', 'folded', ...(field.part === 'enterprise' ? ['enterprise'] : []), field.name];
  return (sub ? [...parts, sub.name] : parts).join('.');
}

/** `manager`, `emails` and the like stand for their value. @throws ScimError `invalidFilter` */
export function simpleTarget({ field, sub }: Target): Target {
  if (sub) return { field, sub };
  const value = field.subs.get('value');
  if (value) return { field, sub: value };
  if (field.subs.size === 0) return { field };
  throw new ScimError(400, 'invalidFilter', `${label({ field })} has parts; name one of them: ${subNames(field)}.`);
}

const eqIndexes: Record<Kind, ReadonlySet<string>> = {
  User: new Set([
    '_id',
    'directory.folded.userName',
    'directory.folded.externalId',
    'directory.folded.emails.value',
    'directory.folded.displayName',
  ]),
  Group: new Set(['_id', 'displayNameLower', 'externalId']),
};

const rangeIndexes: Record<Kind, string> = { User: 'directory.changedAt', Group: 'changedAt' };
const ranges: ReadonlySet<string> = new Set(['eq', 'gt', 'ge', 'lt', 'le']);

/** How an index of the models serves the comparison by itself. */
export function servedBy(kind: Kind, stored: string, operator: string): Served {
  if (stored === rangeIndexes[kind]) return ranges.has(operator) ? 'range' : 'no';
  return eqIndexes[kind].has(stored) && operator === 'eq' ? 'few' : 'no';
}
