import mongoose from 'mongoose';
import type { Context } from '#core/context.ts';
import { Organizations } from './model.ts';

const withoutDigests: Record<string, Record<string, 0>> = {
  apiKeys: { _id: 0 },
  scimConnections: { 'tokens.digest': 0 },
};

/** Everything stored of an organization, by collection, without digests of keys and tokens. */
export async function exportOrganization(ctx: Context): Promise<Record<string, unknown[]>> {
  const answer: Record<string, unknown[]> = {
    organizations: await Organizations.find({ _id: ctx.organization }).lean(),
  };
  for (const model of owned()) {
    const { collectionName } = model.collection;
    answer[collectionName] = await model
      .find({ organization: ctx.organization }, withoutDigests[collectionName] ?? {})
      .lean();
  }
  return answer;
}

/** Deletes an organization and everything stored of it. Answers how many documents went, by collection. */
export async function deleteOrganization(ctx: Context): Promise<Record<string, number>> {
  const gone: Record<string, number> = {};
  for (const model of owned()) {
    const { deletedCount } = await model.deleteMany({ organization: ctx.organization });
    gone[model.collection.collectionName] = deletedCount;
  }
  gone.organizations = (await Organizations.deleteOne({ _id: ctx.organization })).deletedCount;
  ctx.log.info({ organization: ctx.organization, gone }, 'an organization was deleted by the operator');
  return gone;
}

/** Every collection whose documents name their organization; each has an index that begins with it. */
function owned() {
  return Object.values(mongoose.models).filter(model => model.schema.path('organization') !== undefined);
}
