import { digest } from '#core/identifiers.ts';
import { ApiKeys } from './model.ts';

const lastUsedEveryMs = 5 * 60_000;

/** Finds whose API key this is by its digest; undefined for an unknown or revoked one, alike. */
export async function authenticateApiKey(
  key: string,
  now: Date,
): Promise<{ organization: string; keyId: string } | undefined> {
  const found = await ApiKeys.findOne({ _id: digest(key), revokedAt: { $exists: false } }).lean();
  if (!found) return undefined;
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > lastUsedEveryMs)
    await ApiKeys.updateOne({ _id: found._id, organization: found.organization }, { $set: { lastUsedAt: now } });
  return { organization: found.organization, keyId: found.id };
}
