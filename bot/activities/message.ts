import { follow, unfollow } from '#core/candidates/follow.ts';
import type { Message } from '../cards/card.ts';
import { card, plain, run, text } from '../cards/elements.ts';
import { helpCard } from '../cards/help.ts';
import { pauseCard } from '../cards/pause.ts';
import { clip } from '../cards/text.ts';
import { type Command, readCommand } from '../commands.ts';
import { connect, identify, type Known } from '../identify.ts';
import type { Turn } from '../turn.ts';
import { words } from '../words.ts';
import { sendCard } from './answer.ts';
import { pauseFor, resume, showSettings, showStatus, signOut } from './commands.ts';
import { strangerCard } from './stranger.ts';

export type Help = { appName: string; supportEmail: string | undefined };

/** Answers what a person writes. */
export async function onMessage(turn: Turn, help: Help): Promise<void> {
  if (!turn.personal) {
    await turn.context.sendActivity(words.personalOnly(help.appName));
    return;
  }
  const command = readCommand(turn.context.activity.text ?? '');
  const identity = command.name === 'sign-in' ? await connect(turn) : await identify(turn);
  const message =
    identity.kind === 'person' ? await obey(turn, identity, command, help) : strangerCard(identity, help.appName);
  await sendCard(turn, message);
}

async function obey(turn: Turn, known: Known, command: Command, help: Help): Promise<Message> {
  switch (command.name) {
    case 'hello':
      return helpCard({ ...help, lead: words.hello });
    case 'help':
      return helpCard(help);
    case 'status':
      return showStatus(turn, known);
    case 'pause':
      return command.choice ? pauseFor(turn, known, command.choice) : pauseCard();
    case 'resume':
      return resume(known);
    case 'settings':
      return showSettings(known);
    case 'sign-in':
      return say(words.signedIn);
    case 'sign-out':
      return signOut(known);
    case 'thanks':
      return say(words.thanks);
    case 'follow':
    case 'unfollow':
      return followOrNot(known, command);
    default:
      return helpCard({ ...help, lead: words.unknown });
  }
}

async function followOrNot(
  { ctx, person }: Known,
  { name, text: wanted }: Extract<Command, { text: string }>,
): Promise<Message> {
  if (wanted === '') return say(words.followWhat(name));
  const input = { person: person._id, text: wanted };
  const result = name === 'follow' ? await follow(ctx, input) : await unfollow(ctx, input);
  if (result.kind === 'unknown') return say(words.followUnknown(clip(wanted, 80)));
  if (result.kind === 'ambiguous') return ambiguous(name, result.labels);
  const label = clip(result.label, 100);
  return say(name === 'follow' ? words.followed(label) : words.unfollowed(label));
}

function ambiguous(verb: string, labels: string[]): Message {
  const question = words.followAmbiguous(verb);
  const lines = labels.slice(0, 8).map(label => plain([run(clip(label, 120))], { spacing: 'small' }));
  return { summary: question, card: card([text(question), ...lines]) };
}

/** One sentence; as a card, since the text of a message is read as markdown and may hold others' words. */
function say(sentence: string): Message {
  return { summary: sentence, card: card([plain([run(sentence)])]) };
}
