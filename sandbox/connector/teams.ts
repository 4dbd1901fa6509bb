import type { Directory } from '../directory.ts';
import { Refusal } from '../http/answer.ts';
import type { Chat, Person } from '../state.ts';
import {
  executeActivity,
  installationActivity,
  membersAddedActivity,
  messageActivity,
  type Scene,
  submitActivity,
} from './activity.ts';
import { type Chats, withCard } from './chats.ts';
import { readInvokeAnswer } from './invoke-answer.ts';
import type { Post } from './post.ts';

/** `status` is what the bot answered; 502 when it did not. */
type Done = { status: number };

type Pressed = Done & { card?: unknown; message?: string };

type Action = { type: string; verb?: string | undefined; title?: string | undefined };

/** What people do in Teams. Each throws a Refusal when Teams would not offer it. */
export type Teams = {
  install: (personId: string) => Promise<Done>;
  uninstall: (personId: string) => Promise<Done>;
  /** Blocking tells the bot nothing: it shows only in its next send. */
  block: (personId: string, blocked: boolean) => Done;
  write: (personId: string, text: string) => Promise<Done>;
  press: (personId: string, activityId: string, action: Action, data: unknown) => Promise<Pressed>;
};

export function createTeams(
  directory: Directory,
  chats: Chats,
  post: Post,
  bot: { id: string; name: string },
  serviceUrl: string,
): Teams {
  function sceneOf(personId: string): Scene {
    const person = directory.person(personId);
    if (!person) throw new Refusal(404, 'The sandbox knows no such person.');
    const chat = chats.of(person);
    chats.reopen(chat);
    return { person, chat, bot, serviceUrl };
  }

  function usable({ chat, person }: Scene): void {
    if (chat.bot === 'absent') throw new Refusal(409, `${person.name} has not installed the bot.`);
    if (chat.bot === 'blocked') throw new Refusal(409, `${person.name} has blocked the bot.`);
  }

  async function tell(activity: Parameters<Post>[0]): Promise<Done> {
    const { status } = await post(activity);
    return { status: status === 0 ? 502 : status };
  }

  return {
    async install(personId) {
      const scene = sceneOf(personId);
      if (scene.chat.bot !== 'absent') return { status: 200 };
      chats.setBot(scene.chat, 'installed');
      const [, installed] = await Promise.all([
        tell(membersAddedActivity(scene)),
        tell(installationActivity(scene, 'add')),
      ]);
      return installed;
    },
    async uninstall(personId) {
      const scene = sceneOf(personId);
      if (scene.chat.bot === 'absent') return { status: 200 };
      chats.setBot(scene.chat, 'absent');
      return tell(installationActivity(scene, 'remove'));
    },
    block(personId, blocked) {
      const { chat, person } = sceneOf(personId);
      if (chat.bot === 'absent') throw new Refusal(409, `${person.name} has not installed the bot.`);
      chats.setBot(chat, blocked ? 'blocked' : 'installed');
      return { status: 200 };
    },
    async write(personId, text) {
      const scene = sceneOf(personId);
      usable(scene);
      const entry = chats.write(scene.chat, 'person', { type: 'message', text });
      return tell(messageActivity(scene, entry.id, text));
    },
    async press(personId, activityId, action, data) {
      const scene = sceneOf(personId);
      usable(scene);
      const held = chats.entry(scene.chat, activityId);
      if (held?.from !== 'bot') throw new Refusal(404, 'There is no such message of the bot in this chat.');
      if (action.type === 'Action.Submit') return tell(submitActivity(scene, chats.newActivityId(), activityId, data));
      if (action.type !== 'Action.Execute') throw new Refusal(400, `Teams sends no ${action.type} to a bot.`);
      const answer = await post(executeActivity(scene, activityId, { ...action, data }));
      const read = readInvokeAnswer(answer);
      // The bot may have replaced the message meanwhile; what it answered is what the person sees.
      const now = chats.entry(scene.chat, activityId);
      if (read.card !== undefined && now) chats.replace(now, withCard(now.activity, read.card));
      return read;
    },
  };
}

export function botStateOf(chats: Map<string, Chat>, person: Person): Chat['bot'] {
  return chats.get(person.id)?.bot ?? 'absent';
}
