import { announce } from './announce.ts';
import type { ChatEntry, SandboxState } from './contract.ts';
import { guide, noteArrival } from './guide-steps.ts';
import { model, personById } from './model.ts';

const freshMilliseconds = 4000;

let known: Map<string, string> | undefined;
const fresh = new Map<string, number>();

/** Whether an entry has just come or changed, and so is to be pointed out. */
export const isFresh = (entry: ChatEntry): boolean => Date.now() - (fresh.get(entry.id) ?? 0) < freshMilliseconds;

const saying = (entry: ChatEntry): string => entry.summary ?? entry.text ?? 'a card';

const tell = (person: string, entry: ChatEntry, edited: boolean): void => {
  fresh.set(entry.id, Date.now());
  const whose = person === model.place.person ? '' : ` for ${personById(person)?.name ?? 'somebody else'}`;
  if (edited) announce(`Wintro changed ${entry.card ? 'a card' : 'a message'}${whose}: ${saying(entry)}`);
  else announce(`New ${entry.card ? 'card' : 'message'}${whose} from Wintro: ${saying(entry)}`);
};

/** Compares the state with the one before, and announces what the bot has posted or changed since. */
export const watchArrivals = (state: SandboxState): void => {
  const before = known;
  known = new Map();
  for (const [person, entries] of Object.entries(state.chats)) {
    for (const entry of entries) {
      known.set(entry.id, entry.updatedAt ?? '');
      if (!before || entry.from !== 'bot') continue;
      const was = before.get(entry.id);
      if (was === (entry.updatedAt ?? '')) continue;
      tell(person, entry, was !== undefined);
      if (was === undefined && entry.card && (person === model.place.person || !state.chats[model.place.person ?? '']))
        noteArrival(person);
    }
  }
  if (!before || !guide.posted || guide.arrivedFor) return;
  for (const [person, entries] of Object.entries(state.chats))
    if (entries.some(entry => entry.card && entry.from === 'bot' && !before.has(entry.id))) noteArrival(person);
};
