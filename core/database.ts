import { setTimeout as sleep } from 'node:timers/promises';
import mongoose, { type ClientSession, mongo } from 'mongoose';
import { DomainError } from './errors.ts';

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', false);
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);
mongoose.set('bufferCommands', false);

const options = { serverSelectionTimeoutMS: 5_000, maxPoolSize: 50, w: 'majority' } as const;
/** How long a transaction is repeated that meets others. */
const transactionDeadlineMs = 30_000;

/**
 * Connects and makes collections and indexes what the models say. With a deadline, an operation that has no answer by
 * then fails: else it would wait for a database that hangs as long as that hangs.
 */
export async function connectDatabase(uri: string, { deadlineMs }: { deadlineMs?: number } = {}): Promise<void> {
  await mongoose.connect(uri, options);
  for (const model of Object.values(mongoose.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
  if (deadlineMs === undefined) return;
  // Only now: to make an index may rightly take long.
  await mongoose.disconnect();
  await mongoose.connect(uri, { ...options, timeoutMS: deadlineMs });
}

export async function disconnectDatabase(): Promise<void> {
  await mongoose.disconnect();
}

/** Answers once the database has answered; @throws DomainError `unavailable`. */
export async function pingDatabase(): Promise<void> {
  try {
    if (!mongoose.connection.db) throw new Error('not connected');
    await mongoose.connection.db.admin().ping({ timeoutMS: 2_000 });
  } catch (cause) {
    throw new DomainError('unavailable', 'The database does not answer.', { cause });
  }
}

/**
 * Everything `work` writes with the session stands or falls together. `work` makes no outside call and may run more
 * than once, since MongoDB has a transaction repeated that met another's write.
 */
export async function transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  const deadline = Date.now() + transactionDeadlineMs;
  // Not by the driver's withTransaction: in it, driver 7.5 refuses insertMany and bulkWrite once timeoutMS is set.
  return mongoose.connection.withSession(async session => {
    for (let waitMs = 5; ; waitMs = Math.min(waitMs * 1.5, 500)) {
      try {
        session.startTransaction();
        const result = await work(session);
        await commit(session, deadline);
        return result;
      } catch (error) {
        if (session.inTransaction()) await session.abortTransaction();
        if (!mayRepeat(error, 'TransientTransactionError', deadline)) throw error;
        await sleep(waitMs * Math.random());
      }
    }
  });
}

async function commit(session: ClientSession, deadline: number): Promise<void> {
  for (;;) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      if (!mayRepeat(error, 'UnknownTransactionCommitResult', deadline)) throw error;
    }
  }
}

/** An operation without an answer by its deadline is not repeated: whoever waits for it has waited enough. */
function mayRepeat(error: unknown, label: string, deadline: number): boolean {
  if (!(error instanceof mongo.MongoError) || error instanceof mongo.MongoOperationTimeoutError) return false;
  return error.hasErrorLabel(label) && Date.now() < deadline;
}

/** Whether an insert failed because its key is already there (MongoDB error 11000). */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}

/** The driver's own collection, for hot paths. mongoose types its documents loosely; they are what the model says. */
export function driver<Document extends mongo.Document>(model: { collection: unknown }): mongo.Collection<Document> {
  return model.collection as mongo.Collection<Document>;
}
