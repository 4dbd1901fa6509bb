import { type Provider, providers } from '#core/provisioning/model.ts';
import { createToken, listTokens, revokeToken } from '#core/provisioning/tokens.ts';
import { operatorContext, organizationOption } from './context.ts';
import { type Command, UsageError } from './parse.ts';

export const scimTokenCommands: Command[] = [
  {
    name: 'scim-token create',
    summary: 'Makes a token for a directory, good for a year. It is shown this once and never again.',
    options: { ...organizationOption, provider: { value: providers.join('|') }, directory: { value: 'ID' } },
    async run(at, options) {
      const provider = parseProvider(options.maybe('provider'));
      const connection = options.maybe('directory');
      const { token, providerId, tokenId, expiresAt } = await createToken(await operatorContext(at, options), {
        ...(provider ? { provider } : {}),
        ...(connection ? { connection } : {}),
      });
      const row = { tenantUrl: `${at.config.PUBLIC_URL}/api/scim/v2`, token, providerId, tokenId, expiresAt };
      return {
        rows: [row],
        document: row,
        note: 'Paste tenant URL and token into the directory now: the token cannot be shown again. Its colon and what follows belong to it.',
      };
    },
  },
  {
    name: 'scim-token list',
    summary: "Shows the tokens of an organization's directories, by their last characters.",
    options: organizationOption,
    async run(at, options) {
      const tokens = await listTokens(await operatorContext(at, options));
      const rows = tokens.map(({ connection, provider, id, ending, state, createdBy, expiresAt, lastUsedAt }) => ({
        id,
        ending,
        provider,
        providerId: connection,
        state,
        createdBy,
        expiresAt,
        lastUsedAt,
      }));
      return { rows, document: tokens };
    },
  },
  {
    name: 'scim-token revoke',
    summary: 'Ends a token at once.',
    options: { ...organizationOption, token: { value: 'ID', required: true } },
    async run(at, options) {
      const id = options.one('token');
      await revokeToken(await operatorContext(at, options), { token: id });
      return { rows: [{ id, revoked: true }], document: { id, revoked: true } };
    },
  },
];

function parseProvider(text: string | undefined): Provider | undefined {
  const provider = providers.find(known => known === text);
  if (text !== undefined && !provider)
    throw new UsageError(`"${text}" is not a provider: it must be ${providers.join(', ')}.`);
  return provider;
}
