import type { Brief } from '#core/people/briefs.ts';
import type { BurstView } from '#core/provisioning/burst.ts';
import type { ConnectionView, TokenView } from '#core/provisioning/connections.ts';
import type { RolePreview as CorePreview, GroupRole } from '#core/provisioning/group-roles.ts';
import type { GuardSettings } from '#core/provisioning/guard.ts';
import { type LogEntry as CoreEntry, refusals } from '#core/provisioning/model.ts';
import type { Overview } from '#core/provisioning/overview.ts';
import type { Connection, Group, LogEntry, RolePreview, Security, Token } from './contract.ts';
import { connectionState, nextCycle } from './state.ts';

const shownChanges = 200;

export type Parts = {
  mayChange: boolean;
  tenantUrl: string;
  overview: Overview;
  connections: ConnectionView[];
  guard: GuardSettings;
  burst: BurstView | undefined;
  newestEntry: string | undefined;
  now: Date;
};

export function describeSecurity(parts: Parts): Security {
  const { mayChange, tenantUrl, overview, connections, guard, burst, newestEntry, now } = parts;
  return {
    mayChange,
    tenantUrl,
    ...overview,
    connections: connections.map(connection => describeConnection(connection, now)),
    ...(newestEntry === undefined ? {} : { newestEntry }),
    guard: {
      ...guard,
      ...(burst
        ? {
            burst: {
              from: burst.from.toISOString(),
              to: burst.to.toISOString(),
              count: burst.count,
              threshold: burst.threshold,
              inactive: burst.inactive,
              intended: burst.intended,
            },
          }
        : {}),
    },
  };
}

function describeConnection(connection: ConnectionView, now: Date): Connection {
  const { _id: id, provider, required, tokens, seen } = connection;
  const { firstRequestAt, testConnectionAt, firstUserAt, lastRequestAt, lastWriteAt, refused = {} } = seen;
  const live = tokens.filter(({ state }) => state === 'live');
  const ended = tokens.filter(({ state }) => state !== 'live');
  return {
    id,
    provider,
    required,
    state: connectionState(connection, now),
    tokens: [...live, ...ended.toReversed()].map(describeToken),
    maySupplyToken: live.length < 2,
    seen: moments({
      firstRequestAt,
      testConnectionAt,
      firstUserAt,
      lastRequestAt,
      lastWriteAt,
      nextCycleAt: nextCycle(connection, now),
    }),
    refused: refusals.flatMap(kind => {
      const seenRefused = refused[kind];
      return seenRefused ? [{ kind, at: seenRefused.at.toISOString(), count: seenRefused.count }] : [];
    }),
  };
}

function describeToken({
  id,
  ending,
  state,
  createdAt,
  createdBy,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: TokenView): Token {
  return {
    id,
    ending,
    state,
    createdAt: createdAt.toISOString(),
    createdBy,
    expiresAt: expiresAt.toISOString(),
    ...moments({ lastUsedAt, revokedAt }),
  };
}

export function describeGroup({ id, displayName: name, role, members }: GroupRole): Group {
  return { id, name, members, ...(role ? { role } : {}) };
}

export function describePreview(changes: CorePreview[]): RolePreview {
  return {
    changes: changes.slice(0, shownChanges).map(({ person, ...rest }) => ({ ...person, ...rest })),
    changing: changes.filter(({ kept }) => kept === undefined).length,
    kept: changes.filter(({ kept }) => kept !== undefined).length,
  };
}

/** `people` has those whom the entry names, as they are now. */
export function describeEntry(entry: CoreEntry, people: Map<string, Brief>): LogEntry {
  const { _id: id, at, verb, target, actor, reason, mend, request, requestId, sent } = entry;
  const { changes, count, suspectedDouble } = entry;
  const person = target.kind === 'user' && target.id !== undefined ? people.get(target.id) : undefined;
  const double = suspectedDouble === undefined ? undefined : people.get(suspectedDouble);
  const apart = double && person && !person.mergedInto && !double.mergedInto;
  return {
    id,
    at: at.toISOString(),
    verb,
    target: { kind: target.kind, name: target.name, ...(target.id === undefined ? {} : { id: target.id }) },
    actor,
    reason,
    // Of two that are one by now there is nothing to mend.
    ...(mend && (suspectedDouble === undefined || apart) ? { mend } : {}),
    ...(request ? { request } : {}),
    ...(requestId ? { requestId } : {}),
    ...(sent ? { sent } : {}),
    changes: changes.map(({ attribute, before, after }) => ({
      attribute,
      ...(before === undefined ? {} : { before: written(before) }),
      ...(after === undefined ? {} : { after: written(after) }),
    })),
    ...(count === undefined ? {} : { count }),
    mayEnable: verb === 'disable' && person !== undefined && !person.active && !person.mergedInto,
    ...(apart ? { double: { id: double._id, name: double.displayName, email: double.email } } : {}),
  };
}

/** Ids of people that are to be known for `describeEntry`. */
export function peopleIn(entries: CoreEntry[]): string[] {
  return [
    ...new Set(entries.flatMap(({ target, suspectedDouble }) => [target.id ?? [], suspectedDouble ?? []].flat())),
  ];
}

function written(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function moments<Key extends string>(dates: Partial<Record<Key, Date | undefined>>): Partial<Record<Key, string>> {
  const known: Partial<Record<Key, string>> = {};
  for (const key in dates) {
    const date = dates[key];
    if (date) known[key] = date.toISOString();
  }
  return known;
}
