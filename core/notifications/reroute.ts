import { transaction } from '#core/database.ts';
import { Outbox, type Row } from './outbox.ts';
import { rowExpiry } from './retention.ts';

/** The insert of the mail that goes out in place of a card; repeating it changes nothing. */
export function mailInstead(card: Row, why: string, at: Date) {
  const mail: Omit<Row, '_id'> = {
    organization: card.organization,
    lane: `mail:${card.organization}`,
    channel: 'mail',
    kind: 'card',
    recipient: card.recipient,
    ...(card.notification ? { notification: card.notification } : {}),
    ...(card.event ? { event: card.event } : {}),
    state: 'queued',
    notBefore: at,
    fallback: why,
    attempts: [],
    createdAt: at,
  };
  const filter = { _id: card._id.replace(':teams', ':mail') };
  return { updateOne: { filter, update: { $setOnInsert: mail }, upsert: true } };
}

/** Sends cards by mail without trying Teams, which is known to be closed to the person. */
export async function rerouteRows(cards: Row[], why: string, now: Date): Promise<void> {
  if (cards.length === 0) return;
  await transaction(async session => {
    await Outbox.updateMany(
      { _id: { $in: cards.map(row => row._id) }, state: 'queued' },
      {
        $set: { state: 'cancelled', reason: `Went by mail: ${why}.`, endedAt: now, expiresAt: rowExpiry(now) },
        $unset: { waiting: 1 },
      },
      { session },
    );
    await Outbox.bulkWrite(
      cards.map(card => mailInstead(card, why, now)),
      { session, ordered: false },
    );
  });
}
