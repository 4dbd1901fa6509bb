import type { mongo } from 'mongoose';
import type { Context } from '#core/context.ts';
import type { Connection } from './model.ts';
import type { Resource } from './resource.ts';

/** What a directory's request brings along; built by whoever has checked its token, or by `wintro directory-sync`. */
export type DirectoryContext = Context & {
  connection: Pick<Connection, '_id' | 'provider' | 'required'>;
  /** For the log: the request's id and what was asked, such as `PATCH /Users/per_…`. */
  request: { id: string; line: string };
};

export type User = { id: string; resource: Resource; version: number; createdAt: Date; changedAt: Date };

export type GroupView = {
  id: string;
  displayName: string;
  externalId?: string;
  version: number;
  createdAt: Date;
  changedAt: Date;
  /** Absent unless they were asked for; in a stable order. */
  members?: { id: string; name: string }[];
};

/** A change of members, in the order of the request. Ids that name nobody here are skipped and logged. */
export type MemberChange = { kind: 'add' | 'remove' | 'replace'; people: string[] };

/**
 * A condition on what is stored, made of allow-listed names and plain values. Two leaves stand for other collections
 * and are resolved by core before the query: `{ $members: condition on the person's id }` in a filter of groups,
 * `{ $groups: { value: condition } | { display: condition } }` in a filter of users.
 */
export type Where = mongo.Filter<mongo.Document>;

export type List = {
  where?: Where;
  /** Whether an index serves `where`; what none serves is run one at a time for an organization, under a time cap. */
  indexed: boolean;
  /** A stored path; absent: by id. */
  sort?: { path: string; descending: boolean };
  /** How many to pass over, or the id after which to go on; not both. */
  skip?: number;
  after?: string;
  limit: number;
  /** How long a query may take that no index serves, in milliseconds. */
  scanMs?: number;
};

/** `next` is the id to go on after; absent on the last page. `total` counts within the organization. */
export type Page<T> = { total: number; items: T[]; next?: string };
