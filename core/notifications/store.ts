import { Candidates, Jobs } from '#core/candidates/model.ts';
import { driver, isDuplicate, transaction } from '#core/database.ts';
import { type AcceptedEvent, Events, type Notification, Notifications } from './model.ts';
import { Outbox, type Row } from './outbox.ts';

/** What a request of events writes: all of it or nothing. */
export type Writes = { events: AcceptedEvent[]; notifications: Notification[]; rows: Row[] };

type Waiting = { writes: Writes; stored: () => void; failed: (error: unknown) => void };

const groupsAtOnce = 2;
const rowsInGroup = 5_000;
/** How long an insert may take: a thousand events may be told to hundreds of people each. */
const insertMs = (documents: unknown[]): number => 5_000 + Math.ceil(documents.length / 10);

const waiting: Waiting[] = [];
let groups = 0;

/**
 * Stores what a request writes. Requests that come while others are being stored share a transaction, which costs
 * hardly more for many than for one; one that holds an event already there is told apart, so that none fails for another.
 * @throws whatever the database says, a duplicate key for an event that is there already.
 */
export function store(writes: Writes): Promise<void> {
  return new Promise((stored, failed) => {
    waiting.push({ writes, stored, failed });
    if (groups < groupsAtOnce) void storeWaiting();
  });
}

async function storeWaiting(): Promise<void> {
  groups += 1;
  for (let group = takeGroup(); group.length > 0; group = takeGroup()) await storeGroup(group);
  groups -= 1;
}

function takeGroup(): Waiting[] {
  let rows = 0;
  const rest = waiting.findIndex(({ writes }, place) => {
    rows += writes.events.length + writes.rows.length;
    return place > 0 && rows > rowsInGroup;
  });
  return waiting.splice(0, rest === -1 ? waiting.length : rest);
}

function halves<Member>(group: Member[]): Member[][] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}

async function storeGroup(group: Waiting[]): Promise<void> {
  try {
    await storeTogether(group.map(({ writes }) => writes));
    for (const { stored } of group) stored();
  } catch (error) {
    if (group.length === 1 || !isDuplicate(error)) for (const { failed } of group) failed(error);
    else for (const half of halves(group)) await storeGroup(half);
  }
}

/** By the driver itself: the documents are made here from parsed parts, and mongoose would cast each of them again. */
async function storeTogether(group: Writes[]): Promise<void> {
  const events = group.flatMap(writes => writes.events);
  const notifications = group.flatMap(writes => writes.notifications);
  const rows = group.flatMap(writes => writes.rows);
  await keepSubjects(events);
  await transaction(async session => {
    await driver<AcceptedEvent>(Events).insertMany(events, { session, timeoutMS: insertMs(events) });
    if (notifications.length === 0) return;
    await driver<Notification>(Notifications).insertMany(notifications, {
      session,
      timeoutMS: insertMs(notifications),
    });
    await driver<Row>(Outbox).insertMany(rows, { session, timeoutMS: insertMs(rows) });
  });
}

/** Keeps what the events tell of candidates and jobs; harmless when the events themselves are then not stored. */
async function keepSubjects(events: AcceptedEvent[]): Promise<void> {
  const candidates = new Map(events.map(event => [`${event.organization}:${event.data.candidate.id}`, event]));
  const jobs = new Map(events.map(event => [`${event.organization}:${event.data.job.id}`, event]));
  await Promise.all([
    Candidates.bulkWrite(
      [...candidates].map(([_id, { organization, time, data }]) => {
        const { id, ...known } = data.candidate;
        const set = { organization, candidateId: id, fullNameLower: known.fullName.toLowerCase(), ...known };
        return { updateOne: { filter: { _id }, update: { $set: set, $max: { lastEventAt: time } }, upsert: true } };
      }),
      { ordered: false },
    ),
    Jobs.bulkWrite(
      [...jobs].map(([_id, { organization, data }]) => {
        const { id, ...known } = data.job;
        const set = { organization, jobId: id, titleLower: known.title.toLowerCase(), ...known };
        return { updateOne: { filter: { _id }, update: { $set: set }, upsert: true } };
      }),
      { ordered: false },
    ),
  ]);
}
