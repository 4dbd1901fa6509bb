import { model, Schema } from 'mongoose';
import type { Context } from '#core/context.ts';
import { EntraTenants } from '#core/organizations/model.ts';
import { Events } from './model.ts';
import { Outbox } from './outbox.ts';

type ChangeMark = { _id: string; organization: string; changes: number };

const changeMarkSchema = new Schema<ChangeMark>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    changes: { type: Number, required: true },
  },
  { collection: 'changeMarks', versionKey: false, strict: 'throw' },
);
changeMarkSchema.index({ organization: 1 });

/** Counts, by organization, the changes that leave no other trace from which listeners in other processes could see them. */
const ChangeMarks = model('ChangeMark', changeMarkSchema);

export async function countChange({ organization }: Context): Promise<void> {
  await ChangeMarks.updateOne(
    { _id: organization },
    { $inc: { changes: 1 }, $set: { organization } },
    { upsert: true },
  );
}

/** An organization's lanes, and a text that is another one after anything has changed that a home page shows. */
export type Mark = { lanes: string[]; mark: string };

/** Reads the marks of many organizations at once: five queries, each a step in an index for each organization or lane. */
export async function readMarks(organizations: string[]): Promise<Map<string, Mark>> {
  const tenants = await EntraTenants.find({ organization: { $in: organizations } }).lean();
  const lanes = new Map(organizations.map(organization => [organization, [`mail:${organization}`]]));
  for (const { _id, organization } of tenants) lanes.get(organization)?.push(`teams:${_id}`);
  const all = [...lanes.values()].flat();
  const [counted, events, ended, heads] = await Promise.all([
    ChangeMarks.find({ _id: { $in: organizations } }).lean(),
    newestEvents(organizations),
    newestEnds(all),
    queueHeads(all),
  ]);
  const counts = new Map(counted.map(({ _id, changes }) => [_id, changes]));
  return new Map(
    [...lanes].map(([organization, own]) => {
      const times = own.flatMap(lane => [ended.get(lane), heads.get(lane)]);
      const mark = [counts.get(organization), events.get(organization), ...times].join();
      return [organization, { lanes: own, mark }];
    }),
  );
}

type Newest = { _id: string; at: Date };

async function newestEvents(organizations: string[]): Promise<Map<string, number>> {
  return byId(
    await Events.aggregate<Newest>([
      { $match: { organization: { $in: organizations } } },
      { $sort: { organization: 1, receivedAt: -1 } },
      { $group: { _id: '$organization', at: { $first: '$receivedAt' } } },
    ]),
  );
}

/** When a row of the lane last ended: was sent, failed, or was cancelled. */
async function newestEnds(lanes: string[]): Promise<Map<string, number>> {
  return byId(
    await Outbox.aggregate<Newest>([
      { $match: { lane: { $in: lanes }, endedAt: { $gt: new Date(0) } } },
      { $sort: { lane: -1, endedAt: -1 } },
      { $group: { _id: '$lane', at: { $first: '$endedAt' } } },
    ]),
  );
}

/** When the first row of the lane's queue is due, which moves when it is sent and when it has to wait. */
async function queueHeads(lanes: string[]): Promise<Map<string, number>> {
  return byId(
    await Outbox.aggregate<Newest>([
      { $match: { state: 'queued', lane: { $in: lanes } } },
      { $sort: { state: 1, lane: 1, notBefore: 1 } },
      { $group: { _id: '$lane', at: { $first: '$notBefore' } } },
    ]),
  );
}

function byId(found: Newest[]): Map<string, number> {
  return new Map(found.map(({ _id, at }) => [_id, at.getTime()]));
}
