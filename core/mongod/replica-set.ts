import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { DomainError } from '#core/errors.ts';
import { hasCode } from './lock.ts';

type Access = { port: number; password: string };

const name = 'wintro';
const user = 'wintro';
const primaryDeadlineMs = 60_000;
/** Error codes of MongoDB's base/error_codes.yml. */
const unauthorized = 13;
const authenticationFailed = 18;
const alreadyInitialized = 23;
const notYetInitialized = 94;

/** What clients connect with. */
export function uriOf({ port, password }: Access, database: string): string {
  return `mongodb://${user}:${password}@127.0.0.1:${port}/${database}?replicaSet=${name}&authSource=admin`;
}

/** Runs `work` as the owner of that mongod, whatever the state of its replica set. */
export async function asOwner<T>({ port, password }: Access, work: (admin: mongo.Admin) => Promise<T>): Promise<T> {
  return connected(port, { auth: { username: user, password }, authSource: 'admin' }, work);
}

async function connected<T>(port: number, options: mongo.MongoClientOptions, work: (admin: mongo.Admin) => Promise<T>) {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/`, {
    ...options,
    directConnection: true,
    serverSelectionTimeoutMS: 5_000,
  });
  try {
    return await work(client.db('admin').admin());
  } finally {
    await client.close();
  }
}

/**
 * Makes the mongod a replica set of one with our user, or takes up what a start before has left, and waits until it
 * takes writes. Each step may have been done already by a start that was killed after it.
 * @throws DomainError `unavailable` when the data has another password.
 */
export async function prepareReplicaSet(access: Access): Promise<void> {
  const host = `127.0.0.1:${access.port}`;
  const known = await asOwner(access, admin => keepHost(admin, host)).catch(error => {
    if (hasCode(error, authenticationFailed)) return false;
    throw error;
  });
  if (known) return;
  // Until a first user exists, MongoDB lets a client on loopback set up the set and make that user.
  await connected(access.port, {}, async admin => {
    const hello = await admin.command({ hello: 1 });
    if (hello.setName === undefined) await initiate(admin, host);
    await untilPrimary(admin);
    await createOwner(admin, access.password);
  });
}

async function initiate(admin: mongo.Admin, host: string): Promise<void> {
  const config = { _id: name, members: [{ _id: 0, host }] };
  await admin.command({ replSetInitiate: config }).catch(error => {
    if (!hasCode(error, alreadyInitialized)) throw error;
  });
}

async function createOwner(admin: mongo.Admin, password: string): Promise<void> {
  try {
    await admin.command({ createUser: user, pwd: password, roles: ['root'] });
  } catch (cause) {
    if (!hasCode(cause, unauthorized)) throw cause;
    const message = 'The password kept beside the MongoDB data is not the one the data was made with.';
    throw new DomainError('unavailable', `${message} Put the old file back, or move the data folder away.`, { cause });
  }
}

/** The set names its member by host and port; with the former port taken by another program, the name is mended. */
async function keepHost(admin: mongo.Admin, host: string): Promise<true> {
  const config = await readConfig(admin);
  const [member] = config.members;
  if (member.host !== host) {
    const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] };
    await admin.command({ replSetReconfig: moved, force: true });
  }
  await untilPrimary(admin);
  return true;
}

/** A mongod that looks for itself under a former name answers `notYetInitialized` until it has given up. */
async function readConfig(admin: mongo.Admin) {
  for (const deadline = Date.now() + primaryDeadlineMs; ; await sleep(50))
    try {
      return (await admin.command({ replSetGetConfig: 1 })).config;
    } catch (error) {
      if (!hasCode(error, notYetInitialized) || Date.now() > deadline) throw error;
    }
}

async function untilPrimary(admin: mongo.Admin): Promise<void> {
  const deadline = Date.now() + primaryDeadlineMs;
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
    if (Date.now() > deadline)
      throw new DomainError('unavailable', `MongoDB takes no writes ${primaryDeadlineMs / 1_000} s after its start.`);
    await sleep(10);
  }
}
