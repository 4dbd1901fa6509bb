import { z } from 'zod';
import type { Message } from '../cards/card.ts';
import { welcomeCard } from '../cards/welcome.ts';
import { connect, identify } from '../identify.ts';
import type { Turn } from '../turn.ts';
import { type Action, act, readAction } from './action.ts';
import { answerCard, answerError, refused, replaceCard, sendCard } from './answer.ts';
import type { Help } from './message.ts';
import { strangerCard } from './stranger.ts';

const invokeSchema = z.looseObject({
  action: z.looseObject({ verb: z.string(), data: z.record(z.string(), z.unknown()).optional() }),
});

/** A button as Universal Action: what is answered takes the place of the card. */
export async function onExecute(turn: Turn, help: Help): Promise<void> {
  const { action } = invokeSchema.safeParse(turn.context.activity.value).data ?? {};
  const message = await perform(turn, readAction({ ...action?.data, verb: action?.verb }), help);
  return message ? answerCard(turn.context, message) : answerError(turn.context, refused);
}

/** The same button in a client that knows no Universal Actions: it comes as a message, and the card is replaced. */
export async function onSubmit(turn: Turn, help: Help): Promise<void> {
  const { value, replyToId } = turn.context.activity;
  const message = await perform(turn, readAction(value), help);
  if (!message) await turn.context.sendActivity(refused.message);
  else if (replyToId) await replaceCard(turn, replyToId, message);
  else await sendCard(turn, message);
}

/** Nothing is shown to, nor done for, somebody the bot does not serve. */
async function perform(turn: Turn, action: Action, help: Help): Promise<Message | undefined> {
  if (!turn.personal) return undefined;
  if (action.verb === 'connect' || action.verb === 'sign-in') return reconnect(turn, help);
  const identity = await identify(turn);
  return identity.kind === 'person' ? act(turn, identity, action, help) : undefined;
}

async function reconnect(turn: Turn, { appName }: Help): Promise<Message> {
  const identity = await connect(turn);
  if (identity.kind !== 'person') return strangerCard(identity, appName);
  const { person, organizationName } = identity;
  return welcomeCard({ appName, givenName: person.givenName, organizationName });
}
