import type { AnyBulkWriteOperation, mongo } from 'mongoose';
import { driver, transaction } from '#core/database.ts';
import { People } from '#core/people/model.ts';
import type { Outcome } from './contract.ts';
import { type Notification, Notifications } from './model.ts';
import { Outbox, type Row } from './outbox.ts';
import { mailInstead } from './reroute.ts';
import { rowExpiry } from './retention.ts';
import type { Settlement } from './settle.ts';

/** One tried row with what became of it, and where it went. */
export type Result = { row: Row; outcome: Outcome; settlement: Settlement; at: Date; conversationId?: string };

/** Writes results together. A result counts only while the row is still ours: a lease that passed fences it off. */
export async function writeResults(results: Result[]): Promise<void> {
  const rows = results.map(rowOperation);
  const cards = results.flatMap(cardOperation);
  const fallbacks = results.flatMap(fallbackOperation);
  const people = results.flatMap(personOperation);
  await transaction(async session => {
    // By the driver itself: mongoose would cast each update, which costs more than the rest of a flush.
    await driver<Row>(Outbox).bulkWrite(rows, { session, ordered: false });
    if (cards.length > 0) await driver<Notification>(Notifications).bulkWrite(cards, { session, ordered: false });
    if (fallbacks.length > 0) await Outbox.bulkWrite(fallbacks, { session, ordered: false });
    if (people.length > 0) await People.bulkWrite(people, { session, ordered: false });
  });
}

function rowOperation({ row, outcome, settlement, at }: Result): mongo.AnyBulkWriteOperation<Row> {
  const { state, reason, waiting, notBefore } = settlement;
  const ended = state !== 'queued';
  const last = `attempts.${row.attempts.length - 1}`;
  return {
    updateOne: {
      filter: { _id: row._id, claim: row.claim, state: 'claimed' },
      update: {
        $set: {
          state,
          [`${last}.endedAt`]: at,
          [`${last}.outcome`]: outcome.kind,
          ...('code' in outcome ? { [`${last}.code`]: outcome.code, [`${last}.reason`]: outcome.reason } : {}),
          ...(ended ? { endedAt: at, expiresAt: rowExpiry(at) } : {}),
          ...(outcome.kind === 'sent' ? { activityId: outcome.activityId } : {}),
          ...(reason ? { reason } : {}),
          ...(waiting ? { waiting } : {}),
          ...(notBefore ? { notBefore } : {}),
        },
        $unset: { claim: 1, leaseUntil: 1 },
      },
    },
  };
}

function cardOperation({ row, outcome, at, conversationId }: Result): mongo.AnyBulkWriteOperation<Notification>[] {
  if (outcome.kind !== 'sent' || row.channel !== 'teams' || row.kind !== 'card') return [];
  const card = {
    activityId: outcome.activityId,
    conversationId: outcome.conversationId ?? conversationId ?? '',
    sentAt: at,
  };
  return [
    {
      updateOne: {
        filter: { _id: row.notification, organization: row.organization },
        update: { $set: { card }, $unset: { snoozedUntil: 1 } },
      },
    },
  ];
}

function fallbackOperation({ row, settlement, at }: Result): AnyBulkWriteOperation<Row>[] {
  return settlement.fallback ? [mailInstead(row, settlement.fallback, at)] : [];
}

function personOperation({ row, outcome, settlement, at }: Result): ReturnType<typeof personUpdate>[] {
  if (settlement.teamsState)
    return [personUpdate(row, { 'teams.state': settlement.teamsState, 'teams.changedAt': at })];
  if (outcome.kind === 'sent' && outcome.conversationId)
    return [personUpdate(row, { 'teams.conversationId': outcome.conversationId })];
  return [];
}

/** Not when the person has installed the app anew since the try began. */
function personUpdate(row: Row, change: Record<string, unknown>) {
  const began = row.attempts.at(-1)?.startedAt;
  return {
    updateOne: {
      filter: { _id: row.recipient, organization: row.organization, 'teams.changedAt': { $lte: began } },
      update: { $set: change },
    },
  };
}
