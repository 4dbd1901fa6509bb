import { createApiKey, listApiKeys, revokeApiKey } from '#core/organizations/api-keys.ts';
import { operatorContext, organizationOption } from './context.ts';
import type { Command } from './parse.ts';

export const apiKeyCommands: Command[] = [
  {
    name: 'api-key create',
    summary: 'Makes a key for POST /api/events. It is shown this once and never again.',
    options: { ...organizationOption, name: { value: 'N' } },
    async run(at, options) {
      const made = await createApiKey(await operatorContext(at, options), {
        name: options.maybe('name') ?? 'Made by the operator',
      });
      return { rows: [made], document: made, note: 'Store the key now: it cannot be shown again.' };
    },
  },
  {
    name: 'api-key list',
    summary: "Shows an organization's keys, without the keys themselves.",
    options: organizationOption,
    async run(at, options) {
      const keys = await listApiKeys(await operatorContext(at, options));
      return {
        rows: keys.map(({ id, name, createdAt, lastUsedAt, revokedAt }) => ({
          id,
          name,
          createdAt,
          lastUsedAt,
          revokedAt,
        })),
      };
    },
  },
  {
    name: 'api-key revoke',
    summary: 'Ends a key at once.',
    options: { ...organizationOption, key: { value: 'ID', required: true } },
    async run(at, options) {
      const id = options.one('key');
      await revokeApiKey(await operatorContext(at, options), { id });
      return { rows: [{ id, revoked: true }], document: { id, revoked: true } };
    },
  },
];
