import { enterpriseSchema, groupSchema, userSchema } from '#core/provisioning/attributes.ts';
import type { GroupView, User } from '#core/provisioning/contract.ts';
import type { Values } from '#core/provisioning/resource.ts';
import { etag } from './etag.ts';

/** A resource as it is answered, with names as the table has them. */
export type Json = { schemas: string[]; id: string; [name: string]: unknown };

type Group = { id: string; name: string };

/** A user as RFC 7643 §4.1 has it; `base` is the address under which the directory finds us. */
export function userJson(user: User, { base, groups }: { base: string; groups?: Group[] }): Json {
  const { externalId, enterprise, ...core } = user.resource;
  return {
    schemas: enterprise ? [userSchema, enterpriseSchema] : [userSchema],
    id: user.id,
    ...(externalId === undefined ? {} : { externalId }),
    ...core,
    ...(enterprise ? { [enterpriseSchema]: withManager(enterprise, base) } : {}),
    ...(groups ? { groups: groups.map(group => groupOf(group, base)) } : {}),
    meta: metaOf(user, 'User', `${base}/Users/${user.id}`),
  };
}

function withManager(enterprise: Values, base: string): Record<string, unknown> {
  const { manager } = enterprise;
  if (typeof manager !== 'object' || Array.isArray(manager) || typeof manager.value !== 'string') return enterprise;
  return { ...enterprise, manager: { ...manager, $ref: `${base}/Users/${encodeURIComponent(manager.value)}` } };
}

function groupOf({ id, name }: Group, base: string): Record<string, unknown> {
  return { value: id, $ref: `${base}/Groups/${id}`, display: name, type: 'direct' };
}

/** A group as RFC 7643 §4.2 has it, with its members where they were read. */
export function groupJson(group: GroupView, { base }: { base: string }): Json {
  const { id, externalId, displayName, members } = group;
  return {
    schemas: [groupSchema],
    id,
    ...(externalId === undefined ? {} : { externalId }),
    displayName,
    ...(members ? { members: members.map(member => memberOf(member, base)) } : {}),
    meta: metaOf(group, 'Group', `${base}/Groups/${id}`),
  };
}

function memberOf({ id, name }: { id: string; name: string }, base: string): Record<string, unknown> {
  return { value: id, $ref: `${base}/Users/${id}`, type: 'User', display: name };
}

function metaOf(
  { createdAt, changedAt, version }: Pick<User, 'createdAt' | 'changedAt' | 'version'>,
  resourceType: 'User' | 'Group',
  location: string,
): Record<string, unknown> {
  return {
    resourceType,
    created: createdAt.toISOString(),
    lastModified: changedAt.toISOString(),
    location,
    version: etag(version),
  };
}
