import type { JWTPayload } from 'jose';
import type { Directory } from '../directory.ts';
import type { Tokens } from '../entra/tokens.ts';
import type { Faults } from '../faults.ts';
import type { Route } from '../http/routes.ts';
import type { RequestLog } from '../log.ts';
import type { Activity, Chat, Entry } from '../state.ts';
import type { Store } from '../store.ts';
import { installationActivity, messageActivity } from './activity.ts';
import { createAuthenticate } from './authenticate.ts';
import { type BotLogin, botLoginRoutes, openBotLogin } from './bot-login.ts';
import { type Chats, createChats } from './chats.ts';
import { type BotAnswer, createPost, type PostOptions } from './post.ts';
import { connectorRoutes } from './routes.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';
import { createTeams, type Teams } from './teams.ts';
import { createThrottle } from './throttle.ts';

export type Connector = Teams & {
  /** The person's chat, with every activity still there or deleted, oldest first. */
  chat: (personId: string) => { conversationId: string; bot: Chat['bot']; entries: Entry[] };
  settings: () => Settings;
  configure: (changes: Partial<Settings>) => Settings;
  /** A message activity as Teams would send it now, for tests to bend. */
  draft: (personId: string, text?: string) => Activity;
  /** The same of an install or uninstall. */
  draftInstallation: (personId: string, action: 'add' | 'remove') => Activity;
  /** Sends any activity to the bot, signed by the Connector unless told otherwise. */
  post: (activity: Activity, options?: PostOptions) => Promise<BotAnswer>;
  /** A token as the Connector would send it, with any claims replaced. */
  token: (claims?: JWTPayload, lifetimeSeconds?: number) => Promise<string>;
};

type Parts = {
  store: Store;
  directory: Directory;
  tokens: Tokens;
  faults: Faults;
  log: RequestLog;
  bot: { id: string; tenantId: string; name: string };
  serviceUrl: string;
  botLoginUrl: string;
  productUrl: () => string;
};

export async function createConnector(parts: Parts): Promise<{
  connector: Connector;
  chats: Chats;
  login: BotLogin;
  routes: Route[];
  loginRoutes: Route[];
  clear: () => void;
}> {
  const { store, directory, tokens, faults, log, bot, serviceUrl, botLoginUrl, productUrl } = parts;
  const settings: Settings = { ...defaultSettings };
  const chats = createChats(store, directory);
  const throttle = createThrottle();
  const login = await openBotLogin(store);
  const post = createPost(login, log, bot, serviceUrl, productUrl);
  const authenticate = createAuthenticate(tokens, bot);

  function sceneOf(personId: string) {
    const person = directory.person(personId);
    if (!person) throw new Error(`The sandbox knows nobody with the object id ${personId}.`);
    return { person, chat: chats.of(person), bot, serviceUrl };
  }

  const connector: Connector = {
    ...createTeams(directory, chats, post, bot, serviceUrl),
    chat(personId) {
      const { conversationId, bot, entries } = sceneOf(personId).chat;
      return { conversationId, bot, entries: structuredClone(entries) };
    },
    settings: () => ({ ...settings }),
    configure(changes) {
      Object.assign(settings, settingsSchema.partial().parse(changes));
      throttle.clear();
      return { ...settings };
    },
    draft: (personId, text = 'help') => messageActivity(sceneOf(personId), chats.newActivityId(), text),
    draftInstallation: (personId, action) => installationActivity(sceneOf(personId), action),
    post,
    token: (claims = {}, lifetimeSeconds = 3600) =>
      login.token({ audience: bot.id, serviceUrl, claims, lifetimeSeconds }),
  };
  return {
    connector,
    chats,
    login,
    routes: connectorRoutes({ authenticate, chats, faults, throttle, log, settings }, directory, serviceUrl),
    loginRoutes: botLoginRoutes(login, botLoginUrl),
    clear() {
      chats.clear();
      throttle.clear();
    },
  };
}
