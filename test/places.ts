import { mkdirSync, mkdtempSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import mongoose, { mongo } from 'mongoose';
import { connectDatabase, disconnectDatabase } from '#core/database.ts';
import { testFolder, testMongoUri } from './setup.ts';

const given = new Set<number>();

/**
 * A port that was free a moment ago, and that nobody in this process had: the bot's SDK keeps the keys that it once found
 * at an address for the length of the process.
 */
export async function freePort(): Promise<number> {
  const port = await anyPort();
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('none'))));
    });
  });
}

export function newFolder(label: string): string {
  mkdirSync(testFolder, { recursive: true });
  return mkdtempSync(path.join(testFolder, `${label}-`));
}

/** A database of its own beside the run's, so that what other tests left waiting is not sent here. */
export function ownDatabase(label: string): string {
  return testMongoUri().replace(/\/([^/?]+)\?/, (_, name: string) => `/${name}-${label}?`);
}

/** Leaves it as well, so that the next test does not go on in a database without indexes. */
export async function dropDatabase(uri: string): Promise<void> {
  await using client = new mongo.MongoClient(uri);
  const { databaseName } = client.db();
  if (mongoose.connection.readyState !== 0 && mongoose.connection.name === databaseName) await disconnectDatabase();
  await client.db().dropDatabase();
}

/** Connects mongoose there, whatever it was connected to; other tests connect anew where they begin. */
export async function moveTo(uri: string): Promise<void> {
  if (mongoose.connection.readyState !== 0) await disconnectDatabase();
  await connectDatabase(uri);
}
