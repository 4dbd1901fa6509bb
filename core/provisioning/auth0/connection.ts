import type { Context } from '#core/context.ts';
import { transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { Organizations } from '#core/organizations/model.ts';
import { insertConnection } from '../connections.ts';
import { type Connection, Connections } from '../model.ts';

/**
 * The organization's Auth0 directory: the one named, its only one, or a new one.
 * @throws DomainError `not-found`, or `invalid` when several could be meant.
 */
export async function auth0Connection(ctx: Context, { directory }: { directory?: string }): Promise<Connection> {
  const { organization } = ctx;
  return transaction(async session => {
    const found = await Connections.find({ organization, provider: 'auth0' }).session(session).lean();
    const named = directory === undefined ? found : found.filter(({ _id }) => _id === directory);
    const [only, ...others] = named;
    if (others.length > 0) {
      const ids = found.map(({ _id }) => _id).join(', ');
      throw new DomainError('invalid', `Several directories are Auth0's: name one by --directory: ${ids}.`);
    }
    if (only) return only;
    if (directory !== undefined) throw new DomainError('not-found', `There is no Auth0 directory ${directory}.`);
    // Two at once would each make one; this way the later finds the earlier's.
    await Organizations.updateOne({ _id: organization }, { $inc: { adminEpoch: 1 } }, { session });
    return insertConnection(ctx, { provider: 'auth0' }, session);
  });
}
