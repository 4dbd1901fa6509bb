import type { ClientSession } from 'mongoose';
import { actorName } from '#core/audit/actor-name.ts';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { newId } from '#core/identifiers.ts';
import type { DirectoryContext } from './contract.ts';
import { mendFor } from './log-words.ts';
import { type Change, type LogEntry, ProvisioningLog, type Verb } from './model.ts';

const keptDays = 400;
const dayMs = 86_400_000;
const longestText = 1_000;
const longestSent = 4_000;

export type NewEntry = {
  verb: Verb;
  target: LogEntry['target'];
  reason: string;
  mend?: string | undefined;
  changes?: Change[];
  /** Further words to be found by, beside the target's. */
  words?: (string | undefined)[];
  suspectedDouble?: string | undefined;
  sent?: string | undefined;
};

/** One line of the provisioning log, with who caused it and by which request. */
export function logRow(ctx: Context | DirectoryContext, entry: NewEntry): LogEntry {
  const { verb, target, reason, mend, changes = [], words = [], suspectedDouble, sent } = entry;
  const directory = 'connection' in ctx ? ctx : undefined;
  const found = [target.name, target.id, ...words, directory?.request.id];
  return {
    _id: newId('log'),
    organization: ctx.organization,
    at: ctx.now,
    verb,
    target: { ...target, name: clip(target.name) },
    words: clip([...new Set(found.filter(Boolean))].join(' ').toLowerCase()),
    actor: actorName(ctx.actor),
    ...(directory
      ? { connection: directory.connection._id, requestId: directory.request.id, request: clip(directory.request.line) }
      : {}),
    ...(sent ? { sent: clip(sent, longestSent) } : {}),
    reason: clip(reason),
    ...(mend ? { mend: clip(mend) } : {}),
    changes,
    ...(suspectedDouble ? { suspectedDouble } : {}),
    expiresAt: new Date(ctx.now.getTime() + keptDays * dayMs),
  };
}

function clip(text: string, longest = longestText): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** By the driver itself: the rows are made here, and mongoose would cast each of them again. */
export async function writeLog(entries: LogEntry[], session?: ClientSession): Promise<void> {
  const [first, ...others] = entries;
  if (!first) return;
  const options = session ? { session } : {};
  const log = driver<LogEntry>(ProvisioningLog);
  if (others.length === 0) await log.insertOne(first, options);
  else await log.insertMany(entries, options);
}

/**
 * Writes what a directory was refused, outside of the transaction that failed. `code` is the code of the error or
 * SCIM's type of it, from which the log says how to mend it.
 */
export async function logFailure(
  ctx: DirectoryContext,
  failure: {
    target: LogEntry['target'];
    reason: string;
    code?: string;
    mend?: string;
    words?: string[];
    sent?: string;
  },
): Promise<void> {
  const { code, mend = mendFor(code, failure.target.kind), ...entry } = failure;
  await writeLog([logRow(ctx, { ...entry, verb: 'failure', mend })]);
}
