import type { ClientSession } from 'mongoose';
import { type Follow, Follows } from '#core/candidates/model.ts';
import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { type Notification, Notifications } from '#core/notifications/model.ts';
import { Outbox, type Row } from '#core/notifications/outbox.ts';
import { type Group, Groups, type Membership, Memberships } from './model.ts';

export type Pair = { keep: string; drop: string };
export type Moves = { notifications: number; waiting: number; follows: number; groups: string[] };

type Session = { session?: ClientSession };

/** What would move. An event that both were told of stays with the one that is dropped, and so do groups of both. */
export async function countMoves({ organization }: Context, { keep, drop }: Pair, options: Session): Promise<Moves> {
  const told = await toldToBoth(organization, { keep, drop }, options);
  const [notifications, waiting, follows, memberships] = await Promise.all([
    driver<Notification>(Notifications).countDocuments({ organization, person: drop, event: { $nin: told } }, options),
    driver<Row>(Outbox).countDocuments(
      { organization, recipient: drop, state: 'queued', event: { $exists: true, $nin: told } },
      options,
    ),
    driver<Follow>(Follows).countDocuments({ organization, person: drop }, options),
    driver<Membership>(Memberships)
      .find(
        { organization, person: { $in: [keep, drop] } },
        { projection: { _id: 0, group: 1, person: 1 }, ...options },
      )
      .toArray(),
  ]);
  const kept = new Set(memberships.flatMap(({ group, person }) => (person === keep ? group : [])));
  const ids = memberships.flatMap(({ group, person }) => (person === drop && !kept.has(group) ? group : []));
  const groups = await driver<Group>(Groups)
    .find({ organization, _id: { $in: ids } }, { projection: { displayName: 1 }, ...options })
    .toArray();
  return { notifications, waiting, follows, groups: groups.map(({ displayName }) => displayName).toSorted() };
}

async function toldToBoth(organization: string, { keep, drop }: Pair, options: Session): Promise<string[]> {
  const eventsOf = async (person: string): Promise<string[]> => {
    const found = await driver<Notification>(Notifications)
      .find({ organization, person }, { projection: { _id: 0, event: 1 }, ...options })
      .toArray();
    return found.map(({ event }) => event);
  };
  const kept = new Set(await eventsOf(keep));
  return (await eventsOf(drop)).filter(event => kept.has(event));
}

/** Moves all that is told to and asked for by the one to the other, in the transaction of the merge. */
export async function moveAll(ctx: Context, pair: Pair, session: ClientSession): Promise<void> {
  await moveNotifications(ctx, pair, session);
  await moveFollows(ctx, pair, session);
  await moveMemberships(ctx, pair, session);
}

/** Their ids stay, since the buttons of cards name them. */
async function moveNotifications(
  { organization }: Context,
  { keep, drop }: Pair,
  session: ClientSession,
): Promise<void> {
  const told = await toldToBoth(organization, { keep, drop }, { session });
  await driver<Notification>(Notifications).updateMany(
    { organization, person: drop, event: { $nin: told } },
    { $set: { person: keep } },
    { session },
  );
  await driver<Row>(Outbox).updateMany(
    { organization, recipient: drop, event: { $exists: true, $nin: told } },
    { $set: { recipient: keep } },
    { session },
  );
}

async function moveFollows({ organization }: Context, { keep, drop }: Pair, session: ClientSession): Promise<void> {
  const follows = driver<Follow>(Follows);
  const found = await follows.find({ organization, person: drop }, { session }).toArray();
  if (found.length === 0) return;
  await follows.bulkWrite(
    found.map(({ subject, since }) => ({
      updateOne: {
        filter: { _id: `${organization}:${subject}:${keep}` },
        update: { $setOnInsert: { organization, subject, person: keep, since } },
        upsert: true,
      },
    })),
    { session },
  );
  await follows.deleteMany({ organization, person: drop }, { session });
}

async function moveMemberships(
  { organization, now }: Context,
  { keep, drop }: Pair,
  session: ClientSession,
): Promise<void> {
  const memberships = driver<Membership>(Memberships);
  const found = await memberships.find({ organization, person: drop }, { session }).toArray();
  if (found.length === 0) return;
  await memberships.bulkWrite(
    found.map(({ group, addedAt }) => ({
      updateOne: {
        filter: { _id: `${group}:${keep}` },
        update: { $setOnInsert: { organization, group, person: keep, addedAt } },
        upsert: true,
      },
    })),
    { session },
  );
  await memberships.deleteMany({ organization, person: drop }, { session });
  await driver<Group>(Groups).updateMany(
    { organization, _id: { $in: found.map(({ group }) => group) } },
    { $inc: { version: 1 }, $set: { changedAt: now } },
    { session },
  );
}
