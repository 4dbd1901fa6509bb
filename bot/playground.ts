import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Logger } from 'pino';
import { DomainError } from '#core/errors.ts';
import type { Config } from '#env/config.ts';
import { createApplication } from './application.ts';
import { createConnectorClient } from './connector-client.ts';
import { createDeliver } from './deliver.ts';
import { readActivity, takeTurn } from './inbound.ts';
import type { TeamsBot } from './start.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

type Parts = {
  config: Config;
  /** Where Microsoft's Agents Playground stands in for the Bot Connector. */
  serviceUrl: string;
  log: Logger;
};

/**
 * The bot without an id, which asks nobody for a token: for Microsoft's Agents Playground, which signs nothing. No
 * configuration leads here; `npm run playground` alone calls it, over a database of its own.
 * @throws Error in production, beside a real bot, and for a Playground on another machine.
 */
export function createPlaygroundBot({ config, serviceUrl, log }: Parts): Pick<TeamsBot, 'messages' | 'deliver'> {
  const name = URL.parse(serviceUrl)?.hostname ?? '';
  if (config.production || !config.sandbox || !loopback.has(config.HOST) || !loopback.has(name))
    throw new Error('The bot without an id runs on loopback alone, never in production nor beside a real one.');
  const isServiceUrl = (url: string): boolean => `${url}/`.startsWith(`${serviceUrl}/`);
  const httpClient = createConnectorClient({
    deadlineMs: config.limits.CONNECTOR_DEADLINE_MS,
    isServiceUrl,
    onUnauthorized: () => {},
  });
  const adapter = new TeamsAdapter({ MicrosoftAppId: '' }, noCredentials, undefined, { httpClient });
  const bot = { appName: config.APP_NAME, botId: '', adapter };
  const turn = createApplication(bot, { appName: bot.appName, supportEmail: config.SUPPORT_EMAIL }, log);
  return {
    async messages(req, res) {
      const activity = readActivity(req.body);
      if (!isServiceUrl(activity.serviceUrl))
        throw new DomainError('forbidden', 'The service URL is not that of the Playground.');
      await takeTurn(bot, { method: 'POST', headers: {}, body: activity }, res, turn);
    },
    deliver: createDeliver(bot),
  };
}

/** An empty id is how botframework-connector is told to sign nothing and to ask for no signature. */
const noCredentials: ServiceClientCredentialsFactory = {
  isValidAppId: async appId => appId === '',
  isAuthenticationDisabled: async () => true,
  createCredentials: async () => ({ signRequest: async resource => resource }),
};
