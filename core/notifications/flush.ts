import type { ClientSession, mongo } from 'mongoose';
import { driver, transaction } from '#core/database.ts';
import { People } from '#core/people/model.ts';
import type { Outcome } from './contract.ts';
import { Events, type Notification, Notifications } from './model.ts';
import { Outbox, type Row } from './outbox.ts';
import { mailInstead } from './reroute.ts';
import { rowExpiry } from './retention.ts';
import type { Settlement } from './settle.ts';

/** One tried row with what became of it, and where it went. */
export type Result = { row: Row; outcome: Outcome; settlement: Settlement; at: Date; conversationId?: string };

/** Writes results together. A result counts only while the row is still ours: a lease that passed fences it off. */
export async function writeResults(results: Result[]): Promise<void> {
  await transaction(async session => {
    const ours = await stillOurs(results, session);
    if (ours.length === 0) return;
    const cards = ours.flatMap(cardOperation);
    const people = ours.flatMap(personOperation);
    const further = [...ours.flatMap(fallbackOperation), ...(await overtaken(ours, session))];
    // By the driver itself: mongoose would cast each update, which costs more than the rest of a flush.
    await driver<Row>(Outbox).bulkWrite(ours.map(rowOperation), { session, ordered: false });
    if (cards.length > 0) await driver<Notification>(Notifications).bulkWrite(cards, { session, ordered: false });
    if (further.length > 0) await driver<Row>(Outbox).bulkWrite(further, { session, ordered: false });
    if (people.length > 0) await People.bulkWrite(people, { session, ordered: false });
  });
}

async function stillOurs(results: Result[], session: ClientSession): Promise<Result[]> {
  const ids = results.map(({ row }) => row._id);
  const claimed = await Outbox.find({ _id: { $in: ids }, state: 'claimed' }, { claim: 1 })
    .session(session)
    .lean();
  const claims = new Map(claimed.map(({ _id, claim }) => [_id, claim]));
  return results.filter(({ row }) => claims.get(row._id) === row.claim);
}

/** A card that was being sent while somebody reviewed its event shows it open: it is replaced like all others. */
async function overtaken(results: Result[], session: ClientSession): Promise<mongo.AnyBulkWriteOperation<Row>[]> {
  const sent = results.filter(
    ({ row, outcome }) => outcome.kind === 'sent' && row.channel === 'teams' && row.kind === 'card',
  );
  const ids = [...new Set(sent.flatMap(({ row }) => row.event ?? []))];
  if (ids.length === 0) return [];
  const organization = { $in: [...new Set(sent.map(({ row }) => row.organization))] };
  const reviewed = await Events.find({ _id: { $in: ids }, organization, reviewed: { $exists: true } }, { version: 1 })
    .session(session)
    .lean();
  const versions = new Map(reviewed.map(({ _id, version }) => [_id, version]));
  return sent.flatMap(({ row, at }) => {
    const version = versions.get(row.event ?? '');
    if (version === undefined) return [];
    const { organization, lane, recipient, notification, event } = row;
    const update = { organization, lane, recipient, notification, event, channel: 'teams', kind: 'update' } as const;
    const waiting = { state: 'queued', notBefore: at, attempts: [], createdAt: at } as const;
    const filter = { _id: `${notification}:teams:update-${version}` };
    return [{ updateOne: { filter, update: { $setOnInsert: { ...update, ...waiting, attempts: [] } }, upsert: true } }];
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
          ...(outcome.kind === 'retry' && outcome.throttled ? { [`${last}.throttled`]: true } : {}),
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
  // One that comes again after a snooze ends it; a first one may have been snoozed before this is written.
  const again = row._id.includes(':again-');
  const card = {
    activityId: outcome.activityId,
    conversationId: outcome.conversationId ?? conversationId ?? '',
    sentAt: at,
  };
  return [
    {
      updateOne: {
        filter: { _id: row.notification, organization: row.organization },
        update: again ? { $set: { card }, $unset: { snoozedUntil: 1 } } : { $set: { card } },
      },
    },
  ];
}

function fallbackOperation({ row, settlement, at }: Result): mongo.AnyBulkWriteOperation<Row>[] {
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
