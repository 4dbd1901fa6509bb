import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { connectDatabase, driver, transaction } from '#core/database.ts';
import { newId } from '#core/identifiers.ts';
import { Outbox, type Row } from '#core/notifications/outbox.ts';
import { People, type Person } from '#core/people/model.ts';
import { changesOf } from '#core/provisioning/change.ts';
import { lookUpStages } from '#core/provisioning/look-up.ts';
import {
  type Change,
  type Group,
  Groups,
  type LogEntry,
  type Membership,
  Memberships,
  ProvisioningLog,
} from '#core/provisioning/model.ts';
import { newMembers, numbersOf, type Operation, operations } from './asks.ts';
import { inParallel, summarize, warmUpOf } from './load.ts';
import { membership, person } from './seed.ts';
import { bigGroup, emailOf, emptyGroup, personId, resource } from './subjects.ts';

const jobSchema = z.object({
  uri: z.string(),
  organization: z.string(),
  connection: z.string(),
  size: z.number(),
  round: z.number(),
  amounts: z.record(z.enum(operations), z.number()),
});
type Job = z.infer<typeof jobSchema>;

/** What each operation asks of the database, by the driver alone: no HTTP, no token, no SCIM. */
async function main(): Promise<void> {
  const job = jobSchema.parse(JSON.parse(await text(process.stdin)));
  await connectDatabase(job.uri);
  for (const operation of operations) {
    const prepare = works(job)[operation];
    // What is written and asked is made before the clock runs: here the driver alone is measured.
    const asks = numbersOf(operation, job.amounts[operation], job.size, job.round).map(prepare);
    const warmUp = warmUpOf(asks);
    await inParallel(asks.slice(0, warmUp), ask => ask());
    const [cpu, beganAt] = [process.cpuUsage(), performance.now()];
    const times: number[] = [];
    await inParallel(asks.slice(warmUp), async ask => {
      const at = performance.now();
      await ask();
      times.push(performance.now() - at);
    });
    const { user, system } = process.cpuUsage(cpu);
    const figures = summarize(times, performance.now() - beganAt);
    const cpuMs = (user + system) / 1000 / times.length;
    console.log(`${operation} ${JSON.stringify({ ...figures, cpuMs })}`);
  }
  console.log('done');
  setInterval(() => {}, 60_000);
}

/** As large as what the product writes. */
const created = changesOf({}, resource(0));

type Ask = () => Promise<unknown>;

function works({ organization, connection, size }: Job): Record<Operation, (number: number) => Ask> {
  const people = driver<Person>(People);
  const log = driver<LogEntry>(ProvisioningLog);
  const listed = { organization, 'directory.listed': true } as const;
  const unfolded = { 'directory.folded': 0 };
  const now = new Date();
  const entry = (id: string, changes: Change[]): LogEntry => ({
    _id: newId('log'),
    organization,
    at: now,
    verb: 'create',
    target: { kind: 'user', id, name: id },
    words: `${id} ${emailOf(0)} ${emailOf(0)} ${resource(0).externalId}`,
    actor: 'Entra ID',
    connection,
    requestId: id,
    request: 'POST /Users',
    reason: 'Created.',
    changes,
    expiresAt: now,
  });
  const addTo = (group: string, number: number): Ask => {
    const numbers = newMembers(number, size);
    const ids = numbers.map(personId);
    const row = entry(group, []);
    return async () => {
      await driver<Group>(Groups).findOne({ _id: group, organization });
      await people.find({ ...listed, _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
      await driver<Membership>(Memberships)
        .find({ organization, group, person: { $in: ids } }, { projection: { person: 1 } })
        .toArray();
      await transaction(async session => {
        await driver<Membership>(Memberships).insertMany(
          numbers.map(each => membership(organization, group, each, now)),
          { session },
        );
        await driver<Group>(Groups).updateOne(
          { _id: group, organization },
          { $inc: { version: 1 }, $set: { changedAt: now } },
          { session },
        );
        await log.insertOne(row, { session });
      });
    };
  };
  return {
    lookup: number => {
      const filter = { ...listed, 'directory.folded.userName': emailOf(number) };
      return () => people.find(filter, { projection: unfolded }).toArray();
    },
    create: number => {
      const made = person(organization, connection, number, now);
      const stages = lookUpStages(organization, resource(number));
      const row = entry(made._id, created);
      return async () => {
        await people.aggregate(stages).toArray();
        await transaction(async session => {
          await people.insertOne(made, { session });
          await log.insertOne(row, { session });
        });
      };
    },
    disable: number => {
      const _id = personId(number);
      const row = entry(_id, [{ attribute: 'active', before: true, after: false }]);
      return async () => {
        await people.findOne({ ...listed, _id }, { projection: unfolded });
        await transaction(async session => {
          await people.findOneAndUpdate(
            { _id, organization },
            {
              $set: { active: false, deactivatedAt: now, 'directory.folded.active': false, 'directory.changedAt': now },
              $inc: { 'directory.version': 1 },
            },
            { session, projection: { role: 1 } },
          );
          await driver<Row>(Outbox).updateMany(
            { organization, recipient: _id, state: 'queued' },
            { $set: { state: 'cancelled' } },
            { session },
          );
          await log.insertOne(row, { session });
        });
      };
    },
    page: number => async () => {
      await people.find(listed, { projection: unfolded }).sort({ _id: 1 }).skip(number).limit(100).toArray();
      await people.countDocuments(listed);
    },
    addToEmpty: number => addTo(emptyGroup(number), number),
    addToBig: number => addTo(bigGroup, number),
  };
}

await main();
