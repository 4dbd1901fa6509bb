import mongoose, { type ClientSession } from 'mongoose';
import { DomainError } from './errors.ts';

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', false);
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);
mongoose.set('bufferCommands', false);

/** Connects and makes collections and indexes what the models say. */
export async function connectDatabase(uri: string): Promise<void> {
  await mongoose.connect(uri, { serverSelectionTimeoutMS: 5_000, maxPoolSize: 50, w: 'majority' });
  for (const model of Object.values(mongoose.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
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
 * than once, since MongoDB repeats a transaction that met another's write.
 */
export async function transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  return mongoose.connection.withSession(session => session.withTransaction(() => work(session)));
}

/** Whether an insert failed because its key is already there (MongoDB error 11000). */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}
