import type { Logger } from 'pino';
import type { Deliver } from '#core/notifications/contract.ts';
import type { Config } from '#env/config.ts';
import { createAdapter } from './adapter.ts';
import { createApplication } from './application.ts';
import { createDeliver } from './deliver.ts';
import { type InboundRequest, type InboundResponse, receive } from './inbound.ts';

export type TeamsBot = {
  /** Handles `POST /api/messages`; @throws DomainError for what is not let in. */
  messages(req: InboundRequest, res: InboundResponse): Promise<void>;
  deliver: Deliver;
  /** Acquires a token for the Bot Connector; @throws TokenError that says why there is none. */
  checkToken(): Promise<void>;
};

/** @throws Error when the configuration names no bot registration; in the sandbox the caller puts in the sandbox's. */
export function createBot({ config, log }: { config: Config; log: Logger }): TeamsBot {
  const bot = createAdapter(config);
  const turn = createApplication(bot, { appName: bot.appName, supportEmail: config.SUPPORT_EMAIL }, log);
  return {
    messages: (req, res) => receive(bot, req, res, turn),
    deliver: createDeliver(bot),
    async checkToken() {
      await bot.tokens.token();
    },
  };
}
