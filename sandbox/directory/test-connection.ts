import { attempt } from './attempt.ts';
import type { Client } from './client.ts';
import type { Dialect } from './dialect.ts';
import type { ProvisioningLog } from './log.ts';
import { Refused } from './refusal.ts';
import { listed } from './resource.ts';

type Parts = { client: Client; dialect: Dialect; log: ProvisioningLog; now: () => Date };
type About = { cycle?: number; asked?: () => void };

/** What the admin reads after Test Connection. */
export type ConnectionTest = { authorized: boolean; words: string; entry: number };

const authorizedWords = 'The supplied credentials are authorized to enable provisioning.';

/** Asks what the directory asks before it trusts a tenant URL and a token; `random` names nobody. */
export async function testConnection(
  { client, dialect, log, now }: Parts,
  random: string,
  { cycle, asked }: About = {},
): Promise<ConnectionTest> {
  const { ask, steps } = attempt(client, asked);
  const entry = {
    at: now().toISOString(),
    ...(cycle === undefined ? {} : { cycle }),
    kind: 'connection',
    name: 'Test Connection',
    action: 'Other',
  } as const;
  try {
    for (const request of dialect.probes(random)) {
      const { body } = await ask('Test the connection', request);
      const isList = /^\/(Users|Groups)/.test(request.path);
      if (isList && !listed(body)) throw new Refused('The answer is no SCIM list. Check the tenant URL.', true);
    }
    const { id } = log.add({ ...entry, status: 'Success', reason: authorizedWords }, steps);
    return { authorized: true, words: authorizedWords, entry: id };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { id } = log.add({ ...entry, status: 'Failure', reason: error.message }, steps);
    return { authorized: false, words: error.message, entry: id };
  }
}
