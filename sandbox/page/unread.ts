import type { ChatEntry } from './contract.ts';
import { model } from './model.ts';

const storage = 'sandbox-read';

const stored = (): Record<string, string> => {
  try {
    return JSON.parse(localStorage.getItem(storage) ?? '{}');
  } catch {
    return {};
  }
};

/** The last entry seen of each chat, by person. */
const lastRead = stored();

export const entriesOf = (person: string): ChatEntry[] => model.state.chats[person] ?? [];

/** How many entries of the bot came after the last one seen. */
export const unreadOf = (person: string): number => {
  const entries = entriesOf(person);
  const seen = entries.findIndex(entry => entry.id === lastRead[person]);
  return entries.slice(seen + 1).filter(entry => entry.from === 'bot' && !entry.deleted).length;
};

export const markRead = (person: string): void => {
  const last = entriesOf(person).at(-1);
  if (!last || lastRead[person] === last.id) return;
  lastRead[person] = last.id;
  localStorage.setItem(storage, JSON.stringify(lastRead));
};
