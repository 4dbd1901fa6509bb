import { randomBytes } from 'node:crypto';
import type { Directory } from '../directory.ts';
import type { ChatEntry } from '../page/contract.ts';
import type { Activity, Chat, Entry, Person } from '../state.ts';
import type { Store } from '../store.ts';

export type Chats = {
  /** The person's chat with the bot; made when there is none yet. */
  of: (person: Person) => Chat;
  find: (conversationId: string) => Chat | undefined;
  /** Gives a stale conversation a new id, as creating it does. */
  reopen: (chat: Chat) => void;
  setBot: (chat: Chat, bot: Chat['bot']) => void;
  write: (chat: Chat, from: Entry['from'], activity: Activity) => Entry;
  replace: (entry: Entry, activity: Activity) => void;
  remove: (entry: Entry) => void;
  entry: (chat: Chat, activityId: string) => Entry | undefined;
  newActivityId: () => string;
  clear: () => void;
};

const keptEntries = 5000;
const cardType = 'application/vnd.microsoft.card.adaptive';

export function createChats(store: Store, directory: Directory): Chats {
  const { state, changed } = store;
  const byConversation = new Map([...state.chats.values()].map(chat => [chat.conversationId, chat]));
  let lastId = 0;

  function open(person: Person): Chat {
    const chat: Chat = {
      person: person.id,
      tenantId: person.tenantId,
      conversationId: newConversationId(),
      openedAt: Date.now(),
      stale: false,
      bot: 'absent',
      entries: [],
    };
    state.chats.set(person.id, chat);
    byConversation.set(chat.conversationId, chat);
    return chat;
  }

  function newActivityId(): string {
    lastId = Math.max(Date.now(), lastId + 1);
    return String(lastId);
  }

  return {
    newActivityId,
    of: person => state.chats.get(person.id) ?? open(person),
    find(conversationId) {
      const chat = byConversation.get(conversationId);
      return chat && directory.person(chat.person) ? chat : undefined;
    },
    reopen(chat) {
      if (!chat.stale) return;
      byConversation.delete(chat.conversationId);
      chat.conversationId = newConversationId();
      // One millisecond on, so that a fault set in this very one does not meet it again.
      chat.openedAt = Date.now() + 1;
      chat.stale = false;
      byConversation.set(chat.conversationId, chat);
      changed();
    },
    setBot(chat, bot) {
      chat.bot = bot;
      changed();
    },
    write(chat, from, activity) {
      const id = newActivityId();
      const entry: Entry = { id, from, at: new Date().toISOString(), activity: { ...activity, id } };
      chat.entries.push(entry);
      if (chat.entries.length > keptEntries) chat.entries.splice(0, chat.entries.length - keptEntries);
      changed();
      return entry;
    },
    replace(entry, activity) {
      entry.activity = { ...activity, id: entry.id };
      entry.updatedAt = new Date().toISOString();
      changed();
    },
    remove(entry) {
      entry.deleted = true;
      entry.updatedAt = new Date().toISOString();
      changed();
    },
    entry: (chat, activityId) => chat.entries.findLast(entry => entry.id === activityId && !entry.deleted),
    clear() {
      byConversation.clear();
    },
  };
}

function newConversationId(): string {
  return `a:1${randomBytes(48).toString('base64url')}`;
}

/** The entry as the page shows it. */
export function describeEntry(entry: Entry): ChatEntry {
  const { text, summary, attachments } = entry.activity;
  const card = attachments?.find(attachment => attachment.contentType === cardType)?.content;
  return {
    id: entry.id,
    from: entry.from,
    at: entry.at,
    ...(entry.updatedAt === undefined ? {} : { updatedAt: entry.updatedAt }),
    ...(entry.deleted ? { deleted: true } : {}),
    ...(entry.deleted || text === undefined || text === '' ? {} : { text }),
    ...(entry.deleted || summary === undefined ? {} : { summary }),
    ...(entry.deleted || card === undefined ? {} : { card }),
  };
}

/** The activity with another card in the place of its own. */
export function withCard(activity: Activity, card: unknown): Activity {
  const rest = (activity.attachments ?? []).filter(attachment => attachment.contentType !== cardType);
  return { ...activity, attachments: [{ contentType: cardType, content: card }, ...rest] };
}
