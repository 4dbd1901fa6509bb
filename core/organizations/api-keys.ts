import { randomBytes } from 'node:crypto';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { digest, newId } from '#core/identifiers.ts';
import { type ApiKey, ApiKeys } from './model.ts';

/** Makes an API key of 256 random bits. The answer is the only time it can be seen. */
export async function createApiKey(ctx: Context, input: { name: string }): Promise<{ id: string; key: string }> {
  const id = newId('key');
  const key = `wintro_${randomBytes(32).toString('base64url')}`;
  await transaction(async session => {
    await ApiKeys.create(
      [{ _id: digest(key), organization: ctx.organization, id, name: input.name, createdAt: ctx.now }],
      { session },
    );
    await record(ctx, { action: 'api-key.create', target: id, details: { name: input.name } }, session);
  });
  return { id, key };
}

export async function listApiKeys(ctx: Context): Promise<Omit<ApiKey, '_id'>[]> {
  return ApiKeys.find({ organization: ctx.organization }, { _id: 0 }).sort({ id: 1 }).lean();
}

/** @throws DomainError `not-found` when the organization has no live key of that id. */
export async function revokeApiKey(ctx: Context, input: { id: string }): Promise<void> {
  await transaction(async session => {
    const changed = await ApiKeys.updateOne(
      { organization: ctx.organization, id: input.id, revokedAt: { $exists: false } },
      { $set: { revokedAt: ctx.now } },
      { session },
    );
    if (changed.matchedCount === 0) throw new DomainError('not-found', `There is no live API key ${input.id}.`);
    await record(ctx, { action: 'api-key.revoke', target: input.id }, session);
  });
}
