import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { createTokenSource, type TokenSource } from '#core/clients/entra.ts';
import type { Config } from '#env/config.ts';
import { createConnectorClient } from './connector-client.ts';
import { createConnectorKeys, type FindKey } from './connector-keys.ts';
import { createServiceCheck } from './service-hosts.ts';

/** The issuer of every token the Bot Connector sends. */
export const connectorIssuer = 'https://api.botframework.com';
const connectorScope = 'https://api.botframework.com';

/** What sends cards and answers turns. */
export type Sender = { appName: string; botId: string; adapter: TeamsAdapter };

export type Bot = Sender & {
  tokens: TokenSource;
  isServiceUrl: (url: string) => boolean;
  findKey: FindKey;
};

/**
 * The Bot Framework adapter with our own tokens and HTTP client.
 * @throws Error when the configuration has no bot registration.
 */
export function createAdapter(config: Config): Bot {
  const { BOT_ID: botId, SECRET_BOT_PASSWORD: clientSecret, BOT_TENANT_ID: entraTenantId } = config;
  if (!botId || !clientSecret || !entraTenantId)
    throw new Error('The bot needs BOT_ID, SECRET_BOT_PASSWORD and BOT_TENANT_ID.');
  const deadlineMs = config.limits.CONNECTOR_DEADLINE_MS;
  const isServiceUrl = createServiceCheck(config.BOT_SERVICE_HOSTS);
  const tokens = createTokenSource({
    clientId: botId,
    clientSecret,
    entraTenantId,
    scope: `${connectorScope}/.default`,
    entraUrl: config.ENTRA_URL,
    deadlineMs,
  });
  const httpClient = createConnectorClient({ deadlineMs, isServiceUrl, onUnauthorized: tokens.forget });
  const metadataUrl = `${config.BOT_LOGIN_URL}/v1/.well-known/openidconfiguration`;
  const findKey = createConnectorKeys(metadataUrl, 'msteams', deadlineMs);
  const adapter = new TeamsAdapter(
    authentication(botId, entraTenantId, metadataUrl),
    credentialsFactory(botId, tokens),
    undefined,
    { httpClient },
  );
  return { appName: config.APP_NAME, botId, adapter, tokens, isServiceUrl, findKey };
}

/** One address given, botframework-connector takes all others to be given too. */
function authentication(botId: string, entraTenantId: string, metadataUrl: string) {
  return {
    MicrosoftAppId: botId,
    MicrosoftAppTenantId: entraTenantId,
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${entraTenantId}`,
    ToChannelFromBotOAuthScope: connectorScope,
    ToBotFromChannelTokenIssuer: connectorIssuer,
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    // The emulator's way in accepts tokens of any tenant: it leads nowhere, behind the check of the issuer.
    ToBotFromEmulatorOpenIdMetadataUrl: 'https://emulator.invalid',
    OAuthUrl: 'https://token.botframework.com',
    ValidateAuthority: true,
  };
}

function credentialsFactory(botId: string, tokens: TokenSource): ServiceClientCredentialsFactory {
  const credentials: Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>> = {
    async signRequest(resource) {
      resource.headers.set('authorization', `Bearer ${await tokens.token()}`);
      return resource;
    },
  };
  return {
    isValidAppId: async appId => appId === botId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => credentials,
  };
}
